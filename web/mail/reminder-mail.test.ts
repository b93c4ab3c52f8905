import { expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { reminderMail } from './reminder-mail.tsx';

const view = {
  language: 'en',
  company: 'acme',
  subject: '<b>Offer',
  type: 'meeting' as const,
  startAt: '2026-12-10T08:00:00.000Z',
  dueAt: '2026-12-10T09:00:00.000Z',
  timeZone: 'Europe/Vienna',
  listUrl: 'https://f.example/activities',
};

test('the mail that reminds of an activity says what, when by the clocks of who gets it, and why; words are no markup', () => {
  const { subject, text, html } = reminderMail(view);
  expect(subject).toBe('Reminder: <b>Offer');
  expect(text).toContain('Meeting, begins: December 10, 2026 at 9:00');
  expect(text).toContain('Open activities: https://f.example/activities');
  expect(html).toContain('&lt;b>Offer');
  expect(reminderMail({ ...view, type: 'call', startAt: undefined }).text).toContain('Call, due: December 10, 2026');
});

test('is whole in every language, and English where there is no other', () => {
  for (const language of surveyLanguages) {
    const { subject, html, text } = reminderMail({ ...view, language });
    expect(`${subject} ${html} ${text}`).not.toMatch(/\{\w+\}|undefined/);
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
  }
  expect(reminderMail({ ...view, language: 'fi' }).subject).toBe('Reminder: <b>Offer');
});
