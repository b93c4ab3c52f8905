import { describe, expect, test } from 'vitest';
import type { MetricLevel } from './metric-facts.schema.ts';
import { type Limits, next, type Outcome, type State, streakOf } from './state.ts';

const live: Limits = { consecutive: 1, recoverAfter: 2, periodic: false };
type Seen = [slot: number, level: MetricLevel, epoch?: number];

/** What comes of levels seen one after the other; a state is kept where it has changed. */
function play(seen: readonly Seen[], limits: Partial<Limits> = {}): { state: State; told: string[]; last: Outcome } {
  let state: State | undefined;
  const told: string[] = [];
  let last: Outcome | undefined;
  for (const [slot, level, epoch = 1] of seen) {
    last = next(state, { epoch, slot, level }, { ...live, ...limits });
    if (last.changed) ({ state } = last);
    if (last.action) told.push(`${slot} ${last.action.kind === 'breach' ? last.action.severity : 'recovery'}`);
  }
  if (!state || !last) throw new Error('nothing was seen');
  return { state, told, last };
}

describe('the state of a number', () => {
  test('opens at once, rises, never falls, and recovers after two slots that are well', () => {
    const seen: Seen[] = [
      [1, 'OK'],
      [2, 'WARNING'],
      [3, 'CRITICAL'],
      [4, 'WARNING'],
      [5, 'OK'],
      [6, 'OK'],
      [7, 'OK'],
    ];
    expect(play(seen).told).toEqual(['2 warning', '3 critical', '4 warning', '6 recovery']);
  });

  test('is written only where it changes: the same breach in a later slot tells nobody', () => {
    const { last, told } = play([
      [1, 'WARNING'],
      [2, 'WARNING'],
      [9, 'WARNING'],
    ]);
    expect([last.changed, told]).toEqual([false, ['1 warning']]);
  });

  test('counts a slot once, however often it is looked at', () => {
    const { told, state } = play(
      [
        [1, 'WARNING'],
        [1, 'WARNING'],
        [1, 'WARNING'],
        [2, 'WARNING'],
      ],
      { consecutive: 3 },
    );
    expect(told).toEqual([]);
    expect(streakOf(state)).toBe(1);
    expect(
      play([
        [1, 'OK'],
        [1, 'WARNING'],
        [1, 'OK'],
        [2, 'OK'],
      ]).told,
    ).toEqual(['1 warning', '2 recovery']);
  });

  test('repeats the last level in slots without a change', () => {
    const twice = play(
      [
        [1, 'WARNING'],
        [3, 'WARNING'],
      ],
      { consecutive: 3 },
    );
    expect(twice.told).toEqual(['3 warning']);
    expect(
      play(
        [
          [1, 'WARNING'],
          [2, 'WARNING'],
        ],
        { consecutive: 3 },
      ).last.needsMore,
    ).toBe(true);
    expect(
      play(
        [
          [1, 'WARNING'],
          [2, 'OK'],
          [3, 'WARNING'],
          [4, 'WARNING'],
        ],
        { consecutive: 3 },
      ).told,
    ).toEqual([]);
  });

  test('asks for slots in the same or a worse state', () => {
    const { told } = play(
      [
        [1, 'WARNING'],
        [2, 'CRITICAL'],
        [3, 'CRITICAL'],
      ],
      { consecutive: 2 },
    );
    expect(told).toEqual(['2 warning', '3 critical']);
  });

  test('is neither opened nor ended by INSUFFICIENT, which breaks no run', () => {
    const broken = play(
      [
        [1, 'WARNING'],
        [2, 'INSUFFICIENT'],
        [3, 'WARNING'],
      ],
      { consecutive: 2, periodic: true },
    );
    expect(broken.told).toEqual(['3 warning']);
    expect(
      play([
        [1, 'WARNING'],
        [2, 'INSUFFICIENT'],
        [3, 'INSUFFICIENT'],
        [9, 'INSUFFICIENT'],
      ]).told,
    ).toEqual(['1 warning']);
  });

  test('of complete periods counts only those that were looked at', () => {
    expect(
      play(
        [
          [1, 'WARNING'],
          [5, 'WARNING'],
        ],
        { consecutive: 3, periodic: true },
      ).told,
    ).toEqual([]);
    expect(
      play(
        [
          [1, 'WARNING'],
          [2, 'WARNING'],
          [3, 'WARNING'],
        ],
        { consecutive: 3, periodic: true },
      ).told,
    ).toEqual(['3 warning']);
  });

  test('waits for the slots that its recovery still needs, and for none when there is nothing to end', () => {
    expect(
      play([
        [1, 'WARNING'],
        [2, 'OK'],
      ]).last.needsMore,
    ).toBe(true);
    expect(
      play([
        [1, 'OK'],
        [2, 'OK'],
      ]).last.needsMore,
    ).toBe(false);
  });

  test('begins anew when the rule waits for something else, and an older slot changes nothing', () => {
    expect(
      play(
        [
          [1, 'WARNING'],
          [2, 'WARNING', 2],
        ],
        { consecutive: 2 },
      ).told,
    ).toEqual([]);
    expect(
      play([
        [5, 'OK'],
        [4, 'CRITICAL'],
      ]).told,
    ).toEqual([]);
  });
});
