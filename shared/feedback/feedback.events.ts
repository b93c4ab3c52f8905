import * as z from 'zod';
import { FeedbackId } from './feedback.parts.schema.ts';
import { countedBefore, dimensionFields, factFields, factsBefore, factsOf } from './feedback.facts.ts';
import { type LastAction, type StoredFeedback } from './feedback.schema.ts';
import { eventOf, RecordEvent } from '../kernel/events.ts';

/** What every event about feedback says: ids and facts, never what was said nor how to reach who said it. */
export const FeedbackEvent = RecordEvent.extend({
  feedbackId: FeedbackId,
  occurredAt: z.iso.datetime().meta({ description: 'When the feedback was given.' }),
  ...factFields,
  was: z
    .object({ ...dimensionFields, ...countedBefore })
    .optional()
    .meta({ description: 'What changed facts said before; one that is in `changedKeys` but not here was absent.' }),
  silent: z
    .literal(true)
    .optional()
    .meta({ description: 'It came by an import that is not announced: neither rules nor webhooks are told.' }),
  partial: z
    .literal(true)
    .optional()
    .meta({ description: 'Of `FeedbackAnalysed`: the words alone show urgency; the analysis is still to come.' }),
});
export type FeedbackEvent = z.infer<typeof FeedbackEvent>;

const named = (id: string, description: string) => FeedbackEvent.meta({ id, description });

export const feedbackEvents = {
  FeedbackReceived: named('FeedbackReceived', 'A new piece of feedback is stored; its analysis is still to come.'),
  FeedbackEdited: named(
    'FeedbackEdited',
    'Somebody changed what a record says about itself, or asked for its texts to be analysed again; `changedKeys` tells which.',
  ),
  FeedbackAnalysed: named(
    'FeedbackAnalysed',
    'The analysis ended: done, skipped or failed. With `partial`, it is still to come, and the words alone show high or critical urgency (`analysis.early`); what the analysis says later replaces that.',
  ),
  FeedbackCorrected: named('FeedbackCorrected', 'A person replaced the engine’s judgement by their own.'),
  FeedbackExcluded: named('FeedbackExcluded', 'A record was taken out of all numbers.'),
  FeedbackIncluded: named('FeedbackIncluded', 'A record was put back into the numbers.'),
  FeedbackDeleted: named('FeedbackDeleted', 'A record was deleted; it can be restored for 30 days.'),
  FeedbackRestored: named('FeedbackRestored', 'A deleted record is back.'),
  FeedbackErased: named(
    'FeedbackErased',
    'The person who gave a record was erased: it names nobody and says nothing any more, and counts as before.',
  ),
} as const;
export type FeedbackEventName = keyof typeof feedbackEvents;

export type FeedbackDomainEvent = { type: FeedbackEventName; detail: FeedbackEvent; at: Date };

/** What became of a record is told by the kind of record that says so. */
const nameOf: Record<Exclude<LastAction, 'follow-up'>, FeedbackEventName> = {
  submit: 'FeedbackReceived',
  edit: 'FeedbackEdited',
  reanalyse: 'FeedbackEdited',
  triage: 'FeedbackEdited',
  score: 'FeedbackAnalysed',
  correct: 'FeedbackCorrected',
  exclude: 'FeedbackExcluded',
  include: 'FeedbackIncluded',
  delete: 'FeedbackDeleted',
  erase: 'FeedbackErased',
  restore: 'FeedbackRestored',
};

/** Fields that follow from others, or are the counters' own. */
const derived = ['customerKey', 'analysisStatus', 'ledgerPage', 'templateVersion', 'silent'];

type Change = { before?: StoredFeedback; after?: StoredFeedback };

/** What happened, read off a change of the table. A row that TTL removes was told of when it was deleted. */
export function feedbackEventsOf({ before, after }: Change): FeedbackDomainEvent[] {
  if (!after || before?.revision === after.revision) return [];
  const { lastAction } = after;
  if (lastAction === 'follow-up') return [];
  const told = eventOf(after.feedbackId, { before, after }, derived);
  // A decision in triage can also say what type a record is of, and that is a fact of the record.
  if (lastAction === 'triage' && !told.changedKeys.some((name) => name !== 'triage')) return [];
  const was = before && factsBefore(before, told.changedKeys);
  const detail: FeedbackEvent = {
    ...told,
    feedbackId: after.feedbackId,
    occurredAt: after.occurredAt,
    ...factsOf(after),
    ...(was && Object.keys(was).length > 0 && { was }),
    ...(after.silent && { silent: true }),
    ...(lastAction === 'score' && after.analysis?.status === 'pending' && { partial: true }),
  };
  return [{ type: before ? nameOf[lastAction] : 'FeedbackReceived', detail, at: new Date(after.updatedAt) }];
}
