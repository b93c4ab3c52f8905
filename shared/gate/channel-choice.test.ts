import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channels } from '../consent/consent.schema.ts';
import { chooseChannel } from './channel-choice.ts';

test('the preferred channel is taken where it is permitted, whatever was answered by others', () => {
  const answers = { email: { asked: 10, answered: 10 } };
  expect(chooseChannel({ preferred: 'mail', permitted: ['email', 'mail'], answers })).toEqual({
    channel: 'mail',
    reason: 'preferred',
  });
  expect(chooseChannel({ preferred: 'phone', permitted: ['email', 'mail'] })).toEqual({
    channel: 'email',
    reason: 'mail is permitted',
  });
});

test('else the one with the best share of answers, of five or more; else mail; else the first that is permitted', () => {
  const answers = {
    email: { asked: 10, answered: 3 },
    sms: { asked: 5, answered: 2 },
    phone: { asked: 4, answered: 4 },
  };
  const choice = (permitted: Parameters<typeof chooseChannel>[0]['permitted'], known = answers) =>
    chooseChannel({ preferred: undefined, permitted, answers: known });
  expect(choice(['email', 'phone', 'sms'])).toEqual({ channel: 'sms', reason: 'answered 2 of 5' });
  expect(choice(['email', 'phone'])).toEqual({ channel: 'email', reason: 'answered 3 of 10' });
  expect(choice(['phone', 'mail'])).toEqual({ channel: 'phone', reason: 'the first that is permitted' });
  expect(choice(['mail'])).toEqual({ channel: 'mail', reason: 'the first that is permitted' });
  expect(choice([])).toEqual({ channel: null, reason: 'no channel is permitted' });
});

test('property: what is chosen is permitted, none only where none is, and the same input gives the same output', () => {
  const channel = fc.constantFrom(...channels);
  const answered = fc.record({ asked: fc.nat(20), answered: fc.nat(20) });
  fc.assert(
    fc.property(
      fc.option(channel, { nil: undefined }),
      fc.uniqueArray(channel),
      fc.dictionary(channel, answered),
      (preferred, permitted, answers) => {
        const choice = chooseChannel({ preferred, permitted, answers });
        expect(chooseChannel({ preferred, permitted, answers })).toEqual(choice);
        if (choice.channel === null) expect(permitted).toEqual([]);
        else expect(permitted).toContain(choice.channel);
      },
    ),
  );
});
