import * as z from 'zod';
import { mayRead, peopleOf } from '../alert/notice.ts';
import { hoursOf } from '../alert-rule/active-hours.ts';
import { AlertRule } from '../alert-rule/alert-rule.schema.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { defineJob, type Part } from '../job/define.ts';
import type { Journaled } from '../journal/journal.ts';
import type { Context } from '../kernel/context.ts';
import { MetricCheckpoint, metricPart } from '../metric-replay/part.ts';
import { notificationsOf } from '../notification/notification.ts';
import { packed, unpacked } from '../replay/packed.ts';
import { beginsLate, playPart } from '../replay/part.ts';
import { isOnFeedback, textsToday } from '../replay/seen.ts';
import type { Turn } from '../replay/turns.ts';
import { resultOf } from './numbers.ts';
import { asksForWords, concerns, type Frame, pass, play, type Recipient, type RecordFrame } from './play.ts';
import { type PlayedRule, ReplayInput } from './replay.input.ts';
import { nothingYet, type Replayed } from './state.ts';

const Checkpoint = MetricCheckpoint.pick({ phase: true, kept: true })
  .partial()
  .extend({ upTo: z.string(), replayed: z.string().optional() });
type Checkpoint = z.output<typeof Checkpoint>;
const RuleEvent = AlertRule.pick({ ruleId: true, mutedUntil: true });
const changesRule = new Set(['AlertRuleCreated', 'AlertRuleChanged', 'AlertRuleMuted']);

/** Plays a rule against what the journal holds of a stretch of time, and says what it would have done. */
export const alertRuleReplay = defineJob({
  kind: 'alertRuleReplay',
  input: ReplayInput,
  checkpoint: Checkpoint,
  part: async (ctx, job, { rule, metricRule, ...input }, from): Promise<Part<Checkpoint>> => {
    if (rule) return recordPart(ctx, { ...input, rule }, from);
    if (!metricRule) throw new Error('the job names no rule');
    const { timeZone, dayBoundary } = input;
    const known = {
      input: { ...input, metricRule },
      zone: { timeZone, dayBoundary },
      // The level that a number crosses decides who is told.
      frame: await frameOf(ctx, { ...metricRule, severity: 'critical' }, input),
      muteIn: (event: Journaled) => muteIn(input.ruleId, event),
    };
    return metricPart(ctx, job, known, from && MetricCheckpoint.parse(from));
  },
});

async function recordPart(
  ctx: Context,
  { rule, ...input }: Omit<ReplayInput, 'metricRule'> & { rule: PlayedRule },
  from: Checkpoint | undefined,
): Promise<Part<Checkpoint>> {
  const { ruleId, to } = input;
  const replayed = from?.replayed === undefined ? nothingYet(input.mutedUntil) : unpacked<Replayed>(from.replayed);
  if (!from && (await beginsLate(ctx, input.from))) replayed.approximate.add('journal_short');
  const frame: RecordFrame = { ...(await frameOf(ctx, rule, input)), rule };
  const isWanted = (event: Journaled): boolean =>
    isOnFeedback(event.type)
      ? concerns(rule, event.type, event.detail as FeedbackEvent)
      : muteIn(ruleId, event) !== undefined;
  const { done, left } = await playPart(ctx, { from: from?.upTo ?? input.from, to }, isWanted, (turns) =>
    playAll(ctx, replayed, frame, turns),
  );
  if (left !== undefined) return { done, next: { upTo: left, replayed: packed(replayed) } };
  pass(replayed, frame, to);
  return { done, result: resultOf(replayed, input) };
}

/** How a saved rule is muted after a change of it. */
function muteIn(ruleId: ReplayInput['ruleId'], { type, detail }: Journaled) {
  if (ruleId === undefined || !changesRule.has(type)) return undefined;
  const told = RuleEvent.parse(detail);
  return told.ruleId === ruleId ? { until: told.mutedUntil } : undefined;
}

async function playAll(ctx: Context, replayed: Replayed, frame: RecordFrame, turns: readonly Turn[]): Promise<void> {
  const texts = asksForWords(frame.rule) ? await textsToday(ctx, idsIn(turns)) : undefined;
  for (const { type, detail, turn } of turns) {
    pass(replayed, frame, turn);
    if (!isOnFeedback(type)) {
      replayed.mutedUntil = RuleEvent.parse(detail).mutedUntil;
      continue;
    }
    const event = detail as FeedbackEvent;
    play(replayed, frame, { type, detail: event }, texts?.get(event.feedbackId));
  }
}

const idsIn = (turns: readonly Turn[]) =>
  turns.filter(({ type }) => isOnFeedback(type)).map(({ detail }) => (detail as FeedbackEvent).feedbackId);

/** Whom the rule tells today, and its hours. */
async function frameOf(
  ctx: Context,
  rule: Pick<PlayedRule, 'severity' | 'ownerId' | 'notify' | 'activeHours'>,
  { ruleId, timeZone }: Pick<ReplayInput, 'ruleId' | 'timeZone'>,
): Promise<Omit<Frame, 'rule'>> {
  const recipients: Recipient[] = [];
  for (const person of await peopleOf(ctx, rule, rule.notify)) {
    const { mutedRules } = await notificationsOf(ctx, person.userId);
    if (ruleId !== undefined && mutedRules.includes(ruleId)) continue;
    if (mayRead(person, undefined)) recipients.push({ userId: person.userId, reads: 'all' });
    else if (person.reads === 'own') recipients.push({ userId: person.userId, reads: 'own' });
  }
  return { hours: await hoursOf(ctx, rule), recipients, minSeverity: rule.notify.minSeverity, timeZone };
}
