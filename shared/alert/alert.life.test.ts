import { describe, expect, test } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { type Breach, type Effect, type Input, type Life, type Limits, type State, step } from './alert.life.ts';

const START = Date.parse('2026-11-21T10:00:00.000Z');
const after = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();
const limits: Limits = { stormAfter: 20, cooldownMinutes: 60 };

const breach = (minutes: number, overrides: Partial<Breach & Limits> = {}): Input => ({
  kind: 'breach',
  key: 'team-1',
  severity: 'warning',
  feedbackId: newId('feedback'),
  at: after(minutes),
  ...limits,
  ...overrides,
});
const none: State = { slots: {} };

/** Each breach under a key of its own, as a rule that groups by record has them: one state per key, slots and storm shared. */
function play(inputs: readonly Input[], from: State = none): { state: State; effects: Effect[] } {
  let { slots, storm } = from;
  const effects: Effect[] = [];
  for (const input of inputs) {
    const next = step({ slots, storm }, input);
    ({ slots, storm } = next.state);
    effects.push(...next.effects);
  }
  return { state: { slots, storm }, effects };
}
const spread = (count: number, minutes: number, from = 0): Input[] =>
  Array.from({ length: count }, (_, index) => breach(from + (index * minutes) / count, { key: `k${index}` }));
const opened = (effects: readonly Effect[]): number =>
  effects.filter(({ of, action }) => of === 'alert' && action === 'open').length;

describe('an alert', () => {
  test('is opened by the first breach; further ones add to it, and it names the 20 newest records', () => {
    let state = none;
    const ids: string[] = [];
    for (let minute = 0; minute < 25; minute++) {
      const input = breach(minute, { sentimentScore: -minute });
      ids.unshift((input as Breach).feedbackId);
      const next = step(state, input);
      expect(next.effects).toEqual([{ of: 'alert', action: minute === 0 ? 'open' : 'repeat' }]);
      state = next.state;
    }
    expect(state.alert).toMatchObject({
      status: 'open',
      count: 25,
      worst: -24,
      openedAt: after(0),
      lastSeenAt: after(24),
    });
    expect(state.alert?.subject.feedbackIds).toEqual(ids.slice(0, 20));
    expect(Object.values(state.slots)).toEqual([1]);
  });

  test('rises in severity and never falls, and a rise ends its snooze', () => {
    const { state } = step(none, breach(0));
    const alert = { ...(state.alert as Life), status: 'acknowledged' as const, snoozedUntil: after(600) };
    const snoozed: State = { ...state, alert };
    const raised = step(snoozed, breach(1, { severity: 'critical' }));
    expect(raised.effects).toEqual([{ of: 'alert', action: 'raise' }]);
    expect(raised.state.alert).toMatchObject({ status: 'acknowledged', severity: 'critical', snoozedUntil: undefined });
    const again = step(raised.state, breach(2, { severity: 'info' }));
    expect(again.effects).toEqual([{ of: 'alert', action: 'repeat' }]);
    expect(again.state.alert).toMatchObject({ severity: 'critical', count: 3 });
  });

  test('ends when what it told of is over, once', () => {
    const { state } = step(none, breach(0));
    const over = step(state, { kind: 'recovery', at: after(5), reason: 'no_longer_matches' });
    expect(over.effects).toEqual([{ of: 'alert', action: 'resolve' }]);
    expect(over.state.alert).toMatchObject({
      status: 'auto_resolved',
      reason: 'no_longer_matches',
      resolvedAt: after(5),
    });
    expect(step(over.state, { kind: 'recovery', at: after(6), reason: 'no_longer_matches' }).effects).toEqual([]);
  });

  test('waits for an hour after the one before it was closed, and opens then', () => {
    const { state, effects } = step({ slots: {}, closedAt: after(-10) }, breach(0));
    expect(effects).toEqual([{ of: 'alert', action: 'suppress' }]);
    expect(state.alert).toMatchObject({ status: 'suppressed', suppressedBy: 'cooldown', suppressedUntil: after(50) });
    expect(step(state, { kind: 'time', at: after(49) }).effects).toEqual([]);
    const later = step(state, { kind: 'time', at: after(50) });
    expect(later.effects).toEqual([{ of: 'alert', action: 'open' }]);
    expect(later.state.alert).toMatchObject({ status: 'open', suppressedUntil: undefined });
    expect(step({ slots: {}, closedAt: after(-60) }, breach(0)).effects).toEqual([{ of: 'alert', action: 'open' }]);
  });

  test('waits while its rule is muted, and does not open when it is over before', () => {
    const { state } = step(none, breach(0, { mutedUntil: after(30) }));
    expect(state.alert).toMatchObject({ status: 'suppressed', suppressedBy: 'mute', suppressedUntil: after(30) });
    const over = step(state, { kind: 'recovery', at: after(5), reason: 'no_longer_matches' });
    expect(over.state.alert).toMatchObject({ status: 'auto_resolved' });
    expect(step(over.state, { kind: 'time', at: after(30) }).effects).toEqual([]);
  });
});

describe('a storm', () => {
  test('60 matching records in 10 minutes with stormAfter 20 are 20 alerts and one storm alert with count 40', () => {
    const { state, effects } = play(spread(60, 10));
    expect(opened(effects)).toBe(20);
    expect(effects.filter(({ of, action }) => of === 'storm' && action === 'open')).toHaveLength(1);
    expect(state.storm).toMatchObject({ key: 'storm', status: 'open', count: 40 });
    expect(state.storm?.subject.keys).toHaveLength(40);
  });

  test('20 openings within 60 minutes are none, nor are 21 within 70', () => {
    expect(opened(play(spread(20, 59)).effects)).toBe(20);
    expect(opened(play(spread(21, 70)).effects)).toBe(21);
  });

  test('tells 50 keys apart and counts the others together', () => {
    const { state } = play(spread(90, 10));
    expect(state.storm?.subject.keys).toHaveLength(51);
    expect(state.storm?.subject.keys?.at(-1)).toEqual({ key: 'other', count: 20 });
    expect(state.storm?.subject.feedbackIds).toHaveLength(20);
  });

  test('is over once 60 minutes have seen no more than 5 openings, by the next record or by time', () => {
    const { state } = play(spread(60, 10));
    const recoversAt = state.storm?.recoversAt ?? '';
    expect(recoversAt).toBe(after(65));
    expect(step(state, { kind: 'time', at: after(64) }).effects).toEqual([]);
    expect(step(state, { kind: 'time', at: recoversAt }).state.storm).toMatchObject({
      status: 'auto_resolved',
      reason: 'storm_over',
    });
    expect(step(state, breach(64)).effects).toEqual([{ of: 'storm', action: 'repeat' }]);
    expect(step(state, breach(66)).effects).toEqual([
      { of: 'storm', action: 'resolve' },
      { of: 'alert', action: 'open' },
    ]);
  });

  test('of a muted rule waits like any alert', () => {
    const { state, effects } = play(spread(22, 10).map((one) => ({ ...one, mutedUntil: after(600) }) as Input));
    expect(effects.every(({ action }) => action === 'suppress' || action === 'repeat')).toBe(true);
    expect(state.storm).toMatchObject({ status: 'suppressed', count: 2 });
  });
});
