import { beforeAll, expect, test } from 'vitest';
import type { Invitation } from '../../../shared/activity/invitation.schema.ts';
import { signedIn } from '../session/me.ts';
import { conflictWords } from './conflicts.ts';
import { outcomesOf } from './invitation.ts';
import { activityTexts } from './texts/texts.ts';

beforeAll(async () => {
  signedIn({ timeZone: 'UTC' } as never);
  await activityTexts.load();
});

type Told = Invitation['people'][number];
const said = (people: Omit<Told, 'type' | 'id'>[]) =>
  outcomesOf({ method: 'REQUEST', people: people.map((one) => ({ type: 'customer', id: 'x', ...one })) });

test('an invitation is told by how many got it, and how many did not for each reason, in words', () => {
  const lines = said([
    { state: 'sent' },
    { state: 'not_sent', reason: 'no_address' },
    { state: 'sent' },
    { state: 'sent_before' },
    { state: 'not_sent', reason: 'opted_out' },
    { state: 'not_sent', reason: 'no_address' },
    { state: 'unresolved' },
  ]);
  expect(lines).toEqual([
    'Sent to 2 people.',
    '1 person has it already.',
    'Not sent to 2 people: no e-mail address is known.',
    'Not sent to 1 person: they have unsubscribed, or asked for a pause.',
    'Of 1 person nobody knows whether it went out; it is not sent again.',
  ]);
});

test('from when on it can be sent is said where that is known of all', () => {
  const quiet = { state: 'not_sent', reason: 'quiet_hours' } as const;
  const at = (nextEligibleAt: string) => ({ ...quiet, nextEligibleAt });
  const [both] = said([at('2026-12-10T07:00:00.000Z'), at('2026-12-10T06:00:00.000Z')]);
  expect(both?.replaceAll(/\s/g, ' ')).toBe(
    'Not sent to 2 people: it is a time at which nothing is sent to them. From Dec 10, 2026, 7:00 AM on it can be sent.',
  );
  expect(said([quiet, at('2026-12-10T06:00:00.000Z')])[0]).not.toContain('From');
});

test('an invitation of nobody says so', () => {
  expect(said([])).toEqual(['There is nobody to invite: it is about no customer or contact, and none takes part.']);
  expect(outcomesOf({ method: 'CANCEL', people: [] })).toEqual(['Nobody was invited.']);
});

test('what overlaps is told by its subject and time, what cannot be read by its time, and how many more there are', () => {
  const named = [
    { subject: 'Test drive', when: '9:00 – 10:00' },
    { subject: undefined, when: '9:30 – 9:45' },
  ];
  expect(conflictWords(named, 2)).toBe(
    'Saved. At the same time there is: \u2068Test drive\u2069 (9:00 – 10:00); 9:30 – 9:45; 2 more',
  );
  expect(conflictWords(named.slice(0, 1), 0)).not.toContain('more');
});
