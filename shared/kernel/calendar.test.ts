import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayRange, isTimeZone, localDay, monthsBetween, zoneOffset } from './calendar.ts';

const HOUR = 3_600_000;
const hours = (day: string, zone: string, boundary?: string) => {
  const { start, end } = dayRange(day, zone, boundary);
  return (end.getTime() - start.getTime()) / HOUR;
};

describe('a company’s day', () => {
  test('has 23 hours when clocks go forward and 25 when they go back', () => {
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-11-01', 'America/New_York')).toBe(25);
    expect(hours('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5);
    expect(hours('2026-07-01', 'Asia/Kathmandu')).toBe(24);
  });

  test('begins at the jump where midnight does not exist', () => {
    // Beirut goes from 00:00 to 01:00 on the last Sunday of March.
    expect(hours('2026-03-29', 'Asia/Beirut')).toBe(23);
    expect(localDay(new Date('2026-03-28T22:00:00Z'), 'Asia/Beirut')).toBe('2026-03-29');
  });

  test('begins at the day boundary, not at midnight, when the company says so', () => {
    expect(localDay(new Date('2026-07-02T01:59:59Z'), 'Europe/Berlin', '04:00')).toBe('2026-07-01');
    expect(localDay(new Date('2026-07-02T02:00:00Z'), 'Europe/Berlin', '04:00')).toBe('2026-07-02');
  });

  test('contains exactly the instants that are counted in it, in every zone and with every boundary', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const boundary = fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom('00', '30'))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
    const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), boundary, instant, (zone, dayBoundary, at) => {
        const { start, end } = dayRange(localDay(new Date(at), zone, dayBoundary), zone, dayBoundary);
        return start.getTime() <= at && at < end.getTime();
      }),
      { numRuns: 3000 },
    );
  });

  test('offsets agree with the platform on both sides of a change', () => {
    expect(zoneOffset(Date.UTC(2026, 9, 25, 0, 59, 59), 'Europe/Berlin')).toBe(2 * HOUR);
    expect(zoneOffset(Date.UTC(2026, 9, 25, 1, 0, 0), 'Europe/Berlin')).toBe(HOUR);
  });
});

test('months are listed without gaps across years', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsBetween('2026-02', '2025-11')).toEqual([]);
});

test('only zones with a name are accepted', () => {
  expect(['Europe/Berlin', 'UTC'].every(isTimeZone)).toBe(true);
  expect(['', 'Mars/Base', '+01:00', 'Europe/Berlin\n'].some(isTimeZone)).toBe(false);
});
