import * as z from 'zod';
import { mayRead, peopleOf } from '../alert/notice.ts';
import { hoursOf } from '../alert-rule/active-hours.ts';
import { AlertRule } from '../alert-rule/alert-rule.schema.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { feedbackEvents } from '../feedback/feedback.events.ts';
import { defineJob, type Part } from '../job/define.ts';
import { isKeptBefore, type Journaled } from '../journal/journal.ts';
import type { Context } from '../kernel/context.ts';
import { notificationsOf } from '../notification/notification.ts';
import { packed, unpacked } from '../replay/packed.ts';
import { textsToday } from '../replay/seen.ts';
import { type Turn, turnsOf } from '../replay/turns.ts';
import { resultOf } from './numbers.ts';
import { asksForWords, concerns, type Frame, pass, play, type Recipient } from './play.ts';
import { ReplayInput } from './replay.input.ts';
import { nothingYet, type Replayed } from './state.ts';

const DAY_MS = 86_400_000;
/** So long a part works. */
const PART_MS = 5_000;

const Checkpoint = z.object({ upTo: z.string(), replayed: z.string() });
const RuleEvent = AlertRule.pick({ ruleId: true, mutedUntil: true });
const isOnFeedback = (type: string): boolean => type in feedbackEvents;
const changesRule = new Set(['AlertRuleCreated', 'AlertRuleChanged', 'AlertRuleMuted']);

/** Plays a rule against what the journal holds of a stretch of time, and says what it would have done. */
export const alertRuleReplay = defineJob({
  kind: 'alertRuleReplay',
  input: ReplayInput,
  checkpoint: Checkpoint,
  async part(ctx, _, input, from): Promise<Part<z.output<typeof Checkpoint>>> {
    const { rule, ruleId, to } = input;
    const replayed = from ? unpacked<Replayed>(from.replayed) : nothingYet(input.mutedUntil);
    if (!from && !(await isKeptBefore(ctx, new Date(Date.parse(input.from) + DAY_MS))))
      replayed.approximate.add('journal_short');
    const frame = await frameOf(ctx, input);
    const isWanted = ({ type, detail }: Journaled): boolean =>
      isOnFeedback(type)
        ? concerns(rule, type, detail as FeedbackEvent)
        : ruleId !== undefined && changesRule.has(type) && RuleEvent.parse(detail).ruleId === ruleId;
    const until = Date.now() + PART_MS;
    let done = 0;
    for await (const { turns, upTo } of turnsOf(ctx, { from: from?.upTo ?? input.from, to }, isWanted)) {
      await playAll(ctx, replayed, frame, turns);
      done += turns.length;
      if (upTo === to) break;
      if (Date.now() >= until) return { done, next: { upTo, replayed: packed(replayed) } };
    }
    pass(replayed, frame, to);
    return { done, result: resultOf(replayed, input) };
  },
});

async function playAll(ctx: Context, replayed: Replayed, frame: Frame, turns: readonly Turn[]): Promise<void> {
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
async function frameOf(ctx: Context, { rule, ruleId, timeZone }: ReplayInput): Promise<Frame> {
  const recipients: Recipient[] = [];
  for (const person of await peopleOf(ctx, rule, rule.notify)) {
    const { mutedRules } = await notificationsOf(ctx, person.userId);
    if (ruleId !== undefined && mutedRules.includes(ruleId)) continue;
    if (mayRead(person, undefined)) recipients.push({ userId: person.userId, reads: 'all' });
    else if (person.reads === 'own') recipients.push({ userId: person.userId, reads: 'own' });
  }
  return { rule, hours: await hoursOf(ctx, rule), recipients, timeZone };
}
