import { beforeAll, describe, expect, test } from 'vitest';
import { isLive, type Life, movesAt, type Slots, step } from '../alert/alert.life.ts';
import { nothingYet, type Replayed } from '../alert-replay/state.ts';
import { CreateAlertRule } from '../alert-rule/alert-rule.schema.ts';
import { completed, conflictsOf, isAll, type MetricRule } from '../alert-rule/metric-test.ts';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import { idMonth } from '../kernel/ids.ts';
import type { MetricFacts } from '../metric-rule/metric-facts.schema.ts';
import { nextOf } from '../metric-rule/due-marks.ts';
import { isWanted } from '../metric-rule/marking.ts';
import { dimensionOf, ordinary } from '../metric-rule/numbers.ts';
import { dueAt, isPeriodic, slotOf, testedIn } from '../metric-rule/periods.ts';
import { next, type State } from '../metric-rule/state.ts';
import { type Usual, usualOf } from '../metric-rule/usual.ts';
import { verdictOf } from '../metric-rule/verdict.ts';
import type { Countable } from '../metrics/contribution.ts';
import { COMPANY_KEY } from '../metrics/counted-kind.ts';
import type { Counters } from '../metrics/counters.ts';
import { countedFeedback } from '../metrics/feedback.counted.ts';
import type { Range } from '../metrics/rows.ts';
import { applyChanges, type Moved } from '../metrics/rollup.ts';
import { MemoryStore, rowId } from '../metrics/testing/memory-store.ts';
import { packed, unpacked } from '../replay/packed.ts';
import { type RecordChange, recordChanges, START } from '../replay/testing/changes.ts';
import { oneOf } from '../testing/random.ts';
import { deltasOf } from './deltas.ts';
import { add, type Numbers, readsOf } from './numbers.ts';
import { type MetricFrame, nothingWatched, passNumbers, playNumbers, type Watched } from './play.ts';

const zone = { timeZone: 'Europe/Berlin', dayBoundary: '00:00' };
const MINUTE = 60_000;
const SLOT_MS = 5 * MINUTE;
const iso = (ms: number): string => new Date(ms).toISOString();
const closed = new Set(['2026-10-03']);

function ruleOf(more: object): MetricRule {
  const given = CreateAlertRule.parse({ name: 'One', kind: 'metric', scope: { all: true }, ...more });
  const rule = completed({ ...given, epoch: 1, ruleId: 'ar_1' } as unknown as MetricRule) as MetricRule;
  expect(conflictsOf(rule)).toEqual([]);
  return rule;
}

const DAY = 86_400_000;
const dayNumber = (now: number): number => Math.floor((now - START) / DAY);

/** Scores that are worse in some stretches of days, mostly of today, some of yesterday and some of long ago. */
const scored = (random: () => number, now: number): Partial<StoredFeedback> => {
  const points = dayNumber(now) % 11 > 7 ? 3 : 5;
  const ago = random() < 0.8 ? 0 : oneOf(random, [1, 1, 20]);
  return {
    occurredAt: iso(now - ago * DAY),
    scores: [{ metric: 'csat', value: 1 + Math.floor(random() * points), scaleMin: 1, scaleMax: 5 }],
    comments: oneOf(random, ['Thank you', undefined]),
    snapshot: { teamId: `team-${Math.floor(random() * 4)}`, agentId: `agent-${Math.floor(random() * 40)}` },
  } as Partial<StoredFeedback>;
};
/** Some days are loud, some are quiet. */
const pace = (now: number): number => [1, 1, 1, 1, 0.05, 1, 5][dayNumber(now + 7 * 3_600_000) % 13] ?? 1;

function history(count: number): RecordChange[] {
  const found: RecordChange[] = [];
  for (const change of recordChanges({ seed: 3, everyMs: 60 * MINUTE, more: scored, pace })) {
    found.push(change);
    if (found.length === count) break;
  }
  return found;
}

const countableOf = (record: StoredFeedback): Countable =>
  ({ ...record, ledgerPage: record.feedbackId }) as unknown as Countable;

type Store = MemoryStore<Countable>;
type Mark = { key: string; slot: number; dueAt: string };

