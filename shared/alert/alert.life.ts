import { severities, type Severity } from '../fields/severity.schema.ts';
import { type Alert, MOST_KEYS, MOST_RECORDS } from './alert.schema.ts';

/** What an alert says of itself, without its ids and what people do with it. */
export type Life = Pick<
  Alert,
  | 'key'
  | 'severity'
  | 'status'
  | 'openedAt'
  | 'lastSeenAt'
  | 'count'
  | 'worst'
  | 'early'
  | 'subject'
  | 'snoozedUntil'
  | 'suppressedBy'
  | 'suppressedUntil'
  | 'releasedAt'
  | 'recoversAt'
  | 'escalatesAt'
  | 'resolvedAt'
  | 'reason'
>;

/** Openings of a rule by five-minute slot, counted from the epoch; those that a storm collects count, too. */
export type Slots = Readonly<Record<string, number>>;

/** What is known of a rule and one of its keys. */
export type State = {
  /** The key's alert, while it is not closed. */
  alert?: Life | undefined;
  /** The alert that collects a storm of the rule. */
  storm?: Life | undefined;
  slots: Slots;
  /** When the key’s last alert was closed. */
  closedAt?: string | undefined;
};

export type Limits = {
  /** More openings than that within 60 minutes are a storm. */
  stormAfter: number;
  /** For so long after an alert was closed no other of its key opens. */
  cooldownMinutes: number;
  mutedUntil?: string | undefined;
  /** Outside of the hours of the rule: when they begin. */
  closedUntil?: string | undefined;
};

type Found = { kind: 'breach'; at: string; key: string; severity: Severity };
/** A record is as a rule waits for, since `at`. */
export type Breach = Found & {
  feedbackId: Alert['subject']['feedbackIds'][number];
  sentimentScore?: number | undefined;
  early?: true | undefined;
};
/** A number is as a rule waits for, since `at`. */
export type MetricBreach = Found & { metric: NonNullable<Alert['subject']['metric']> };
/** The product itself has noticed something, which has stood since `at`. */
export type SystemBreach = Found & {
  system: NonNullable<Alert['subject']['system']>;
  /** When it is over by itself. */
  until?: string | undefined;
};
export type AnyBreach = Breach | MetricBreach | SystemBreach;
export type Input =
  | (AnyBreach & Limits)
  /** What the key's alert told of is over. */
  | { kind: 'recovery'; at: string; reason: NonNullable<Alert['reason']> }
  /** So late it is. */
  | { kind: 'time'; at: string };

/** What became of one of the two alerts of a state. */
export type Effect = { of: 'alert' | 'storm'; action: 'open' | 'suppress' | 'raise' | 'repeat' | 'resolve' };

const MINUTE = 60_000;
const SLOT_MS = 5 * MINUTE;
const WINDOW_SLOTS = 12;
/** A storm is over once 60 minutes have seen no more openings than that. */
const CALM = 5;

export const isLive = ({ status }: Pick<Alert, 'status'>): boolean =>
  status !== 'resolved' && status !== 'auto_resolved';

/** When time alone moves an alert: what is held back opens, and a storm that calms down ends. */
export const movesAt = (alert: Pick<Life, 'status' | 'suppressedUntil' | 'recoversAt'>): string | undefined => {
  if (alert.status === 'suppressed') return alert.suppressedUntil;
  return isLive(alert) ? alert.recoversAt : undefined;
};

export const rankOf = (severity: Severity): number => severities.indexOf(severity);

const slotOf = (at: string): number => Math.floor(Date.parse(at) / SLOT_MS);
const isoOf = (ms: number): string => new Date(ms).toISOString();
const later = (one: string, other: string): string => (one > other ? one : other);

/** Openings in the 60 minutes that end with the slot of an instant. */
const inWindow = (slots: Slots, at: string): number => {
  const last = slotOf(at);
  return Object.entries(slots).reduce(
    (sum, [slot, n]) => (Number(slot) > last - WINDOW_SLOTS && Number(slot) <= last ? sum + n : sum),
    0,
  );
};

