import { describe, expect, test } from 'vitest';
import type { ReviewMailView } from '../../shared/review/digest.ts';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { reviewMail } from './review-mail.tsx';

const id = (n: number) =>
  `fb_01jd3k5w8z9x7v6t5s4r3q2p1${n}` as ReviewMailView['weekly']['mostVoices'][number]['feedbackId'];
const none = { value: null, n: 0, excluded: {} };
const view = (overrides: Partial<ReviewMailView> = {}, weekly: Partial<ReviewMailView['weekly']> = {}) => ({
  language: 'en',
  company: 'acme',
  from: '2026-11-23',
  to: '2026-11-29',
  triageUrl: 'https://f.example/triage',
  feedbackUrl: 'https://f.example/feedback/',
  ...overrides,
  weekly: {
    waiting: 12,
    routes: [
      { route: 'engineering' as const, under_7_days: 4, '7_to_14_days': 2, over_14_days: 1 },
      { route: 'none' as const, under_7_days: 5, '7_to_14_days': 0, over_14_days: 0 },
    ],
    mostVoices: [
      {
        feedbackId: id(1),
        theme: 'Queue on Mondays',
        type: 'complaint' as const,
        impact: 'high' as const,
        route: 'engineering' as const,
        voices: 7,
        arrivedAt: '2026-11-20T10:00:00.000Z',
      },
      {
        feedbackId: id(2),
        impact: 'low' as const,
        route: 'none' as const,
        voices: 1,
        arrivedAt: '2026-11-20T10:00:00.000Z',
      },
    ],
    unreferenced: { count: 3, oldest: [] },
    decided: { value: 9, n: 9, excluded: {} },
    waitMedian: { value: 26.25, n: 8, excluded: {} },
    ...weekly,
  },
});

describe('the mail about a week of triage', () => {
  test('says what waits by route and age, what has most voices, and what was decided', () => {
    const { subject, text } = reviewMail(view());
    expect(subject).toBe('Waiting for triage at acme: 12');
    expect(text.split('\n\n').slice(0, 5)).toEqual([
      'Waiting for a decision: 12',
      'Week from November 23, 2026 to November 29, 2026',
      'By route and age\nEngineering: under 7 days: 4 · 7 to 14 days: 2 · over 14 days: 1\nNo route: under 7 days: 5 · 7 to 14 days: 0 · over 14 days: 0',
      `Most voices\nQueue on Mondays: Complaint · Engineering · Voices: 7\nhttps://f.example/feedback/${id(1)}\nNo theme: No route · Voices: 1\nhttps://f.example/feedback/${id(2)}`,
      'Last week\nDecided: 9\nMedian waiting time: 26.3 hours\nHand-overs without a reference of the tracker: 3',
    ]);
  });

  test('names new themes where there are any, as text', () => {
    const { subject, text, html } = reviewMail(
      view(
        {},
        {
          newThemes: [
            {
              topicId: '2026-11-23.en.0123456789abcdef',
              language: 'en',
              topic: '<b>drain',
              n: 12,
              voices: 9,
              growth: 3,
            },
          ],
        },
      ),
    );
    expect(subject).toBe('Waiting for triage at acme: 12');
    expect(text).toContain('New themes\n<b>drain: Records in 28 days: 12 · Voices: 9');
    expect(html).toContain('&lt;b>drain');
    for (const none of [[], undefined])
      expect(reviewMail(view({}, { newThemes: none })).text).not.toContain('New themes');
  });

  test('says nothing of a waiting time that there is not, nor of hand-overs that all have their reference', () => {
    const { text } = reviewMail(view({}, { waitMedian: none, decided: none, unreferenced: { count: 0, oldest: [] } }));
    expect(text).toContain('Decided: 0');
    expect(text).not.toMatch(/Median|Hand-overs/);
  });

  test('shows themes as text, never as markup, and loads nothing', () => {
    const [first] = view().weekly.mostVoices;
    const { html } = reviewMail(view({}, { mostVoices: first ? [{ ...first, theme: '<img onerror=alert(1)>' }] : [] }));
    expect(html).not.toContain('<img');
    const links = [...html.matchAll(/(?:href|src|url)[=(]"?([^"\s>)]+)/g)].map(([, link]) => link);
    expect(links).toEqual([`https://f.example/feedback/${id(1)}`, 'https://f.example/triage']);
  });

  test('is whole in every language, and English where there is no other', () => {
    for (const language of surveyLanguages) {
      const { subject, html, text } = reviewMail(view({ language }));
      expect(`${subject} ${html} ${text}`).not.toMatch(/\{\w+\}|undefined/);
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    }
    expect(reviewMail(view({ language: 'fi' })).subject).toBe('Waiting for triage at acme: 12');
  });
});
