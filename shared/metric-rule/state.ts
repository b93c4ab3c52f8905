import type { MetricLevel } from './metric-facts.schema.ts';

/** So many slots one after the other a number has been at a level or worse, or well. */
export type Runs = { warning: number; critical: number; ok: number };
type Breached = 'warning' | 'critical';

/** What is known of a rule and a key. `before` are the runs up to the slot before this one. */
export type State = {
  epoch: number;
  slot: number;
  level: MetricLevel;
  before: Runs;
  /** The level that the alert of this breach has reached; absent where none was opened since the number was well. */
  alerted?: Breached | undefined;
};

export type Observed = { epoch: number; slot: number; level: MetricLevel };
export type Limits = {
  consecutive: number;
  recoverAfter: number;
  /** Whether a slot is a complete period: of those, one that nobody looked at counts for nothing. */
  periodic: boolean;
};

/** What follows: something is written where `state` differs; a breach and a recovery are told to the alert. */
export type Outcome = {
  state: State;
  changed: boolean;
  action?: { kind: 'breach'; severity: Breached } | { kind: 'recovery' };
  /** Slots that come without a change of the number decide, too. */
  needsMore: boolean;
};

const none: Runs = { warning: 0, critical: 0, ok: 0 };
const rank = { warning: 1, critical: 2 } as const;

function advanced({ warning, critical, ok }: Runs, level: MetricLevel, times: number): Runs {
  switch (level) {
    case 'OK':
      return { warning: 0, critical: 0, ok: ok + times };
    case 'WARNING':
      return { warning: warning + times, critical: 0, ok: 0 };
    case 'CRITICAL':
      return { warning: warning + times, critical: critical + times, ok: 0 };
    case 'INSUFFICIENT':
      return { warning, critical, ok };
  }
}

/** The runs with the slot of a state itself. */
export const runsOf = ({ before, level }: State): Runs => advanced(before, level, 1);

/** So many slots one after the other a state has been as it is. */
export const streakOf = (state: State): number => {
  const { warning, critical, ok } = runsOf(state);
  return { OK: ok, WARNING: warning, CRITICAL: critical, INSUFFICIENT: 0 }[state.level];
};

/**
 * What a number is seen at makes of its state. A slot counts once, however often it is looked at; slots in which nothing
 * changed repeat the last level; `INSUFFICIENT` neither counts nor breaks a run. Pure.
 */
export function next(known: State | undefined, seen: Observed, limits: Limits): Outcome {
  const last = known?.epoch === seen.epoch ? known : undefined;
  if (last && seen.slot < last.slot) return { state: last, changed: false, needsMore: false };
  const state: State = {
    ...seen,
    before: !last
      ? none
      : seen.slot === last.slot
        ? last.before
        : advanced(last.before, last.level, stepsOf(last, seen, limits)),
    ...(last?.alerted && { alerted: last.alerted }),
  };
  const runs = runsOf(state);
  const severity = severityOf(runs, limits.consecutive);
  const isWell = runs.ok >= limits.recoverAfter && state.level === 'OK';
  const needsMore =
    !limits.periodic &&
    ((isBreach(state.level) && severity !== levelOf(state.level)) ||
      (state.level === 'OK' && !isWell && state.alerted !== undefined));
  const changed = !last || last.level !== seen.level || (limits.periodic && last.slot !== seen.slot);
  if (isWell && state.alerted) {
    const { alerted: _, ...well } = state;
    return { state: well, changed: true, action: { kind: 'recovery' }, needsMore: false };
  }
  const rises = severity !== undefined && (state.alerted === undefined || rank[severity] > rank[state.alerted]);
  if (!isBreach(state.level) || severity === undefined || !(changed || rises)) return { state, changed, needsMore };
  const alerted = rises || state.alerted === undefined ? severity : state.alerted;
  return { state: { ...state, alerted }, changed: true, action: { kind: 'breach', severity }, needsMore };
}

const stepsOf = (last: State, seen: Observed, { periodic }: Limits): number => (periodic ? 1 : seen.slot - last.slot);
const isBreach = (level: MetricLevel): boolean => level === 'WARNING' || level === 'CRITICAL';
const levelOf = (level: MetricLevel): string => level.toLowerCase();

function severityOf({ warning, critical }: Runs, consecutive: number): Breached | undefined {
  if (critical >= consecutive) return 'critical';
  return warning >= consecutive ? 'warning' : undefined;
}
