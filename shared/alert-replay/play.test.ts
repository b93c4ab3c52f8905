import { describe, expect, test } from 'vitest';
import { type Life, isLive, movesAt, type Slots, step } from '../alert/alert.life.ts';
import { breachOf, canEnd, mayFire, stands } from '../alert/judging.ts';
import { CreateAlertRule } from '../alert-rule/alert-rule.schema.ts';
import type { RecordRule } from '../alert-rule/metric-test.ts';
import { closedUntil } from '../alert-rule/active-hours.ts';
import type { Hours } from '../calendar/business-time.ts';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { type FeedbackDomainEvent, feedbackEventsOf } from '../feedback/feedback.events.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { newId } from '../kernel/ids.ts';
import { cpuMs } from '../testing/cpu.ts';
import { resultOf } from './numbers.ts';
import { concerns, type RecordFrame as Frame, pass, play } from './play.ts';
import { playedOf } from './replay.input.ts';
import { packed, unpacked } from '../replay/packed.ts';
import { nothingYet, type Replayed } from './state.ts';
import { changesOf, START } from '../replay/testing/changes.ts';

const MINUTE = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();

const ruleOf = (more: object = {}) =>
  playedOf(
    CreateAlertRule.parse({
      name: 'One',
      severity: 'critical',
      match: { all: {}, any: [{ urgency: 'critical' }, { category: 'billing' }] },
      ...more,
    }) as unknown as RecordRule,
  );
const frameOf = (more: object = {}, hours?: Hours): Frame => ({
  rule: ruleOf(more),
  hours,
  recipients: [{ userId: 'ada', reads: 'all' }],
  minSeverity: 'info',
  timeZone: 'Europe/Berlin',
});

/**
 * What happens live, without a table: rows that hold one alert per key, a mark per record, and a schedule that looks each
 * minute. Nothing is bounded, and every event comes twice.
 */
function playedLive({ rule, hours }: Frame, events: readonly FeedbackDomainEvent[], mutedUntil?: string): Life[] {
  const all: Life[] = [];
  const open = new Map<string, number>();
  const closedAt = new Map<string, string>();
  const marks = new Set<string>();
  let slots: Slots = {};
  const settle = (row: string, place: number, life: Life): void => {
    all[place] = life;
    if (isLive(life)) open.set(row, place);
    else {
      open.delete(row);
      closedAt.set(row, life.resolvedAt ?? '');
    }
  };
  const tick = (at: string): void => {
    for (const [row, place] of open) {
      const life = all[place] as Life;
      if ((movesAt(life) ?? '9') > at) continue;
      const of = row === 'storm' ? 'storm' : 'alert';
      const { state } = step({ slots: {}, [of]: life }, { kind: 'time', at });
      settle(row, place, state[of] ?? life);
    }
  };
  const named = (row: string): Life | undefined => all[open.get(row) ?? -1];
  for (const { type, detail } of events.flatMap((event) => [event, event])) {
    tick(iso(Math.floor(Date.parse(detail.at) / MINUTE) * MINUTE));
    const { partial: _, ...rest } = detail;
    const isEarly = detail.analysis?.status === 'pending' && detail.analysis.early !== undefined;
    const seen = { ...rest, ...(isEarly && { partial: true as const }) };
    const breach = mayFire(rule, type, detail) && breachOf(rule, detail, { seen, texts: undefined });
    if (breach && !marks.has(detail.feedbackId)) {
      marks.add(detail.feedbackId);
      const row = `=${breach.key}`;
      const before = { alert: named(row), storm: named('storm'), slots, closedAt: closedAt.get(row) };
      const closed = closedUntil(hours, detail.at);
      const { state, effects } = step(before, { ...breach, ...rule, mutedUntil, closedUntil: closed });
      slots = state.slots;
      for (const { of, action } of effects) {
        const name = of === 'storm' ? 'storm' : row;
        const isNew = action === 'open' || action === 'suppress';
        settle(name, isNew ? all.length : (open.get(name) ?? -1), state[of] as Life);
      }
    }
    const row = `=${detail.feedbackId}`;
    const alert = named(row);
    if (!canEnd(type, detail) || !alert?.subject.feedbackIds.includes(detail.feedbackId)) continue;
    if (stands(rule, seen, undefined)) continue;
    const { state } = step({ alert, slots: {} }, { kind: 'recovery', at: detail.at, reason: 'no_longer_matches' });
    settle(row, open.get(row) ?? -1, state.alert as Life);
  }
  return all;
}

/** The same changes replayed, in parts of some hundreds. */
function replayed(frame: Frame, events: readonly FeedbackDomainEvent[], mutedUntil?: string): Replayed {
  let state = nothingYet(mutedUntil);
  for (const [index, { type, detail }] of events.entries()) {
    if (index % 300 === 0) state = unpacked<Replayed>(packed(state));
    if (!concerns(frame.rule, type, detail)) continue;
    pass(state, frame, detail.at);
    play(state, frame, { type, detail }, undefined);
  }
  return state;
}

const SLOT_MS = 5 * MINUTE;
/** What has to be equal of an alert. */
const line = ({ key, severity, openedAt, count, suppressedBy, reason }: Life): string =>
  [key, severity, Math.floor(Date.parse(openedAt) / SLOT_MS), count, suppressedBy, reason].join(' ');

