import { expect, test } from 'vitest';
import { clockOf, momentIn } from './clock.ts';

test.each([
  ['2026-11-01T10:00:00.900Z', 'Europe/Berlin', '2026-11-01T11:00:00+01:00'],
  ['2026-07-01T23:30:00.000Z', 'Europe/Berlin', '2026-07-02T01:30:00+02:00'],
  ['2026-11-01T10:00:00.000Z', 'UTC', '2026-11-01T10:00:00Z'],
  ['2026-11-01T10:00:00.000Z', 'America/St_Johns', '2026-11-01T06:30:00-03:30'],
  ['2026-11-01T10:00:00.000Z', 'Asia/Kathmandu', '2026-11-01T15:45:00+05:45'],
])('%s in %s is %s, and a spreadsheet shows that clock', (at, zone, moment) => {
  expect(momentIn(at, zone)).toBe(moment);
  expect(clockOf(at, zone).toISOString()).toBe(`${moment.slice(0, 19)}.000Z`);
});
