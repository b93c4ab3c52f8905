import { isLive, type MetricBreach } from '../alert/alert.life.ts';
import { end, type Frame, occur, pass } from '../alert-replay/play.ts';
import type { Replayed } from '../alert-replay/state.ts';
import type { MetricRule } from '../alert-rule/metric-test.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import { nextOf } from '../metric-rule/due-marks.ts';
import { breachAt, limitsOf, seenOf } from '../metric-rule/evaluate.ts';
import { keyOf, isWanted } from '../metric-rule/marking.ts';
import type { MetricFacts } from '../metric-rule/metric-facts.schema.ts';
import { dimensionOf, ordinary } from '../metric-rule/numbers.ts';
import { dueAt, isPeriodic, slotOf, testedIn } from '../metric-rule/periods.ts';
import { next, type Outcome, type State } from '../metric-rule/state.ts';
import { type Usual, usualOf } from '../metric-rule/usual.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import { deltasOf } from './deltas.ts';
import { add, forget, type Numbers, readsOf, sumOf } from './numbers.ts';

/** Of a rule on a number, what decides about its alerts. */
export type PlayedMetricRule = Pick<
  MetricRule,
  'metric' | 'scope' | 'test' | 'minSample' | 'consecutive' | 'recoverAfter' | 'cooldownMinutes' | 'stormAfter'
>;

/** What does not change while a rule is played. */
export type MetricFrame = Frame & {
  rule: PlayedMetricRule;
  zone: CountingSettings;
  /** Public holidays, which a spike leaves out. */
  closed: ReadonlySet<string>;
  /** The keys that are played; all where undefined. */
  keys?: ReadonlySet<string> | undefined;
};

type Mark = { key: string; slot: number; dueAt: string };
type Kept = { from: string; usual: Usual };

/** What is known of the numbers in the midst of a replay, beside the alerts. */
export type Watched = {
  numbers: Numbers;
  /** By key, and by slot where a test judges complete periods. */
  marks: Map<string, Mark>;
  /** When the first mark is due, or earlier. */
  due?: string | undefined;
  states: Map<string, State>;
  /** What was usual for a key and a day, computed once as live. */
  usual: Map<string, Kept[]>;
  today: string;
};

export const nothingWatched = (numbers: Numbers): Watched => ({
  numbers,
  marks: new Map(),
  states: new Map(),
  usual: new Map(),
  today: '',
});

/** Behind every instant. */
const LATER = '9';
const EPOCH = 1;
/** Periods whose baseline is still looked at. */
const KEPT_DAYS = 14;
/** A Monday: the day and the week before it are complete. */
const SOME_TIME = new Date('2026-01-12T12:00:00.000Z');

/** So many days before today a test looks back, at most. */
export function reachOf({ test }: Pick<MetricRule, 'test'>): number {
  const zone = { timeZone: 'UTC', dayBoundary: '00:00' };
  const today = SOME_TIME.toISOString().slice(0, 10);
  const day = isPeriodic(test) ? addDays(today, -1) : today;
  const tested = testedIn(test, slotOf(test, day, SOME_TIME), SOME_TIME, zone);
  const oldest = tested?.before[0]?.from ?? tested?.now.from ?? day;
  return Math.round((Date.parse(today) - Date.parse(oldest)) / 86_400_000) + KEPT_DAYS;
}

/** Lets time pass up to an instant: alerts move and slots end, each when it was due. */
export function passNumbers(replayed: Replayed, watched: Watched, frame: MetricFrame, until: string): void {
  while (watched.due !== undefined && watched.due <= until) {
    const { due } = watched;
    pass(replayed, frame, due);
    const now = [...watched.marks].filter(([, mark]) => mark.dueAt <= due);
    for (const [name, mark] of now.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
      watched.marks.delete(name);
      evaluate(replayed, watched, frame, mark);
    }
    watched.due = firstDue(watched.marks);
  }
  pass(replayed, frame, until);
}

function firstDue(marks: Watched['marks']): string | undefined {
  let first = LATER;
  for (const { dueAt: due } of marks.values()) if (due < first) first = due;
  return first === LATER ? undefined : first;
}