/** A rule as it is live, from the parts that are live. Nothing of it reads an event, and nothing is bounded. */
function liveRule(rule: MetricRule, store: Store) {
  const dimension = dimensionOf(rule);
  const marks = new Map<string, Mark>();
  const states = new Map<string, State>();
  const usual = new Map<string, Usual>();
  const all: Life[] = [];
  const open = new Map<string, number>();
  const closedAt = new Map<string, string>();
  let slots: Slots = {};
  const settle = (row: string, place: number, life: Life): void => {
    all[place] = life;
    if (isLive(life)) return void open.set(row, place);
    open.delete(row);
    closedAt.set(row, life.resolvedAt ?? '');
  };
  const named = (row: string): Life | undefined => all[open.get(row) ?? -1];
  const put = (mark: Mark): void => {
    const name = isPeriodic(rule.test) ? `${mark.key}#${mark.slot}` : mark.key;
    if ((marks.get(name)?.dueAt ?? '9') > mark.dueAt) marks.set(name, mark);
  };
  const rowsOf = (name: string, days: Range): Counters => {
    const sum: Counters = {};
    const key = isAll(rule.scope) ? COMPANY_KEY : name;
    for (let day = days.from; day <= days.to; day = addDays(day, 1))
      for (const [counter, count] of store.rows.get(rowId({ dimension, grain: 'day', period: day, key })) ?? [])
        sum[counter] = (sum[counter] ?? 0) + count;
    return sum;
  };
  const breach = (key: string, at: string, severity: 'warning' | 'critical', metric: MetricFacts): void => {
    const row = `=${key}`;
    const before = { alert: named(row), storm: named('storm'), slots, closedAt: closedAt.get(row) };
    const { stormAfter, cooldownMinutes } = rule;
    const { state, effects } = step(before, { kind: 'breach', at, key, severity, metric, stormAfter, cooldownMinutes });
    slots = state.slots;
    for (const { of, action } of effects) {
      const where = of === 'storm' ? 'storm' : row;
      const isNew = action === 'open' || action === 'suppress';
      settle(where, isNew ? all.length : (open.get(where) ?? -1), state[of] as Life);
    }
  };
  const evaluate = ({ key, slot }: Mark, now: Date): void => {
    const tested = testedIn(rule.test, slot, now, zone);
    if (!tested) return;
    const name = `${key}#${tested.now.from}`;
    const known = usual.get(name);
    const compared =
      known ??
      usualOf(
        rule,
        ordinary(rule, tested.before, closed).map((days) => rowsOf(key, days)),
      );
    if (tested.before.length > 0) usual.set(name, compared);
    const { level, facts } = verdictOf(rule, rowsOf(key, tested.now), compared, tested.now);
    const { consecutive, recoverAfter } = rule;
    const limits = { consecutive, recoverAfter, periodic: isPeriodic(rule.test) };
    const outcome = next(states.get(key), { epoch: 1, slot, level }, limits);
    if (outcome.changed) states.set(key, outcome.state);
    const { action } = outcome;
    const alert = named(`=${key}`);
    if (action?.kind === 'breach')
      breach(key, isPeriodic(rule.test) ? now.toISOString() : iso((slot + 1) * SLOT_MS), action.severity, facts);
    else if (action && alert) {
      const over = { kind: 'recovery', at: now.toISOString(), reason: 'recovered' } as const;
      settle(`=${key}`, open.get(`=${key}`) ?? -1, step({ alert, slots: {} }, over).state.alert as Life);
    }
    const after = { needsMore: outcome.needsMore, alerted: outcome.state.alerted !== undefined, level };
    const again = nextOf({ rule, slot, now, zone }, after);
    if (again) put({ key, ...again });
  };
  return {
    all,
    /** What the schedule of each minute does. */
    tick(at: string): void {
      for (const [row, place] of open) {
        const life = all[place] as Life;
        if ((movesAt(life) ?? '9') > at) continue;
        const of = row === 'storm' ? 'storm' : 'alert';
        settle(row, place, step({ slots: {}, [of]: life }, { kind: 'time', at }).state[of] ?? life);
      }
      const due = [...marks].filter(([, mark]) => mark.dueAt <= at);
      for (const [name, mark] of due.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
        marks.delete(name);
        evaluate(mark, new Date(at));
      }
    },
    /** What whoever counts does with rows that are about to move. */
    moved(rows: readonly Moved[], now: Date): void {
      const today = localDay(now, zone.timeZone, zone.dayBoundary);
      for (const row of rows) {
        if (row.dimension !== dimension || !isWanted(rule, row.day, today)) continue;
        if ('key' in rule.scope && rule.scope.key !== row.key) continue;
        const slot = slotOf(rule.test, row.day, now);
        put({ key: isAll(rule.scope) ? 'all' : row.key, slot, dueAt: dueAt(rule.test, slot, now, zone) });
      }
    },
  };
}

/** What becomes of rules whose records are counted by the ledger, as they change; each minute what is due happens. */
async function playedLive(
  rules: readonly MetricRule[],
  changes: readonly RecordChange[],
  from: number,
): Promise<Life[][]> {
  const store: Store = new MemoryStore(countedFeedback, zone);
  const live = rules.map((rule) => liveRule(rule, store));
  let minute = Math.ceil(from / MINUTE) * MINUTE;
  for (const { after } of changes) {
    const now = new Date(after.updatedAt);
    for (; minute <= now.getTime(); minute += MINUTE) for (const rule of live) rule.tick(iso(minute));
    const rows: Moved[] = [];
    const { feedbackId: id, revision } = after;
    const change = { id, month: idMonth(id), page: id, revision, record: countableOf(after) };
    await applyChanges(store, [change], { announce: async (some) => void rows.push(...some) });
    if (now.getTime() >= from) for (const rule of live) rule.moved(rows, now);
  }
  return live.map(({ all }) => all);
}

