import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';
import { nextAttempt } from './retry-schedule.ts';

const createdAt = new Date('2026-11-30T10:00:00.000Z');
const HOUR_S = 3_600;

/** Seconds since creation of all attempts, when each fails at once. */
function attempts(random: () => number): number[] {
  const times = [0];
  let at = createdAt;
  for (let attempt = 1; ; attempt++) {
    const next = nextAttempt({ attempt, at, createdAt, random });
    if (!next) return times;
    times.push((next.getTime() - createdAt.getTime()) / 1_000);
    at = next;
  }
}

describe('the retry schedule', () => {
  test('is the table: ten attempts, the last 77.6 hours after creation', () => {
    expect(attempts(() => 0)).toEqual([0, 5, 65, 365, 2_165, 9_365, 27_365, 63_365, 149_765, 279_365]);
    expect(279_365 / HOUR_S).toBeCloseTo(77.6, 1);
  });

  test('stretches by a tenth at most, to 85.4 hours', () => {
    expect((attempts(() => 1).at(-1) ?? 0) / HOUR_S).toBeCloseTo(85.4, 1);
  });

  test('spreads each gap over a tenth of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, share) => {
        const gap = (random: () => number) =>
          (nextAttempt({ attempt, at: createdAt, createdAt, random })?.getTime() ?? 0) - createdAt.getTime();
        expect(gap(() => share)).toBeGreaterThanOrEqual(gap(() => 0));
        expect(gap(() => share)).toBeLessThanOrEqual(gap(() => 0) * 1.1 + 1);
      }),
    );
  });

  test('after Retry-After: 120 comes no attempt before 120 seconds', () => {
    const next = nextAttempt({ attempt: 1, at: createdAt, createdAt, retryAfterSeconds: 120 });
    expect(next).toEqual(new Date('2026-11-30T10:02:00.000Z'));
  });

  test('a shorter Retry-After does not bring an attempt forward', () => {
    const next = nextAttempt({ attempt: 4, at: createdAt, createdAt, retryAfterSeconds: 1, random: () => 0 });
    expect(next).toEqual(new Date('2026-11-30T10:30:00.000Z'));
  });

  test('ends 96 hours after creation, whatever attempt it is', () => {
    const end = new Date(createdAt.getTime() + 96 * HOUR_S * 1_000);
    const at = new Date(end.getTime() - 360_000);
    expect(nextAttempt({ attempt: 3, at, createdAt, random: () => 0 })).toEqual(new Date(at.getTime() + 300_000));
    expect(nextAttempt({ attempt: 9, at, createdAt })).toEqual(end);
    expect(nextAttempt({ attempt: 9, at, createdAt, retryAfterSeconds: 720 })).toBeUndefined();
    expect(nextAttempt({ attempt: 1, at: end, createdAt })).toBeUndefined();
  });
});

describe('Retry-After', () => {
  test.each([
    ['120', 120],
    [' 120 ', 120],
    ['0', 0],
    ['86401', 86_400],
    ['99999999999999999999', 86_400],
    ['Mon, 30 Nov 2026 10:02:00 GMT', 120],
    ['Monday, 30-Nov-26 10:02:00 GMT', 120],
    ['Mon Nov 30 10:02:00 2026', 120],
    ['Mon, 30 Nov 2026 09:00:00 GMT', 0],
    ['Wed, 30 Nov 2033 09:00:00 GMT', 86_400],
  ])('%j asks for %i seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, createdAt)).toBe(seconds);
  });

  test.each([undefined, '', 'soon', '-5', '1.5', '1e9', '2026-11-30', 'Mon, 99 Nov 2026 10:02:00 GMT', '5 GMT'])(
    '%j asks for nothing',
    (header) => {
      expect(retryAfterSeconds(header, createdAt)).toBeUndefined();
    },
  );
});