function put(watched: Watched, { rule }: MetricFrame, mark: Mark): void {
  const name = isPeriodic(rule.test) ? `${mark.key}#${mark.slot}` : mark.key;
  const known = watched.marks.get(name);
  if (known && known.dueAt <= mark.dueAt) return;
  watched.marks.set(name, mark);
  if (mark.dueAt < (watched.due ?? LATER)) watched.due = mark.dueAt;
}

/**
 * Lets the rule see a change of feedback, as live whoever counts it does: its rows move, and the rule is marked for those
 * that it watches. `passNumbers` has been called up to `turn` before.
 */
export function playNumbers(
  replayed: Replayed,
  watched: Watched,
  frame: MetricFrame,
  { type, detail: event, turn }: { type: string; detail: FeedbackEvent; turn: string },
): void {
  const { rule, zone, keys } = frame;
  const now = new Date(turn);
  const today = localDay(now, zone.timeZone, zone.dayBoundary);
  const oldest = addDays(today, -reachOf(rule));
  if (today !== watched.today) {
    forget(watched.numbers, oldest);
    forgetUsual(watched, addDays(today, -KEPT_DAYS));
    watched.today = today;
  }
  const dimension = dimensionOf(rule);
  const { deltas, isExact } = deltasOf(type, event, dimension, zone);
  if (!isExact) replayed.approximate.add('facts_unknown');
  for (const delta of deltas) {
    const key = keyOf(rule, { dimension, key: delta.key });
    if (key === undefined) continue;
    if (keys && !keys.has(key)) {
      replayed.approximate.add('many_keys');
      continue;
    }
    add(watched.numbers, { ...delta, key }, { reads: readsOf(rule.metric), oldest });
    if (!isWanted(rule, delta.day, today)) continue;
    const slot = slotOf(rule.test, delta.day, now);
    put(watched, frame, { key, slot, dueAt: dueAt(rule.test, slot, now, zone) });
  }
}

function forgetUsual({ usual }: Watched, oldest: string): void {
  for (const [key, kept] of usual) {
    const left = kept.filter(({ from }) => from >= oldest);
    if (left.length > 0) usual.set(key, left);
    else usual.delete(key);
  }
}

/** Evaluates the rule for a key at the end of a slot, by the functions that are live. */
function evaluate(replayed: Replayed, watched: Watched, frame: MetricFrame, { key, slot, dueAt: due }: Mark): void {
  const { rule, zone } = frame;
  const now = new Date(due);
  const tested = testedIn(rule.test, slot, now, zone);
  if (!tested) return;
  const usual = usualFor(watched, frame, key, tested);
  const { level, facts } = seenOf(rule, tested, sumOf(watched.numbers, key, tested.now), usual);
  const outcome = next(watched.states.get(key), { epoch: EPOCH, slot, level }, limitsOf(rule));
  if (outcome.changed) watched.states.set(key, outcome.state);
  act(replayed, frame, outcome, { key, slot, now, facts });
  const after = { needsMore: outcome.needsMore, alerted: outcome.state.alerted !== undefined, level };
  const again = nextOf({ rule, slot, now, zone }, after);
  if (again) put(watched, frame, { key, ...again });
}

function usualFor(
  { usual, numbers }: Watched,
  { rule, closed }: MetricFrame,
  key: string,
  { now, before }: NonNullable<ReturnType<typeof testedIn>>,
): Usual {
  if (before.length === 0) return usualOf(rule, []);
  const known = usual.get(key) ?? [];
  const found = known.find(({ from }) => from === now.from);
  if (found) return found.usual;
  const periods = ordinary(rule, before, closed).map((range) => sumOf(numbers, key, range));
  const computed = usualOf(rule, periods);
  usual.set(key, [...known, { from: now.from, usual: computed }]);
  return computed;
}

/** What an evaluation makes of the alert of its key. */
function act(
  replayed: Replayed,
  frame: MetricFrame,
  { action }: Outcome,
  { key, slot, now, facts }: { key: string; slot: number; now: Date; facts: MetricFacts },
): void {
  if (!action) return;
  if (action.kind === 'breach') {
    const at = breachAt(frame.rule, slot, now);
    const breach: MetricBreach = { kind: 'breach', at, key, severity: action.severity, metric: facts };
    occur(replayed, frame, breach, undefined);
    return;
  }
  const standing = replayed.open.get(key);
  if (standing && isLive(standing.life)) end(replayed, frame.rule, key, { at: now.toISOString(), reason: 'recovered' });
}
