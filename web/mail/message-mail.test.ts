import { describe, expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { messageMail } from './message-mail.tsx';

const view = {
  language: 'en',
  company: 'acme',
  text: 'Dear Ada,\n\nit is mended.\nSorry!',
  takesAnswers: true,
} as const;

describe('the mail of a message', () => {
  test('shows what was written as text: markup, merge fields and links stay as they were typed', () => {
    const text = '<img src=x onerror=alert(1)> {{name}} <!channel> https://example.com';
    const { html, text: plain } = messageMail({ ...view, text });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x');
    expect(html).toContain('{{name}}');
    expect(plain).toContain(text);
  });

  test('keeps paragraphs and lines, each in the direction of its own words', () => {
    const { html } = messageMail({ ...view, language: 'ar' });
    expect(html).toContain('dir="rtl"');
    expect(html.match(/<div dir="auto"/g)).toHaveLength(2);
    expect(html).toContain('it is mended.\nSorry!');
  });

  test.each(surveyLanguages)('says in %s whether an answer reaches anybody', (language) => {
    const [yes, no] = [true, false].map((takesAnswers) => messageMail({ ...view, language, takesAnswers }));
    expect(yes?.subject).toContain('acme');
    expect(yes?.subject).toBe(no?.subject);
    expect(yes?.text.split('--')[1]).not.toBe(no?.text.split('--')[1]);
    expect(yes?.html).not.toContain('{company}');
  });
});
