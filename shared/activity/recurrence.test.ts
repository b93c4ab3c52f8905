import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isoWeekday } from '../kernel/calendar.ts';
import { daysAfter, isOn, ruleOf } from './recurrence.ts';

/** The first days of a rule that begins on one of them, that day among them. */
function days(text: string, first: string, most = 6): string[] {
  const rule = ruleOf(text);
  if ('fault' in rule) throw new Error(rule.fault);
  const found = [first];
  for (const day of daysAfter(rule, first, { after: first, last: addDays(first, 3_000) })) {
    if (found.length === most) break;
    found.push(day);
  }
  return found;
}
const END = ';COUNT=99';

describe('a rule of recurrence', () => {
  // By the examples of RFC 5545, 3.8.5.3.
  test.each<[string, string, string[]]>([
    ['FREQ=DAILY;INTERVAL=10', '1997-09-02', ['1997-09-02', '1997-09-12', '1997-09-22', '1997-10-02']],
    ['FREQ=WEEKLY', '1997-09-02', ['1997-09-02', '1997-09-09', '1997-09-16']],
    [
      'FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU',
      '1997-08-05',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    ['FREQ=WEEKLY;BYDAY=TU,TH', '1997-09-02', ['1997-09-02', '1997-09-04', '1997-09-09', '1997-09-11']],
    ['FREQ=MONTHLY;BYDAY=1FR', '1997-09-05', ['1997-09-05', '1997-10-03', '1997-11-07', '1997-12-05']],
    [
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU',
      '1997-09-07',
      ['1997-09-07', '1997-09-28', '1997-11-02', '1997-11-30', '1998-01-04', '1998-01-25'],
    ],
    ['FREQ=MONTHLY;BYDAY=-2MO', '1997-09-22', ['1997-09-22', '1997-10-20', '1997-11-17', '1997-12-22']],
    ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28', ['1997-09-28', '1997-10-29', '1997-11-28', '1997-12-29']],
    ['FREQ=MONTHLY;BYMONTHDAY=1,-1', '1997-09-30', ['1997-09-30', '1997-10-01', '1997-10-31', '1997-11-01']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1998-02-13', ['1998-02-13', '1998-03-13', '1998-11-13', '1999-08-13']],
    ['FREQ=MONTHLY', '2026-01-31', ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31']],
    ['FREQ=YEARLY', '2026-06-10', ['2026-06-10', '2027-06-10', '2028-06-10']],
    ['FREQ=YEARLY;INTERVAL=2', '2028-02-29', ['2028-02-29', '2032-02-29']],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', '2026-12-10', ['2026-12-10', '2026-12-11', '2026-12-14']],
  ])('%s from %s falls on %j', (rule, first, expected) => {
    expect(days(rule + END, first, expected.length)).toEqual(expected);
  });

  test.each([
    ['without end', 'FREQ=WEEKLY'],
    ['FREQ=SECONDLY', 'FREQ=SECONDLY;COUNT=2'],
    ['FREQ=MINUTELY', 'FREQ=MINUTELY;COUNT=2'],
    ['FREQ=HOURLY', 'FREQ=HOURLY;COUNT=2'],
    ['without FREQ', 'INTERVAL=2;COUNT=2'],
    ['with two ends', 'FREQ=DAILY;COUNT=2;UNTIL=20270101'],
    ['with a part twice', 'FREQ=DAILY;COUNT=2;COUNT=3'],
    ['that ends before it begins to count', 'FREQ=DAILY;COUNT=0'],
    ['that ends on no day', 'FREQ=DAILY;UNTIL=20270230'],
    ['that ends at no time', 'FREQ=DAILY;UNTIL=20270228T250000Z'],
    ['that ends by a clock without a zone', 'FREQ=DAILY;UNTIL=20270228T120000'],
    ['with BYHOUR', 'FREQ=DAILY;BYHOUR=9;COUNT=2'],
    ['with weeks from Sunday on', 'FREQ=WEEKLY;WKST=SU;COUNT=2'],
    ['with numbered weekdays of weeks', 'FREQ=WEEKLY;BYDAY=1MO;COUNT=2'],
    ['with days of the month of weeks', 'FREQ=WEEKLY;BYMONTHDAY=1;COUNT=2'],
    ['with weekdays of years', 'FREQ=YEARLY;BYDAY=MO;COUNT=2'],
    ['with a day of the month that there is not', 'FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2'],
    ['with INTERVAL=0', 'FREQ=DAILY;INTERVAL=0;COUNT=2'],
    ['in small letters', 'freq=daily;count=2'],
    ['with an empty part', 'FREQ=DAILY;COUNT=2;'],
    ['with two values of a part', 'FREQ=DAILY;COUNT=2=3'],
  ])('%s is refused', (_, rule) => {
    expect(ruleOf(rule)).toEqual({ fault: expect.any(String) as string });
  });

  test('falls as often as its interval says, on the weekdays that it names and on no other', () => {
    const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    const someDay = fc.integer({ min: 0, max: 3_000 }).map((count) => addDays('2026-01-01', count));
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 1, max: 5 }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        (first, interval, on) => {
          const byDay = on.map((weekday) => names[weekday - 1]).join(',');
          const rule = ruleOf(`FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${byDay};COUNT=9`);
          if ('fault' in rule) throw new Error(rule.fault);
          const monday = addDays(first, 1 - isoWeekday(first));
          const all = Array.from({ length: 7 * interval * 3 }, (_, count) => addDays(monday, count));
          const found = all.filter((day) => isOn(rule, first, day));
          expect(found).toHaveLength(on.length * 3);
          expect(new Set(found.map(isoWeekday))).toEqual(new Set(on));
        },
      ),
      { numRuns: 200 },
    );
  });
});
