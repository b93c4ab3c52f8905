import { describe, expect, test } from 'vitest';
import { PutNotifications } from './notification.schema.ts';
import { whenTold } from './when-told.ts';

const habits = (of: object) => PutNotifications.parse(of);
const told = (of: object, at: string, more: { severity?: 'warning' | 'critical'; timeZone?: string } = {}) =>
  whenTold(habits(of), { severity: 'warning', timeZone: 'Europe/Berlin', ...more, at: new Date(at) });

describe('a person is told', () => {
  test.each([
    ['2026-11-30T10:05:00.000Z', '2026-11-30T11:00:00.000Z'],
    ['2026-11-30T10:59:59.999Z', '2026-11-30T11:00:00.000Z'],
    ['2026-11-30T11:00:00.000Z', '2026-11-30T12:00:00.000Z'],
  ])('hourly: what is told at %s comes at %s', (at, due) => expect(told({ digest: 'hourly' }, at)).toBe(due));

  test('at full hours of their own zone, also where those are half past in UTC', () => {
    const at = '2026-11-30T10:05:00.000Z';
    expect(told({ digest: 'hourly' }, at, { timeZone: 'Asia/Kolkata' })).toBe('2026-11-30T10:30:00.000Z');
  });

  test.each([
    ['winter', '2026-11-30T07:00:00.000Z', '2026-12-01T07:00:00.000Z'],
    ['winter, a moment before', '2026-11-30T06:59:59.999Z', '2026-11-30T07:00:00.000Z'],
    ['over the change to summer time', '2026-03-28T12:00:00.000Z', '2026-03-29T06:00:00.000Z'],
    ['over the change to winter time', '2026-10-24T12:00:00.000Z', '2026-10-25T07:00:00.000Z'],
  ])('daily at 08:00 of their own clock: %s', (_, at, due) => expect(told({ digest: 'daily' }, at)).toBe(due));

  test('daily at a time that clocks leave out: when they have jumped over it', () => {
    const daily = { digest: 'daily', dailyAt: '02:30' };
    expect(told(daily, '2026-03-28T12:00:00.000Z')).toBe('2026-03-29T01:00:00.000Z');
  });

  test('at once by default, and of critical things whatever digest they want', () => {
    const at = '2026-11-30T10:05:00.000Z';
    expect(told({}, at)).toBeUndefined();
    expect(told({ digest: 'daily' }, at, { severity: 'critical' })).toBeUndefined();
  });

  const quiet = { quietHours: { start: '22:00', end: '07:00' } };
  const [night, seven] = ['2026-11-30T22:30:00.000Z', '2026-12-01T06:00:00.000Z'];

  test('23:30 in quiet hours until 07:00 → 07:00, a critical one at 23:30', () => {
    expect(told(quiet, night)).toBe(seven);
    expect(told(quiet, night, { severity: 'critical' })).toBeUndefined();
  });

  test('of critical things at the end of quiet hours by whoever wants that, and at once outside of them', () => {
    const strict = { ...quiet, digest: 'daily', criticalBypasses: false };
    expect(told(strict, night, { severity: 'critical' })).toBe(seven);
    expect(told(strict, '2026-11-30T12:00:00.000Z', { severity: 'critical' })).toBeUndefined();
  });

  test('not in quiet hours that begin before midnight, after it, or within a day, and again the moment they end', () => {
    expect(told(quiet, '2026-12-01T03:00:00.000Z')).toBe(seven);
    expect(told(quiet, seven)).toBeUndefined();
    expect(told(quiet, '2026-11-30T20:59:59.999Z')).toBeUndefined();
    const lunch = { quietHours: { start: '12:00', end: '13:00' } };
    expect(told(lunch, '2026-11-30T11:30:00.000Z')).toBe('2026-11-30T12:00:00.000Z');
    expect(told(lunch, '2026-11-30T12:30:00.000Z')).toBeUndefined();
  });

  test('by a digest that falls into quiet hours when those end', () => {
    expect(told({ ...quiet, digest: 'hourly' }, '2026-11-30T20:30:00.000Z')).toBe(seven);
    expect(told({ ...quiet, digest: 'daily', dailyAt: '05:00' }, '2026-11-30T12:00:00.000Z')).toBe(seven);
  });

  test('through the night in which clocks go back, by their own clock', () => {
    expect(told(quiet, '2026-10-24T23:30:00.000Z')).toBe('2026-10-25T06:00:00.000Z');
  });
});
