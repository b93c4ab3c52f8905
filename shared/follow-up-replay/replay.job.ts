import * as z from 'zod';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { FollowUpRule } from '../follow-up-rule/follow-up-rule.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { defineJob, type Part } from '../job/define.ts';
import type { Journaled } from '../journal/journal.ts';
import type { Context } from '../kernel/context.ts';
import { packed, unpacked } from '../replay/packed.ts';
import { beginsLate, playPart } from '../replay/part.ts';
import { textsToday } from '../replay/seen.ts';
import type { Turn } from '../replay/turns.ts';
import { concerns, type Frame, needsTexts, nothingYet, play, type Replayed, resultOf } from './play.ts';

/** The rules as they were when the job began, whatever is done to them meanwhile. */
export const FollowUpReplayInput = z.object({
  /** In their order. */
  rules: z.array(FollowUpRule.pick({ match: true, maxAgeDays: true, assign: true })),
  /** The place of the one that is played. */
  played: z.int(),
  /** Of a saved rule. */
  ruleId: z.string().optional(),
  /** Who was absent of the people whom the rules name. */
  absent: z.array(z.string()),
  /** Who was in the teams that the rules name. */
  teams: z.record(z.string(), z.array(z.string())).optional(),
  from: instant,
  to: instant,
  timeZone: z.string(),
});
export type FollowUpReplayInput = z.output<typeof FollowUpReplayInput>;

const Checkpoint = z.object({ upTo: z.string(), replayed: z.string() });
const changesRules = new Set(['FollowUpRuleCreated', 'FollowUpRuleChanged', 'FollowUpRuleDeleted']);
const RuleEvent = FollowUpRule.pick({ ruleId: true });

/** Plays a follow-up rule against what the journal holds of a stretch of time, and says what it would have opened. */
export const followUpRuleReplay = defineJob({
  kind: 'followUpRuleReplay',
  input: FollowUpReplayInput,
  checkpoint: Checkpoint,
  async part(ctx, _, input, from): Promise<Part<z.output<typeof Checkpoint>>> {
    const { rules, played, ruleId, to, absent, teams, timeZone } = input;
    const rule = rules[played];
    if (!rule) throw new Error('the rule is not among those of the job');
    const frame: Frame = { rules, rule, absent, teams, timeZone };
    const replayed = from ? unpacked<Replayed>(from.replayed) : nothingYet();
    if (!from) {
      if (await beginsLate(ctx, input.from)) replayed.approximate.add('journal_short');
      if (rule.assign.mode === 'least_loaded') replayed.approximate.add('loads_unknown');
    }
    const isWanted = ({ type, detail }: Journaled): boolean =>
      changesRules.has(type)
        ? RuleEvent.parse(detail).ruleId !== ruleId
        : concerns(frame, type, detail as FeedbackEvent);
    const { done, left } = await playPart(ctx, { from: from?.upTo ?? input.from, to }, isWanted, (turns) =>
      playAll(ctx, replayed, frame, turns),
    );
    if (left !== undefined) return { done, next: { upTo: left, replayed: packed(replayed) } };
    return { done, result: resultOf(replayed, input) };
  },
});

async function playAll(ctx: Context, replayed: Replayed, frame: Frame, turns: readonly Turn[]): Promise<void> {
  const events = turns.filter(({ type }) => !changesRules.has(type)).map(({ detail }) => detail as FeedbackEvent);
  if (events.length < turns.length) replayed.approximate.add('rules_changed');
  const onWords = events.filter((event) => needsTexts(frame, event)).map(({ feedbackId }) => feedbackId);
  const texts = onWords.length > 0 ? await textsToday(ctx, onWords) : undefined;
  for (const event of events) play(replayed, frame, event, texts?.get(event.feedbackId));
}
