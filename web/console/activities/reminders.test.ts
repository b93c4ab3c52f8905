import { beforeAll, expect, test } from 'vitest';
import { reminderName, remindersField } from './reminders.ts';
import { activityTexts } from './texts/texts.ts';

beforeAll(() => activityTexts.load());

test('a reminder is said in the largest unit that says it whole', () => {
  expect([0, 10, 60, 90, 1_440, 20_160].map(reminderName)).toEqual([
    'at the time',
    '10 minutes before',
    '1 hour before',
    '90 minutes before',
    '1 day before',
    '14 days before',
  ]);
});

test('reminders of others that are not offered stay when one is added or taken away', () => {
  const field = remindersField([15, 10]);
  expect(field.read([15, 10])).toBe('10,15');
  expect(field.write('0,10,15')).toEqual([0, 10, 15]);
  expect(field.write('15')).toEqual([15]);
  expect(field.write('')).toEqual([]);
  expect(field.say('10,15')).toBe('10 minutes before, 15 minutes before');
});
