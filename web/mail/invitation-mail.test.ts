import { expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { invitationMail } from './invitation-mail.tsx';

const view = {
  language: 'en',
  company: 'a<b',
  method: 'REQUEST',
  subject: 'Offer <b>& more</b> {company}',
  location: 'Graz <1>',
  timeZone: 'Europe/Vienna',
  allDay: false,
  from: new Date('2026-12-10T09:00:00.000Z'),
  to: new Date('2026-12-10T10:00:00.000Z'),
  days: { first: '2026-12-10', behind: '2026-12-11' },
} as const;

test('the mail of an invitation says what, when on the clocks of its zone, and where, as text', () => {
  const { subject, text, html } = invitationMail(view);
  expect(subject).toBe('Invitation: Offer <b>& more</b> {company}');
  expect(text).toMatch(/When: December 10, 2026, 10:00\s–\s11:00\sAM \(Europe\/Vienna\)/);
  expect(text).toContain('Where: Graz <1>');
  expect(html).toContain('Offer &lt;b>&amp; more&lt;/b>');
  expect(html).not.toMatch(/<b>|<1>/);
});

test('whole days are told as days', () => {
  const days = (behind: string) =>
    invitationMail({ ...view, allDay: true, days: { first: '2026-12-10', behind } }).text;
  expect(days('2026-12-11')).toContain('When: December 10, 2026\n');
  expect(days('2026-12-13')).toMatch(/When: December 10\s–\s12, 2026\n/);
});

test('is whole in every language, and tells one that invites from one that calls off', () => {
  for (const language of surveyLanguages) {
    const [one, off] = (['REQUEST', 'CANCEL'] as const).map((method) =>
      invitationMail({ ...view, language, method, subject: 'Offer', location: undefined }),
    );
    for (const mail of [one, off]) {
      expect(`${mail?.subject} ${mail?.html} ${mail?.text}`).not.toMatch(/\{\w+\}|undefined/);
      expect(mail?.html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    }
    expect(one?.subject).not.toBe(off?.subject);
  }
});
