import { describe, expect, test } from 'vitest';
import type { DigestView } from '../../shared/alert/digest.mail.ts';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { digestMail } from './digest-mail.tsx';

type Shown = DigestView['alerts'][number];
const anAlert = (id: string, alert: Partial<Shown['alert']> = {}): Shown => ({
  alert: {
    ruleId: 'ar_1',
    ruleName: 'Very unhappy',
    severity: 'warning',
    count: 3,
    openedAt: '2026-11-30T09:05:00.000Z',
    status: 'open',
    subject: { feedbackIds: [] },
    ...alert,
  },
  alertUrl: `https://f.example/alerts/${id}`,
  muteUrl: `https://f.example/n/${id}`,
});
const view = (overrides: Partial<DigestView> = {}): DigestView => ({
  language: 'en',
  company: 'acme',
  timeZone: 'Europe/Berlin',
  alerts: [anAlert('a1'), anAlert('a2', { severity: 'info', status: 'acknowledged', ruleName: 'Press' })],
  more: 0,
  listUrl: 'https://f.example/alerts',
  ...overrides,
});

describe('a mail about several alerts', () => {
  test('says how many there are, and of each what, how often, since when and whether somebody has it', () => {
    const { subject, text } = digestMail(view());
    expect(subject).toBe('Alerts of acme: 2');
    expect(text.split('\n\n').slice(0, 3)).toEqual([
      'Alerts that wait for you: 2',
      'Warning: Very unhappy\nFeedback: 3 · Open since November 30, 2026 at 10:05 AM\nhttps://f.example/alerts/a1\nMute this rule for me: https://f.example/n/a1',
      'Info: Press\nFeedback: 3 · Open since November 30, 2026 at 10:05 AM · Acknowledged\nhttps://f.example/alerts/a2\nMute this rule for me: https://f.example/n/a2',
    ]);
  });

  test('says how many it leaves out, and counts them', () => {
    const { subject, text } = digestMail(view({ more: 7 }));
    expect(subject).toBe('Alerts of acme: 9');
    expect(text).toContain('Further alerts: 7.');
  });

  test('shows names as text, never as markup, and loads nothing', () => {
    const { html } = digestMail(view({ alerts: [anAlert('a1', { ruleName: '<img onerror=alert(1)>' })] }));
    expect(html).not.toContain('<img');
    const links = [...html.matchAll(/(?:href|src|url)[=(]"?([^"\s>)]+)/g)].map(([, link]) => link);
    expect(links).toEqual(['https://f.example/alerts/a1', 'https://f.example/n/a1', 'https://f.example/alerts']);
  });

  test('is whole in every language, and English where there is no other', () => {
    for (const language of surveyLanguages) {
      const { subject, html, text } = digestMail(view({ language, more: 2 }));
      expect(`${subject} ${html} ${text}`).not.toMatch(/\{\w+\}|undefined/);
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    }
    expect(digestMail(view({ language: 'fi' })).subject).toBe('Alerts of acme: 2');
  });
});
