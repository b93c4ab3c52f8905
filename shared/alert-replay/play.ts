import {
  type Breach,
  type Effect,
  isLive,
  type Life,
  type MetricBreach,
  movesAt,
  rankOf,
  type State,
  step,
} from '../alert/alert.life.ts';
import { breachOf, canEnd, mayFire, stands } from '../alert/judging.ts';
import { closedUntil } from '../alert-rule/active-hours.ts';
import { fires } from '../alert-rule/fires.ts';
import type { Severity } from '../fields/severity.schema.ts';
import type { Hours } from '../calendar/business-time.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Texts } from '../match/filter.ts';
import { asFound, asksForWords as asks, editsTexts } from '../replay/seen.ts';
import { noteOpening, noteTold } from './numbers.ts';
import type { PlayedRule } from './replay.input.ts';
import { admitted, keepOpen, listed, noteFired, type Replayed, revisionSeen, type Standing } from './state.ts';

/** Somebody whom the rule tells; `own`: of their own records only. */
export type Recipient = { userId: string; reads: 'all' | 'own' };

/** What does not change while a rule is played; of a rule on feedback see {@link RecordFrame}. */
export type Frame = {
  rule: Pick<PlayedRule, 'stormAfter' | 'cooldownMinutes'>;
  hours: Hours | undefined;
  recipients: readonly Recipient[];
  /** Milder alerts are told to nobody. */
  minSeverity: Severity;
  /** IANA zone in which weeks and hours are counted. */
  timeZone: string;
};

export type RecordFrame = Frame & { rule: PlayedRule };

const MINUTE_MS = 60_000;
/** Behind every instant. */
const LATER = '9';

/** Whether the rule looks for words. */
export const asksForWords = ({ match }: PlayedRule): boolean => asks(match);

/** Whether a change may open or end an alert of the rule; all others can be left out. */
export const concerns = (rule: PlayedRule, type: string, event: FeedbackEvent): boolean =>
  mayFire(rule, type, event) || canEnd(type, event);

/**
 * Lets the rule see a change, as `watch` does when it happens: by the same judgement and the same `step`. What is known of
 * the record is what its event says; texts are those of today, undefined where there are none any more.
 */
export function play(
  replayed: Replayed,
  { rule, hours, ...frame }: RecordFrame,
  { type, detail: event }: { type: string; detail: FeedbackEvent },
  texts: Texts | undefined,
): void {
  const { feedbackId, recordRevision: revision } = event;
  const seenBefore = revisionSeen(replayed, feedbackId);
  // A row of the journal that came again, much later: everything after it has been seen.
  if (seenBefore !== undefined && revision < seenBefore) return;
  const isOnWords = asksForWords(rule);
  const seen = asFound(event);
  const isEdit = isOnWords && editsTexts(event);
  if (isEdit && seenBefore !== undefined) replayed.approximate.add('text_edited');
  if (mayFire(rule, type, event)) {
    if (isEdit && revision > 1) replayed.approximate.add('text_edited');
    const breach = breachOf(rule, event, { seen, texts });
    if (isUndecided(rule, seen, texts)) replayed.approximate.add('text_gone');
    else if (breach && seenBefore === undefined) {
      noteFired(replayed, feedbackId, revision);
      occur(replayed, { rule, hours, ...frame }, breach, event.snapshot?.agentId);
    }
  }
  if (seenBefore !== undefined) noteFired(replayed, feedbackId, revision);
  if (!canEnd(type, event)) return;
  if (isUndecided({ ...rule, maxAgeDays: 0 }, seen, texts) && !seen.deleted) replayed.approximate.add('text_gone');
  else if (!stands(rule, seen, texts)) recover(replayed, rule, feedbackId, event.at);
}

/** Whether words decide that are not there any more. */
const isUndecided = (rule: PlayedRule, seen: FeedbackEvent, texts: Texts | undefined): boolean =>
  fires(rule, seen, texts)?.needsRecord === true;

