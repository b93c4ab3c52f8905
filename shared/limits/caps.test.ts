import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capRefusal, isCounted } from './caps.ts';
import type { Sent } from './clock.ts';
import { Limits } from './limits.schema.ts';

const DAY = 86_400_000;
const now = new Date('2026-11-20T10:00:00.000Z');
const ago = (days: number): string => new Date(now.getTime() - days * DAY).toISOString();
const mail = { purpose: 'marketing', channel: 'email' } as const;
const sent = (...days: number[]): Sent[] => days.map((day, at) => ({ ...mail, id: `m-${at}`, at: ago(day) }));
const { caps } = Limits.parse({ version: 0 });

const kinds = fc.constantFrom('marketing', 'survey');
const channels = fc.constantFrom('email', 'sms');
const aCap = fc.record({
  purpose: fc.option(fc.constantFrom('marketing' as const, 'survey' as const), { nil: undefined }),
  channel: fc.option(fc.constantFrom('email' as const, 'sms' as const), { nil: undefined }),
  max: fc.integer({ min: 1, max: 4 }),
  days: fc.integer({ min: 1, max: 10 }),
});
const history = fc.array(fc.record({ purpose: kinds, channel: channels, hours: fc.integer({ min: 0, max: 300 }) }), {
  maxLength: 20,
});

test('a message passes only while each cap about it has a place left, and from `nextEligibleAt` on it has one', () => {
  fc.assert(
    fc.property(fc.array(aCap, { maxLength: 4 }), history, (some, before) => {
      const all = before.map(({ hours, ...one }, at) => ({ ...one, id: `m-${at}`, at: ago(hours / 24) }));
      const fits = (at: Date): boolean =>
        some.every((cap) => {
          if ((cap.purpose ?? mail.purpose) !== mail.purpose || (cap.channel ?? mail.channel) !== mail.channel)
            return true;
          const about = all.filter(
            ({ purpose, channel }) => (cap.purpose ?? purpose) === purpose && (cap.channel ?? channel) === channel,
          );
          return about.filter((one) => Date.parse(one.at) > at.getTime() - cap.days * DAY).length < cap.max;
        });
      const refusal = capRefusal(mail, { caps: some }, undefined, all, now);
      expect(refusal === undefined).toBe(fits(now));
      if (!refusal?.nextEligibleAt) return;
      expect(fits(refusal.nextEligibleAt)).toBe(true);
      expect(fits(new Date(refusal.nextEligibleAt.getTime() - 1))).toBe(false);
    }),
  );
});

test('unless said otherwise: marketing mail 3 in 7 days and 8 in 30, SMS 2 in 7, and 12 of all in 30', () => {
  const refused = (message: Parameters<typeof capRefusal>[0], before: Sent[]) =>
    capRefusal(message, { caps }, undefined, before, now)?.rule;
  expect(refused(mail, sent(1, 2))).toBeUndefined();
  expect(refused(mail, sent(1, 2, 3))).toBe('purpose=marketing channel=email max=3 days=7');
  expect(refused(mail, sent(1, 2, 8, 9, 10, 11, 12))).toBeUndefined();
  expect(refused(mail, sent(1, 2, 8, 9, 10, 11, 12, 13))).toBe('purpose=marketing channel=email max=8 days=30');
  const texts = sent(1, 2).map((one) => ({ ...one, channel: 'sms' }));
  expect(refused({ purpose: 'marketing', channel: 'sms' }, texts)).toBe('channel=sms max=2 days=7');
  const others = sent(...Array.from({ length: 12 }, (_, day) => day)).map((one) => ({ ...one, purpose: 'survey' }));
  expect(refused(mail, others)).toBe('max=12 days=30');
});

test('what a person wishes tightens the caps: weekly is one in 7 days, monthly one in 30', () => {
  const refused = (frequency: string, before: Sent[]) => capRefusal(mail, { caps }, frequency, before, now);
  expect(refused('weekly', sent(6))).toEqual({
    reason: 'frequency_cap',
    rule: 'frequency=weekly',
    nextEligibleAt: new Date(now.getTime() + DAY),
  });
  expect(refused('weekly', sent(7))).toBeUndefined();
  expect(refused('monthly', sent(29))?.rule).toBe('frequency=monthly');
  expect(refused('all', sent(1))).toBeUndefined();
});

test('no answer to a person counts, surveys where that is set, and mails that nobody asked for always', () => {
  const [off, on] = [{ surveysCount: false }, { surveysCount: true }];
  const counts = (message: Parameters<typeof isCounted>[0]) => [isCounted(message, off), isCounted(message, on)];
  expect(counts({ purpose: 'service', channel: 'email' })).toEqual([false, false]);
  expect(counts({ purpose: 'survey', channel: 'email' })).toEqual([false, true]);
  expect(counts({ purpose: 'service', channel: 'email', topic: 'updates' })).toEqual([true, true]);
  expect(counts(mail)).toEqual([true, true]);
});
