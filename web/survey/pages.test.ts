import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { answerPage, type AnswerView } from './answer-page.tsx';
import { brokenPage, cancelledPage, expiredPage, thanksPage, usedPage } from './notice-page.tsx';
import { unsubscribePage } from './preferences-page.tsx';
import { en } from './texts/en.ts';
import { textsOf } from './texts/texts.ts';

const view = (overrides: Partial<AnswerView> & { draft?: keyof typeof readyMade } = {}): AnswerView => ({
  template: SurveyTemplateInput.parse(readyMade[overrides.draft ?? 'nps']),
  language: 'en',
  company: 'Acme',
  brand: { accent: '#0b57d0' },
  action: `/s/${'x7Kq'.repeat(19)}`,
  nonce: 'Yd82kPq0ZmXo1LrT7sHvWcBn',
  answers: {},
  unsubscribeUrl: `/s/${'kX9z'.repeat(19)}/unsubscribe`,
  contact: { channels: ['email', 'phone', 'sms'] },
  ...overrides,
});
const frame = { language: 'en', company: 'Acme', brand: { accent: '#0b57d0' } } as const;
const everyAnswerPage = Object.keys(readyMade).flatMap((draft) =>
  surveyLanguages.map((language) => [draft, language] as const),
);

describe('the answer page', () => {
  test.each(everyAnswerPage)('%s in %s needs one request of at most 3 KB', (draft, language) => {
    const { html } = answerPage(view({ draft: draft as 'nps', language }));
    expect(gzipSync(html).length).toBeLessThanOrEqual(3_072);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(html.match(/<(?:img|script src|link rel="stylesheet)/g)).toBeNull();
    expect(html).not.toMatch(/undefined|\[object|NaN|\{\w+\}<|null/);
  });

  test('with every type of question still needs one request of at most 6 KB', () => {
    const text = { en: 'How was the advice that you got from us?' };
    const choices = ['price', 'quality', 'delivery'].map((id) => ({ id, text: { en: `Because of the ${id}` } }));
    const ends = { minLabel: { en: 'Not at all' }, maxLabel: { en: 'Very much' } };
    const template = SurveyTemplateInput.parse({
      name: 'All',
      type: 'custom',
      title: { en: 'Everything we could ask' },
      questions: [
        { type: 'nps', ...ends },
        { type: 'csat', style: 'stars', ...ends },
        { type: 'ces', ...ends },
        { type: 'rating', scale: { min: 1, max: 5, style: 'smileys', ...ends } },
        { type: 'text' },
        { type: 'long_text', showIf: { question: 'nps', atMost: 6 } },
        { type: 'single_choice', choices },
        { type: 'multi_choice', choices },
        { type: 'boolean' },
      ].map((question) => ({ id: question.type, text, ...question })),
    });
    expect(gzipSync(answerPage(view({ template })).html).length).toBeLessThanOrEqual(6_144);
  });

  test('may load and run only what it brings: the policy names exactly its style and script', () => {
    const { html, headers } = answerPage(view());
    const policy = headers['content-security-policy'] ?? '';
    for (const tag of ['style', 'script']) {
      const [, text = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(html) ?? [];
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(html).not.toMatch(/ style=| on[a-z]+=/);
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
    });
  });

  test('shows a score from the link as chosen, and zero is a score', () => {
    for (const score of [0, 9]) {
      const { html } = answerPage(view({ answers: { recommend: score } }));
      expect(html.match(/<input[^>]*checked[^>]*>/g)).toEqual([expect.stringContaining(`value="${score}"`)]);
    }
    expect(answerPage(view({ answers: { recommend: 99 } })).html).not.toMatch(/<input[^>]*checked/);
  });

  test('shows names and typed texts as text, whatever they hold', () => {
    const evil = `"><script>alert(1)</script>{{x}}</textarea>`;
    const { html } = answerPage(
      view({ company: evil, answers: { improve: evil, reason: evil }, facts: { ticket: evil, customerName: evil } }),
    );
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).not.toContain('</textarea>{{');
    expect(html).not.toContain('"><script>alert');
  });

  test('says what is wrong at the question and in a summary, and keeps what was typed', () => {
    const { status, html } = answerPage(
      view({
        language: 'de',
        answers: { improve: 'zu langsam' },
        faults: [{ questionId: 'recommend', code: 'required' }],
      }),
    );
    expect(status).toBe(400);
    expect(html).toContain('<title>Bitte prüfen Sie Ihre Antworten');
    expect(html).toContain('role="alert"');
    expect(html).toContain('href="#recommend"');
    expect(html).toMatch(/<fieldset[^>]*aria-describedby="recommend-e"[^>]*aria-invalid="true"/);
    expect(html).toContain('zu langsam');
  });

  test('is written right to left in Arabic', () => {
    expect(answerPage(view({ language: 'ar' })).html).toContain('<html lang="ar" dir="rtl">');
  });

  test('hides a question by style alone until the answer it depends on fits', () => {
    const { html } = answerPage(view());
    expect(html).toContain('#improve{display:none}');
    expect(html).toContain(
      'form:has([name=q_recommend]:is([value="0"],[value="1"],[value="2"],[value="3"],[value="4"],[value="5"],[value="6"]):checked) #improve{display:block}',
    );
  });

  test('of a preview has no script that could save', () => {
    expect(answerPage(view({ preview: true })).html).not.toContain('<script>');
  });
});

describe('the other pages', () => {
  test('say kindly what happened, with the right status', () => {
    const at = new Date('2026-12-01T00:30:00.000Z');
    expect(expiredPage({ ...frame, expiredAt: at, timeZone: 'America/New_York' })).toMatchObject({
      status: 410,
      html: expect.stringContaining('November 30, 2026'),
    });
    expect(usedPage(frame).status).toBe(409);
    expect(cancelledPage(frame).status).toBe(410);
    expect(brokenPage('en').status).toBe(404);
  });

  test('thank in the company’s own words where it has some, and tell how long a change is possible', () => {
    const { html } = thanksPage({
      ...frame,
      whatHappensNext: 'Ben calls you.',
      editUntil: new Date('2026-11-22T10:00:00.000Z'),
      editUrl: '/s/t',
      timeZone: 'Europe/Berlin',
    });
    expect(html).toContain('Ben calls you.');
    expect(html).toMatch(/November 22, 2026 at 11:00/);
    expect(html).toContain('<a href="/s/t">');
  });

  test('unsubscribing takes a press of a button: the page itself only asks', () => {
    const { html } = unsubscribePage({ ...frame, action: '/s/t/unsubscribe', address: 'a…@example.com' });
    expect(html).toContain('<form method="post" action="/s/t/unsubscribe">');
    expect(html).toContain('name="List-Unsubscribe" value="One-Click"');
  });
});

test.each(surveyLanguages)('the dictionary %s fills the same places as the English one', (language) => {
  for (const [key, text] of Object.entries(en)) {
    const own = textsOf(language)[key as keyof typeof en];
    expect([key, (own.match(/\{\w+\}/g) ?? []).sort()]).toEqual([key, (text.match(/\{\w+\}/g) ?? []).sort()]);
    expect(own.trim()).not.toBe('');
  }
});