/** One opening more. What no window can reach any more is forgotten. */
function withOpening(slots: Slots, at: string): Slots {
  const slot = slotOf(at);
  const latest = Math.max(slot, ...Object.keys(slots).map(Number));
  const kept = Object.entries(slots).filter(([one]) => Number(one) > latest - 2 * WINDOW_SLOTS);
  return { ...Object.fromEntries(kept), [slot]: (slots[slot] ?? 0) + 1 };
}

/** When a storm is over if nothing more comes: the first end of a slot whose 60 minutes saw no more than {@link CALM}. */
function calmAt(slots: Slots): string {
  const newestFirst = Object.entries(slots).toSorted(([one], [other]) => Number(other) - Number(one));
  let sum = 0;
  for (const [slot, n] of newestFirst) {
    sum += n;
    if (sum > CALM) return isoOf((Number(slot) + WINDOW_SLOTS) * SLOT_MS);
  }
  return isoOf(0);
}

/**
 * What an input makes of a rule and a key: the one place where alerts open, rise, wait and end by themselves. Pure, so
 * that whatever plays the same inputs comes to the same alerts. Times are those of the events, not of their delivery.
 */
export function step(state: State, input: Input): { state: State; effects: Effect[] } {
  switch (input.kind) {
    case 'breach':
      return breach(state, input);
    case 'recovery':
      return state.alert && isLive(state.alert)
        ? {
            state: { ...state, alert: ended(state.alert, input), closedAt: input.at },
            effects: [{ of: 'alert', action: 'resolve' }],
          }
        : { state, effects: [] };
    case 'time':
      return passed(state, input.at);
  }
}

function breach(state: State, input: AnyBreach & Limits): { state: State; effects: Effect[] } {
  if (state.alert && isLive(state.alert)) {
    const alert = counted(state.alert, input);
    return { state: { ...state, alert }, effects: [{ of: 'alert', action: moved(state.alert, alert) }] };
  }
  const slots = withOpening(state.slots, input.at);
  const openings = inWindow(slots, input.at);
  const running = state.storm && isLive(state.storm) ? state.storm : undefined;
  if (running && openings > CALM) {
    const storm = { ...counted(running, input), recoversAt: calmAt(slots) };
    return { state: { ...state, slots, storm }, effects: [{ of: 'storm', action: moved(running, storm) }] };
  }
  const over: Effect[] = running ? [{ of: 'storm', action: 'resolve' }] : [];
  const storm = running ? ended(running, { at: input.at, reason: 'storm_over' }) : state.storm;
  const isStorm = openings > input.stormAfter;
  const opened = opening(input, isStorm ? undefined : state.closedAt);
  const effect: Effect = { of: isStorm ? 'storm' : 'alert', action: opened.status === 'open' ? 'open' : 'suppress' };
  if (!isStorm) return { state: { ...state, slots, storm, alert: opened }, effects: [...over, effect] };
  const collecting = {
    ...opened,
    key: 'storm',
    subject: withKey(opened.subject, input.key),
    recoversAt: calmAt(slots),
  };
  return { state: { ...state, slots, storm: collecting }, effects: [...over, effect] };
}

/**
 * An alert of one record or number: it waits while its rule is muted or outside its hours, and for a while after the one
 * before it was closed.
 */
function opening(input: AnyBreach & Limits, closedAt: string | undefined): Life {
  const { key, severity, at, mutedUntil = '', closedUntil = '' } = input;
  const { early, sentimentScore } = ofRecord(input);
  const cooldown = closedAt === undefined ? '' : isoOf(Date.parse(closedAt) + input.cooldownMinutes * MINUTE);
  const until = later(later(mutedUntil, cooldown), closedUntil);
  const suppressedBy = until === mutedUntil ? 'mute' : until === cooldown ? 'cooldown' : 'hours';
  return {
    key,
    severity,
    status: until > at ? 'suppressed' : 'open',
    openedAt: at,
    lastSeenAt: at,
    count: 1,
    subject: withNewest({ feedbackIds: [] }, input),
    ...(sentimentScore !== undefined && { worst: sentimentScore }),
    ...(early && { early }),
    ...('until' in input && input.until !== undefined && { recoversAt: input.until }),
    ...(until > at && { suppressedBy, suppressedUntil: until }),
  };
}