/** The same from the events alone: taken out of the rows of the end first, then played, in parts of some hundreds. */
function replayed(rule: MetricRule, changes: readonly RecordChange[], from: number): Replayed {
  const dimension = dimensionOf(rule);
  const reads = readsOf(rule.metric);
  const frame: MetricFrame = {
    rule,
    zone,
    closed,
    hours: undefined,
    recipients: [],
    minSeverity: 'info',
    timeZone: 'UTC',
  };
  const events = changes.flatMap((change) => feedbackEventsOf(change));
  // Rows of the end, by the sum of all; what is later than the beginning is taken out again.
  const numbers: Numbers = new Map();
  const firstDay = localDay(new Date(from), zone.timeZone, zone.dayBoundary);
  for (const sign of [1, -1] as const)
    for (const { type, detail } of events)
      if (sign === 1 || detail.at >= iso(from))
        for (const { key, ...delta } of deltasOf(type, detail, dimension, zone).deltas)
          if (delta.day <= firstDay)
            add(numbers, { ...delta, key: isAll(rule.scope) ? 'all' : key }, { reads, oldest: '', sign });
  let state = { replayed: nothingYet(undefined), watched: nothingWatched(numbers) };
  for (const [index, { type, detail }] of events.entries()) {
    if (detail.at < iso(from)) continue;
    if (index % 300 === 0) state = unpacked<{ replayed: Replayed; watched: Watched }>(packed(state));
    passNumbers(state.replayed, state.watched, frame, detail.at);
    playNumbers(state.replayed, state.watched, frame, { type, detail, turn: detail.at });
  }
  return state.replayed;
}

/** What has to be equal of an alert. */
const line = ({ key, severity, openedAt, count, suppressedBy, reason }: Life): string =>
  [key, severity, Math.floor(Date.parse(openedAt) / SLOT_MS), count, suppressedBy, reason].join(' ');

const each = (dimension: string) => ({ dimension, each: true });
const below = { kind: 'threshold', direction: 'below' } as const;
const rules: [title: string, rule: object][] = [
  [
    'a threshold on today, of each key',
    { metric: 'csat_pct', scope: each('team'), minSample: 3, test: { ...below, warning: 45, critical: 30 } },
  ],
  [
    'a threshold that two slots have to cross',
    {
      metric: 'csat_avg',
      scope: each('team'),
      consecutive: 2,
      recoverAfter: 3,
      minSample: 3,
      test: { ...below, warning: 3, critical: 2.5 },
    },
  ],
  [
    'a threshold on seven days',
    { metric: 'csat_pct', scope: each('team'), test: { ...below, window: '7d', warning: 38, critical: 30 } },
  ],
  [
    'a threshold on yesterday',
    {
      metric: 'volume',
      test: { kind: 'threshold', window: 'yesterday', direction: 'above', warning: 60, critical: 90 },
    },
  ],
  ['a control of each day', { metric: 'csat_pct', test: { kind: 'control', warning: 1, critical: 2 } }],
  [
    'a control of one key',
    {
      metric: 'csat_avg',
      scope: { dimension: 'team', key: 'team-1' },
      test: { kind: 'control', direction: 'below', warning: 0.5, critical: 1 },
    },
  ],
  ['a moving average', { metric: 'csat_avg', minSample: 1, test: { kind: 'ewma', warning: 0.4, critical: 1 } }],
  ['a spike', { metric: 'volume', test: { kind: 'spike', warning: 0.2, critical: 0.05 } }],
  ['a drop', { metric: 'volume', test: { kind: 'spike', direction: 'below', warning: 0.3, critical: 0.1 } }],
  [
    'a storm',
    {
      metric: 'volume',
      scope: each('agent'),
      stormAfter: 5,
      test: { kind: 'threshold', direction: 'above', warning: 1 },
    },
  ],
  [
    'cool-down',
    {
      metric: 'csat_pct',
      scope: each('team'),
      minSample: 1,
      cooldownMinutes: 10_080,
      recoverAfter: 1,
      test: { ...below, warning: 50, critical: 20 },
    },
  ],
  [
    'comments',
    { metric: 'comment_rate', scope: each('category'), minSample: 1, test: { ...below, warning: 55, critical: 30 } },
  ],
];

describe('5 000 random changes counted live on a test clock, then replayed from their events: the same (rule, key, severity, slot, count) list', () => {
  const changes = history(5_000);
  const from = Date.parse(changes[2_500]?.after.updatedAt ?? '');
  let live: Life[][] = [];
  beforeAll(async () => {
    live = await playedLive(
      rules.map(([, rule]) => ruleOf(rule)),
      changes,
      from,
    );
  });

  test.each(rules)('for %s', (title, given) => {
    const expected = live[rules.findIndex(([name]) => name === title)] ?? [];
    const { alerts, approximate } = replayed(ruleOf(given), changes, from);
    expect(alerts.map(line)).toEqual(expected.slice(0, alerts.length).map(line));
    expect([...approximate]).toEqual([]);
    expect(expected.length).toBeGreaterThan(0);
    expect(alerts.length).toBeGreaterThanOrEqual(Math.min(200, expected.length));
    if (title.includes('storm')) expect(expected.some(({ subject }) => subject.keys)).toBe(true);
    if (title.includes('cool-down')) expect(expected.some((one) => one.suppressedBy === 'cooldown')).toBe(true);
  });
});
