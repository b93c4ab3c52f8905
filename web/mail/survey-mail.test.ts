import { describe, expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import type { SurveyMailView } from '../../shared/sending/survey.mailer.ts';
import { ownFeedbackMail, surveyMail } from './survey-mail.tsx';

const template = SurveyTemplateInput.parse(readyMade.nps);
const view = (overrides: Partial<SurveyMailView> = {}): SurveyMailView => ({
  template,
  language: 'en',
  company: 'Acme',
  brand: template.brand,
  facts: { customerName: 'Ana' },
  answerUrl: 'https://f.example/s/abc',
  unsubscribeUrl: 'https://f.example/s/def/unsubscribe',
  expiresAt: new Date('2026-12-05T10:00:00.000Z'),
  timeZone: 'Europe/Berlin',
  ...overrides,
});

describe('a survey mail', () => {
  test('asks the first question with a link per score, from 0 to 10', () => {
    const { html } = surveyMail(view());
    const scores = [...html.matchAll(/href="https:\/\/f\.example\/s\/abc\?score=(\d+)"/g)].map(([, score]) =>
      Number(score),
    );
    expect(scores).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(html).toContain('aria-label="0 of 10, Not at all likely"');
  });

  test('has a text part with the question, the link and the way out', () => {
    const { text } = surveyMail(view());
    expect(text).toContain('Hello Ana,');
    expect(text).toContain('How likely are you to recommend us');
    expect(text).toContain('https://f.example/s/abc');
    expect(text).toContain('Unsubscribe: https://f.example/s/def/unsubscribe');
    expect(text).not.toMatch(/<\w|&amp;/);
  });

  test.each(Object.entries(readyMade))('%s is complete in every language', (_, draft) => {
    for (const language of surveyLanguages) {
      const mail = surveyMail(view({ template: SurveyTemplateInput.parse(draft), language, reminder: 1, daysLeft: 2 }));
      expect(`${mail.subject}${mail.html}${mail.text}`).not.toMatch(/undefined|\[object|NaN|\{[a-z]\w*\}/);
      expect(mail.html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    }
  });

  test('without a name still reads well', () => {
    const { subject, text } = surveyMail(view({ facts: {} }));
    expect(subject).toBe('Would you recommend Acme?');
    expect(text).toContain('Hello,');
  });

  test('shows a hostile name as text and keeps the subject on one line', () => {
    const customerName = '<script>alert(1)</script>\r\nBcc: x@example.com {company} {{7*7}}';
    const { subject, html } = surveyMail(view({ facts: { customerName } }));
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<script');
    expect(html).toContain('{company} {{7*7}}');
  });
});

describe('a reminder', () => {
  test.each([
    ['en', 3, 'open for another 3 days'],
    ['en', 1, 'open for another 1 day.'],
    ['de', 1, 'noch 1 Tag geöffnet'],
    ['fr', 2, 'encore 2\u00a0jours'],
    ['ar', 2, 'يومان'],
    ['ar', 3, '3 أيام'],
    ['ar', 11, '11 يومًا'],
  ] as const)('says in %s how much time is left: %i days', (language, daysLeft, expected) => {
    const { html, text } = surveyMail(view({ language, reminder: 1, daysLeft }));
    expect(html).toContain(expected);
    expect(text).toContain(expected);
  });
  test('on the last day says so', () => {
    expect(surveyMail(view({ reminder: 2, daysLeft: 0 })).text).toContain('Today is the last day.');
  });
  test('is recognisable by its subject', () => {
    expect(surveyMail(view({ reminder: 1, daysLeft: 3 })).subject).toBe('Reminder: Ana, would you recommend Acme?');
  });
});

test('the mail with the personal link holds it in both parts', () => {
  const { html, text } = ownFeedbackMail({
    language: 'es',
    company: 'Acme',
    brand: template.brand,
    url: 'https://f.example/s/x',
  });
  expect(html).toContain('href="https://f.example/s/x"');
  expect(text).toContain('https://f.example/s/x');
});
