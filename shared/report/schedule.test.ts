import { describe, expect, test } from 'vitest';
import { atPlace, isPlace, nextAfter, occurrencesBetween, partsOf, scheduleFaults } from './schedule.ts';

const codes = (cron: string, timeZone = 'Europe/Berlin', confirmOr?: true) =>
  scheduleFaults({ cron, timeZone, confirmOr }).map(({ code }) => code);

describe('a schedule', () => {
  test.each(['0 7 * * 1', '30 7 1 * *', '0 */6 * * *', '0 7 29 2 *', '5 8-18/2 * jan-mar mon-fri', '0 7 * * 7'])(
    '%s is taken',
    (cron) => {
      expect(codes(cron)).toEqual([]);
    },
  );

  test.each([
    ['0 7 * *', 'five_fields'],
    ['0 0 7 * * 1', 'five_fields'],
    ['@daily', 'five_fields'],
    ['61 7 * * *', 'bad_field'],
    ['0 24 * * *', 'bad_field'],
    ['0 7 L * *', 'bad_field'],
    ['0 7 * * 1#2', 'bad_field'],
    ['0 7 5-1 * *', 'bad_field'],
    ['0 7 * * 1/0', 'bad_field'],
    ['? 7 * * *', 'bad_field'],
    ['*/5 * * * *', 'too_often'],
    ['0,30 7 * * *', 'too_often'],
    ['* 7 * * *', 'too_often'],
    ['0 7 31 2 *', 'never'],
    ['0 7 31 4,6,9,11 *', 'never'],
    ['0 7 1 * 1', 'either_day'],
  ])('%s is refused: %s', (cron, code) => {
    expect(codes(cron)).toEqual([code]);
  });

  test('of a day of the month and one of the week is taken where somebody says that either is meant', () => {
    expect(codes('0 7 1 * 1', 'UTC', true)).toEqual([]);
  });

  test.each(['Mars/Base', '+02:00', 'EST5', 'EST', 'CET', 'berlin', '', 'Europe/Berlin; DROP'])(
    'is of no place in %j',
    (zone) => {
      expect(isPlace(zone)).toBe(false);
      expect(codes('0 7 * * 1', zone)).toEqual(['unknown_zone']);
    },
  );

  test('all that is wrong with it is told at once', () => {
    expect(codes('61 25 * * *', 'Mars/Base')).toEqual(['unknown_zone', 'bad_field', 'bad_field']);
  });

  const at = (cron: string, after: string, count: number, timeZone = 'Europe/Berlin') => {
    const times: string[] = [];
    for (let next = nextAfter({ cron, timeZone }, new Date(after)); next && times.length < count;)
      next = nextAfter({ cron, timeZone }, (times.push(atPlace(next, timeZone)), next));
    return times;
  };

  test('at 02:30 occurs once on both nights on which clocks change', () => {
    expect(at('30 2 * * *', '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T03:00+02:00', '2026-03-30T02:30+02:00']);
    expect(at('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T02:30+02:00', '2026-10-26T02:30+01:00']);
  });

  test('begins not before `from` and ends before `until`', () => {
    const rule = {
      cron: '0 7 * * *',
      timeZone: 'UTC',
      from: '2026-11-03T07:00:00.000Z',
      until: '2026-11-05T07:00:00.000Z',
    };
    const all = occurrencesBetween(rule, new Date('2026-11-01T00:00:00Z'), new Date('2026-12-01T00:00:00Z'));
    expect(all.map((one) => one.toISOString())).toEqual(['2026-11-03T07:00:00.000Z', '2026-11-04T07:00:00.000Z']);
    expect(nextAfter(rule, new Date('2026-11-05T00:00:00Z'))).toBeUndefined();
  });

  test('is told field by field, without what means every day or month', () => {
    const parts = (cron: string) => partsOf({ cron, timeZone: 'UTC' });
    expect(parts('0 7,12 1 * *')).toEqual({ minute: 0, hours: [7, 12], dates: [1], timeZone: 'UTC' });
    expect(parts('15 * * * *')).toEqual({ minute: 15, hours: 'each', timeZone: 'UTC' });
    expect(parts('0 7 * 1,7 sun,7')).toEqual({ minute: 0, hours: [7], months: [1, 7], weekdays: [0], timeZone: 'UTC' });
  });
});
