import { expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { askMail } from './ask-mail.tsx';

const view = { language: 'en', company: 'a<b', url: 'https://f.example/c/t1', days: 30 };

test('the mail that asks an outside address names the company, what for, and for how long its link works', () => {
  const { subject, text, html } = askMail(view);
  expect(subject).toBe('May a<b send you mails?');
  expect(text).toContain('Agree or refuse: https://f.example/c/t1');
  expect(text).toContain('The link works for 30 days.');
  expect(html).toContain('May a&lt;b send you mails?');
  expect(html).toContain('href="https://f.example/c/t1"');
});

test('is whole in every language, and English where there is no other', () => {
  for (const language of surveyLanguages) {
    const { subject, html, text } = askMail({ ...view, language });
    expect(`${subject} ${html} ${text}`).not.toMatch(/\{\w+\}|undefined/);
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
  }
  expect(askMail({ ...view, language: 'fi' }).subject).toBe('May a<b send you mails?');
});