/** A rule is set off: alerts open, rise and count as `step` says. */
export function occur(
  replayed: Replayed,
  frame: Frame,
  breach: Breach | MetricBreach,
  agentId: string | undefined,
): void {
  const { key, at } = breach;
  const { rule, hours } = frame;
  const standing = replayed.open.get(key);
  const before: State = {
    alert: standing?.life,
    storm: replayed.storm?.life,
    slots: replayed.slots,
    closedAt: replayed.closedAt.get(key),
  };
  const { stormAfter, cooldownMinutes } = rule;
  const limits = { stormAfter, cooldownMinutes, mutedUntil: replayed.mutedUntil, closedUntil: closedUntil(hours, at) };
  const { state, effects } = step(before, { ...breach, ...limits });
  replayed.slots = state.slots;
  for (const { of, action } of effects) {
    const life = state[of] as Life;
    const known = of === 'storm' ? replayed.storm : standing;
    const isNew = action === 'open' || action === 'suppress';
    const after = isNew || !known ? admitted(replayed, life, agentId) : { ...known, life };
    put(replayed, of, key, after);
    if (isNew) noteOpening(replayed, life, frame.timeZone);
    tell(replayed, frame, { action, severity: life.severity }, agentId);
  }
}

/** Notes how one of the two alerts of a state stands. */
function put(replayed: Replayed, of: Effect['of'], key: string, after: Standing): void {
  listed(replayed, after);
  const due = movesAt(after.life);
  if (due !== undefined && due < (replayed.due ?? LATER)) replayed.due = due;
  if (of === 'storm') replayed.storm = isLive(after.life) ? after : undefined;
  else if (isLive(after.life)) keepOpen(replayed, key, after);
  else replayed.open.delete(key);
}

/** People are told of an alert that opens or rises, not of one that waits, is repeated or ends. */
function tell(
  replayed: Replayed,
  { recipients, minSeverity }: Frame,
  { action, severity }: Pick<Effect, 'action'> & Pick<Life, 'severity'>,
  agentId: string | undefined,
): void {
  if ((action !== 'open' && action !== 'raise') || rankOf(severity) < rankOf(minSeverity)) return;
  for (const { userId, reads } of recipients) if (reads === 'all' || agentId === userId) noteTold(replayed, userId);
}

/** Ends the alert of a record that does not stand any more; alerts of groups end by people only. */
function recover(replayed: Replayed, rule: PlayedRule, feedbackId: FeedbackEvent['feedbackId'], at: string): void {
  const standing = replayed.open.get(feedbackId);
  if (standing?.life.subject.feedbackIds.includes(feedbackId))
    end(replayed, rule, feedbackId, { at, reason: 'no_longer_matches' });
}

/** Ends the alert of a key, if there is one. */
export function end(
  replayed: Replayed,
  { cooldownMinutes }: Frame['rule'],
  key: string,
  { at, reason }: { at: string; reason: NonNullable<Life['reason']> },
): void {
  const standing = replayed.open.get(key);
  if (!standing) return;
  const { state, effects } = step({ alert: standing.life, slots: {} }, { kind: 'recovery', at, reason });
  if (effects.length === 0 || !state.alert) return;
  put(replayed, 'alert', key, { ...standing, life: state.alert });
  for (const [other, closedAt] of replayed.closedAt)
    if (Date.parse(closedAt) + cooldownMinutes * MINUTE_MS <= Date.parse(at)) replayed.closedAt.delete(other);
  replayed.closedAt.set(key, at);
}

/** Lets time pass up to an instant: what was held back opens and storms end, each when it was due, as by the clock. */
export function pass(replayed: Replayed, frame: Frame, until: string): void {
  while (replayed.due !== undefined && replayed.due <= until) {
    const { due } = replayed;
    if (replayed.storm && isDue(replayed.storm, due)) moved(replayed, frame, { of: 'storm', key: '', at: due });
    for (const [key, standing] of replayed.open)
      if (isDue(standing, due)) moved(replayed, frame, { of: 'alert', key, at: due });
    replayed.due = nextDue(replayed);
  }
}

const isDue = ({ life }: Standing, at: string): boolean => (movesAt(life) ?? LATER) <= at;

/** When time alone moves something next. */
function nextDue({ storm, open }: Replayed): string | undefined {
  let next = storm && movesAt(storm.life);
  for (const { life } of open.values()) {
    const due = movesAt(life);
    if (due !== undefined && (next === undefined || due < next)) next = due;
  }
  return next;
}

function moved(replayed: Replayed, frame: Frame, { of, key, at }: { of: Effect['of']; key: string; at: string }): void {
  const standing = of === 'storm' ? replayed.storm : replayed.open.get(key);
  if (!standing) return;
  const { state, effects } = step({ slots: {}, [of]: standing.life }, { kind: 'time', at });
  put(replayed, of, key, { ...standing, life: state[of] ?? standing.life });
  for (const { of: moving, action } of effects)
    tell(replayed, frame, { action, severity: (state[moving] ?? standing.life).severity }, standing.agentId);
}