describe('5 000 random changes played live on a test clock, then replayed: the same (rule, key, severity, slot, count) list', () => {
  const hours: Hours = {
    timeZone: 'Europe/Berlin',
    weekly: [{ day: 'monday', start: '09:00', end: '17:00' }],
    exceptions: [],
  };
  test.each<[title: string, rule: object, more?: { hours?: Hours; mutedUntil?: string }]>([
    ['by record, with storms', { stormAfter: 5 }],
    ['by team', { groupBy: 'team' }],
    ['by ticket, with cool-down', { groupBy: 'ticket', cooldownMinutes: 10_080, stormAfter: 500 }],
    ['by customer, however old', { groupBy: 'customer', maxAgeDays: 0 }],
    ['muted for a while', { stormAfter: 8 }, { mutedUntil: iso(START + 20 * 3_600_000) }],
    ['within hours', { stormAfter: 8 }, { hours }],
  ])('for a rule %s', (_, rule, { hours: open, mutedUntil } = {}) => {
    const frame = frameOf(rule, open);
    const events = changesOf(5_000);
    const live = playedLive(frame, events, mutedUntil);
    const { alerts, approximate } = replayed(frame, events, mutedUntil);
    expect(live.length).toBeGreaterThan(3);
    expect(alerts.map(line)).toEqual(live.slice(0, alerts.length).map(line));
    expect(alerts.length).toBe(Math.min(1_000, live.length));
    expect([...approximate]).toEqual([]);
    const told = live.map(({ key, suppressedBy, reason }) => suppressedBy ?? reason ?? (key === 'storm' ? key : ''));
    if ('stormAfter' in rule && rule.stormAfter !== 500) expect(live.some(({ subject }) => subject.keys)).toBe(true);
    if ('cooldownMinutes' in rule) expect(told).toContain('cooldown');
    if (open) expect(told).toContain('hours');
    if (mutedUntil !== undefined) expect(told).toContain('mute');
  });
});

/** Records that set {@link onBilling} off as they come. */
const many = (count: number, gapMs: number, more: (index: number) => Partial<StoredFeedback> = () => ({})) =>
  Array.from({ length: count }, (_, index) => {
    const at = iso(START + index * gapMs);
    const feedbackId = newId('feedback', new Date(at));
    return feedbackEventsOf({
      after: aFeedback({ feedbackId, createdAt: at, updatedAt: at, occurredAt: at, ...more(index) }),
    });
  }).flat();

const onBilling = { match: { all: { category: 'billing' } } };

describe('what is kept between two parts', () => {
  test.each<[title: string, rule: object, more: (index: number) => Partial<StoredFeedback>]>([
    ['records', {}, () => ({})],
    [
      'keys',
      { groupBy: 'ticket', stormAfter: 500 },
      (index) => ({ ticketId: `${index} of a helpdesk with long names`.padEnd(60, 'x') }),
    ],
  ])(
    'is below 400 KB for however many %s, says so, and lists 1 000 alerts, or fewer where keys are long',
    (_, rule, more) => {
      const frame = frameOf({ ...onBilling, ...rule });
      const state = replayed(frame, many(12_000, 10 * MINUTE, more));
      expect(packed(state).length).toBeLessThan(350_000);
      expect([...state.approximate]).toContain('many_records');
      if ('groupBy' in rule) expect([...state.approximate]).toContain('many_keys');
      const stretch = { from: iso(START), to: iso(START + 12_000 * 10 * MINUTE), timeZone: 'UTC' };
      const result = resultOf(state, stretch);
      expect(JSON.stringify(result).length).toBeLessThan(390_000);
      if (!('groupBy' in rule)) expect(result.alerts).toHaveLength(1_000);
      expect(result.alerts.length).toBeGreaterThan(800);
      expect(result.perWeek.reduce((sum, { count }) => sum + count, 0)).toBe(12_000);
      expect(result.byHour.reduce((sum, count) => sum + count, 0)).toBe(12_000);
      expect(result.perKey).toHaveLength(201);
      expect(result.perKey[0]).toEqual({ key: 'other', count: 11_800 });
      expect(result.notices).toEqual({ ada: 12_000 });
    },
  );

  test('is played in less than 0.2 ms an event that concerns the rule', () => {
    const events = changesOf(5_000);
    const frame = frameOf({ stormAfter: 5 });
    expect(cpuMs(() => void replayed(frame, events))).toBeLessThan(1_000);
  });
});

test('a row of the journal that comes again much later ends no alert that opened since', () => {
  const frame = frameOf(onBilling);
  const of = (revision: number, category: string) => {
    const at = iso(START + revision * MINUTE);
    const analysis = { status: 'done' as const };
    const after = aFeedback({
      revision,
      category,
      analysis,
      updatedAt: at,
      createdAt: iso(START),
      occurredAt: iso(START),
    });
    return feedbackEventsOf({ before: aFeedback({ revision: revision - 1 }), after: { ...after, lastAction: 'edit' } });
  };
  const state = replayed(frame, [of(2, 'billing'), of(3, 'shipping'), of(4, 'billing')].flat());
  expect(state.alerts).toMatchObject([{ status: 'auto_resolved', count: 1 }]);
  const standing = replayed(frame, [of(3, 'billing'), of(2, 'shipping')].flat());
  expect(standing.alerts).toMatchObject([{ status: 'open', count: 1 }]);
});

test('who sees only their own is told of no other record; nobody is told of what waits', () => {
  const frame: Frame = { ...frameOf(onBilling), recipients: [{ userId: 'agent-7', reads: 'own' }] };
  const own = (index: number) => ({ snapshot: { agentId: index % 2 === 0 ? 'agent-7' : 'agent-8' } });
  expect([...replayed(frame, many(10, 10 * MINUTE, own)).notices]).toEqual([['agent-7', 5]]);
  const muted = replayed(frame, many(10, 10 * MINUTE, own), iso(START + 86_400_000));
  expect([...muted.notices]).toEqual([]);
  pass(muted, frame, iso(START + 2 * 86_400_000));
  expect([...muted.notices]).toEqual([['agent-7', 5]]);
});