/** What only a breach by a record says. */
const ofRecord = (input: AnyBreach): Partial<Breach> => ('feedbackId' in input ? input : {});

/** What an alert is about, with what has set it off just now. */
function withNewest(subject: Life['subject'], input: AnyBreach): Life['subject'] {
  if ('metric' in input) return { ...subject, metric: input.metric };
  if ('system' in input) return { ...subject, system: input.system };
  return { ...subject, feedbackIds: [input.feedbackId, ...subject.feedbackIds].slice(0, MOST_RECORDS) };
}

/** An alert that one more record, or something else anew, has set off: its severity only rises, and a rise ends its snooze. */
function counted(alert: Life, input: AnyBreach): Life {
  const { key, severity, at } = input;
  const { sentimentScore } = ofRecord(input);
  const { subject, worst = Infinity } = alert;
  const rises = rankOf(severity) > rankOf(alert.severity);
  const lowest = Math.min(worst, sentimentScore ?? Infinity);
  return {
    ...alert,
    lastSeenAt: later(at, alert.lastSeenAt),
    count: alert.count + 1,
    severity: rises ? severity : alert.severity,
    ...(lowest < Infinity && { worst: lowest }),
    snoozedUntil: rises ? undefined : alert.snoozedUntil,
    subject: withKey(withNewest(subject, input), key, { onlyIf: subject.keys !== undefined }),
  };
}

const moved = (before: Life, after: Life): 'raise' | 'repeat' =>
  before.status !== 'suppressed' && after.severity !== before.severity ? 'raise' : 'repeat';

/** What a storm collects, by key. */
function withKey(subject: Life['subject'], key: string, { onlyIf = true } = {}): Life['subject'] {
  if (!onlyIf) return subject;
  const { keys = [] } = subject;
  const named = keys.some((one) => one.key === key) || keys.length < MOST_KEYS ? key : 'other';
  const rest = keys.filter((one) => one.key !== named);
  const count = (keys.find((one) => one.key === named)?.count ?? 0) + 1;
  return { ...subject, keys: [...rest, { key: named, count }] };
}

const ended = (alert: Life, { at, reason }: { at: string; reason: NonNullable<Alert['reason']> }): Life => ({
  ...alert,
  status: 'auto_resolved',
  resolvedAt: at,
  reason,
  suppressedUntil: undefined,
  recoversAt: undefined,
  escalatesAt: undefined,
});

/** A storm that has calmed down ends, and so does what lasts for a while only; what was held back opens. */
function passed(state: State, at: string): { state: State; effects: Effect[] } {
  const { alert, storm } = state;
  const effects: Effect[] = [];
  const next = { ...state };
  if (storm && isLive(storm) && storm.recoversAt !== undefined && storm.recoversAt <= at) {
    next.storm = ended(storm, { at, reason: 'storm_over' });
    effects.push({ of: 'storm', action: 'resolve' });
  } else if (storm && isDue(storm, at)) {
    next.storm = released(storm, at);
    effects.push({ of: 'storm', action: 'open' });
  }
  if (alert && isLive(alert) && alert.recoversAt !== undefined && alert.recoversAt <= at) {
    next.alert = ended(alert, { at, reason: 'recovered' });
    next.closedAt = at;
    effects.push({ of: 'alert', action: 'resolve' });
  } else if (alert && isDue(alert, at)) {
    next.alert = released(alert, at);
    effects.push({ of: 'alert', action: 'open' });
  }
  return { state: next, effects };
}

const isDue = ({ status, suppressedUntil = '' }: Life, at: string): boolean =>
  status === 'suppressed' && suppressedUntil <= at;
const released = (alert: Life, at: string): Life => ({
  ...alert,
  status: 'open',
  suppressedUntil: undefined,
  releasedAt: at,
});
