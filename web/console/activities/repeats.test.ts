import { beforeAll, describe, expect, test } from 'vitest';
import { ruleOf as takenAs } from '../../../shared/activity/recurrence.ts';
import { everyWords, faultOf, repeatOf, ruleOf, ruleWords } from './repeats.ts';
import { activityTexts } from './texts/texts.ts';

beforeAll(() => activityTexts.load());

const everies = ['daily', 'weekly', 'twoWeeks', 'monthly', 'yearly'] as const;
const ends = [
  { end: 'count', count: '10', until: '' },
  { end: 'until', count: '', until: '2027-12-31' },
] as const;

describe('how an activity repeats', () => {
  test.each(everies.flatMap((every) => ends.map((end) => ({ every, ...end }))))(
    'what is chosen is a rule that is taken, and is shown again as it was chosen: $every, $end',
    (repeat) => {
      const rule = ruleOf(repeat);
      expect(takenAs(rule)).not.toHaveProperty('fault');
      expect(repeatOf(rule)).toEqual(repeat);
      expect(faultOf(rule)).toBeUndefined();
    },
  );

  test('the parts of a rule may come in any order', () => {
    expect(repeatOf('UNTIL=20271231;INTERVAL=2;FREQ=WEEKLY')).toEqual({ every: 'twoWeeks', ...ends[1] });
    expect(repeatOf('COUNT=10;INTERVAL=1;FREQ=DAILY')).toEqual({ every: 'daily', ...ends[0] });
  });

  test.each([
    '',
    'FREQ=WEEKLY;BYDAY=MO;COUNT=10',
    'FREQ=MONTHLY;BYDAY=2TU;COUNT=10',
    'FREQ=MONTHLY;INTERVAL=3;COUNT=10',
    'FREQ=DAILY;UNTIL=20271231T090000Z',
    'FREQ=DAILY;COUNT=2;UNTIL=20271231',
    'FREQ=DAILY',
    'FREQ=HOURLY;COUNT=3',
    '__proto__=1;FREQ=DAILY;COUNT=3',
  ])('a rule that says more or less than can be chosen is none of the form, and is said as it is: %s', (rule) => {
    expect(repeatOf(rule)).toBeUndefined();
    expect(faultOf(rule)).toBeUndefined();
    if (rule !== '') expect([ruleWords(rule), everyWords(rule)]).toEqual([rule, 'repeats']);
  });

  test('while its number or day is not typed yet the rest of a rule stays, and what it lacks is said', () => {
    for (const count of ['', '0', '-3', '2.5', '10000']) {
      const rule = ruleOf({ every: 'monthly', end: 'count', count, until: '' });
      expect(repeatOf(rule)).toMatchObject({ every: 'monthly', end: 'count', count });
      expect(faultOf(rule)).toBe('Say a number from 1 to 9999.');
    }
    const endless = ruleOf({ every: 'yearly', end: 'until', count: '', until: '' });
    expect(repeatOf(endless)).toMatchObject({ every: 'yearly', end: 'until', until: '' });
    expect(faultOf(endless)).toBe('Choose the last day.');
  });

  test('a rule is said in words', () => {
    expect(ruleWords('FREQ=WEEKLY;INTERVAL=2;COUNT=10')).toBe('every two weeks, 10 times');
    expect(ruleWords('FREQ=YEARLY;UNTIL=20271231')).toBe('yearly, until Dec 31, 2027');
    expect(ruleWords('')).toBe('never');
    expect(everyWords('FREQ=WEEKLY;COUNT=10')).toBe('weekly');
  });
});
