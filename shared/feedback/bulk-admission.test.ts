import { describe, expect, test } from 'vitest';
import type { Rate } from '../kernel/allowance.ts';
import { nextRate } from './bulk-admission.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const rateOf = (perSecond: number, secondsAgo: number): Rate => ({ perSecond, since: now - secondsAgo * 1_000 });
const after = (before: Rate, lagMs: number): number => nextRate(before, lagMs, now).perSecond;

describe('the rate of bulk intake', () => {
  test('begins low, rises while others see their numbers in time, and ends at 200 records a second', () => {
    expect(nextRate(undefined, 60_000, now)).toEqual({ perSecond: 50, since: now });
    expect(after(rateOf(50, 1), 0)).toBe(52);
    expect(after(rateOf(199, 1), 0)).toBe(200);
    // An hour of rest says nothing of what is carried now.
    expect(after(rateOf(50, 3_600), 0)).toBe(60);
  });

  test('falls while readers are too far behind, not again before the first time can show', () => {
    expect(after(rateOf(200, 2), 3_000)).toBe(140);
    expect(after(rateOf(200, 1.9), 3_000)).toBe(200);
    expect(after(rateOf(200, 5), 3_600_000)).toBe(140);
  });

  test('stays where others are just in time', () => expect(after(rateOf(120, 60), 1_700)).toBe(120));

  test('is never below 5 records a second: an import goes on while readers stand still', () =>
    expect(after(rateOf(6, 60), 86_400_000)).toBe(5));
});

/**
 * Ten minutes of one company's import beside another's record each second, against readers that carry so many records
 * a second in batches of at most 1 000 with a window of a second. Lag is known from a pulse a second, as in pulse.ts.
 */
function tenMinutes(carried: number, bulk: number) {
  type Arrival = { at: number; records: number; kind: 'import' | 'pulse' | 'other' };
  const [STEP, END] = [10, 600_000];
  const queue: Arrival[] = [];
  const waits: number[] = [];
  let pulses: number[] = [];
  let running: { until: number; batch: Arrival[] } | undefined;
  let [rate, until, comeAgain, freeSince, imported] = [undefined as Rate | undefined, 0, 0, 0, 0];
  for (let time = 0; time < END; time += STEP) {
    if (time % 1_000 === 0) {
      queue.push({ at: time, records: 1, kind: 'other' }, { at: time, records: 0, kind: 'pulse' });
      pulses.push(time);
    }
    if (time >= comeAgain) {
      const waitMs = Math.max(until, time) - time - 2_500;
      if (waitMs <= 0) {
        const lagMs = pulses[0] === undefined ? 0 : time - pulses[0];
        rate = nextRate(rate, lagMs, time);
        until = Math.min(Math.max(until, time) + (bulk * 1_000) / rate.perSecond, time + 62_500);
        queue.push({ at: time, records: bulk, kind: 'import' });
        imported += bulk;
      } else comeAgain = time + Math.ceil(waitMs / 1_000) * 1_000;
    }
    if (running && time >= running.until) {
      for (const { kind, at } of running.batch) {
        if (kind === 'other') waits.push(time - at);
        if (kind === 'pulse') pulses = pulses.filter((sent) => sent > at);
      }
      [running, freeSince] = [undefined, time];
    }
    const [first] = queue;
    if (running || !first || time < Math.max(freeSince, first.at) + 1_000) continue;
    const batch: Arrival[] = [];
    for (let left = 1_000; queue[0] && left >= queue[0].records;) {
      const taken = queue.shift() as Arrival;
      left -= taken.records;
      batch.push(taken);
    }
    const records = batch.reduce((sum, arrival) => sum + arrival.records, 0);
    running = { until: time + 50 + (records * 1_000) / carried, batch };
  }
  const inOrder = waits.toSorted((a, b) => a - b);
  return { importedPerSecond: imported / 600, p99: inOrder[Math.floor(inOrder.length * 0.99)] ?? Infinity };
}

test.each([
  [60, 25],
  [100, 40],
  [160, 60],
  [300, 110],
  [1_000, 180],
])(
  'where readers carry %i records a second, others wait at most 5 seconds (p99) and the import gets at least %i a second',
  (carried, least) => {
    const { importedPerSecond, p99 } = tenMinutes(carried, 100);
    expect(p99).toBeLessThanOrEqual(5_000);
    expect(importedPerSecond).toBeGreaterThanOrEqual(least);
  },
);
