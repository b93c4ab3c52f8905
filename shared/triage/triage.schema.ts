import * as z from 'zod';
import { Urgency } from '../analysis/analysis.schema.ts';
import { FeedbackId, FeedbackType, Impact, TriageRoute, TriageStatus } from '../feedback/feedback.parts.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const TriageItemId = idSchema('triageItem').meta({
  id: 'TriageItemId',
  description: 'One per record: its ULID is the record’s.',
});
export const TriageBatchId = idSchema('triageBatch').meta({ id: 'TriageBatchId' });

export const suggestionKinds = ['type', 'theme', 'impact', 'route', 'initiative', 'duplicateOf'] as const;

/** Where the words stand that show something; never the words themselves. */
const Place = z.object({
  field: z.enum(['subject', 'comments', 'context']),
  start: z.int().min(0).meta({ description: 'First position, in UTF-16 units of the field.' }),
  end: z.int().min(0).meta({ description: 'Position after the last.' }),
});

/** What the published tables, theme rules and similar records say about a record, and why. */
export const Suggestion = z
  .object({
    kind: z.enum(suggestionKinds),
    value: z.string().meta({ description: 'Of the field that it is for.', example: 'bug' }),
    reason: z.string().meta({
      description: 'Of what is similar, how similar it is; `evidence` is where the words stand that both have.',
      example: 'critical urgency 3 + negative sentiment 1 = 4 points',
    }),
    evidence: z.array(Place).max(10).optional().meta({ description: 'Where the words stand that show it.' }),
  })
  .meta({ id: 'TriageSuggestion' });
export type Suggestion = z.output<typeof Suggestion>;

/** What was decided about a record, as it stands on the record. */
const decided = {
  status: TriageStatus,
  route: TriageRoute,
  initiativeId: OuterId.optional(),
  duplicateOf: FeedbackId.optional().meta({ description: 'The main record; never itself a duplicate.' }),
};

/** What the product people know and decide of one record. It waits while its `status` is `new` and it is not left out. */
export const TriageItem = record('TriageItem', {
  itemId: TriageItemId,
  feedbackId: FeedbackId,
  ...decided,
  type: FeedbackType.optional().meta({ description: 'Of the record, else as suggested.' }),
  theme: line(100).optional().meta({ description: 'Of the record, else as suggested.' }),
  impact: Impact,
  urgency: Urgency.optional(),
  voices: z.int().min(1).meta({ description: 'How many persons said it, here and in its duplicates.' }),
  priority: z.int().min(0).max(99),
  arrivedAt: instant.meta({ description: 'When the record came to us.' }),
  voice: z.string().meta({ description: 'Tells one person from another, and not who it is.' }),
  suggestions: z.array(Suggestion).max(suggestionKinds.length),
  compared: z
    .object({
      of: z.string().meta({ description: 'Tells the texts that were compared from others.' }),
      suggestions: z.array(Suggestion).max(2),
    })
    .optional()
    .meta({ description: 'What similar records say; found once for the same texts.' }),
  decidedBy: z.string().optional(),
  decidedAt: instant.optional(),
  note: prose(2_000).optional(),
  batchId: TriageBatchId.optional().meta({ description: 'Of the decisions that were made together with this one.' }),
  former: z
    .object({ status: TriageStatus, route: TriageRoute.optional(), initiativeId: OuterId.optional() })
    .optional()
    .meta({ description: 'What was decided of a duplicate before it was one.' }),
  firstDecision: z
    .object({
      at: instant,
      waited: z.boolean(),
      suggested: z.array(z.object({ kind: z.enum(suggestionKinds), outcome: z.enum(['kept', 'changed', 'unsaid']) })),
      takenBack: z.literal(true).optional(),
    })
    .optional()
    .meta({ description: 'What numbers know of the first decision; later ones leave it as it is.' }),
  leftOut: z
    .object({ because: z.enum(['deleted', 'excluded', 'not_for_triage']), at: instant })
    .optional()
    .meta({ description: 'Why it neither waits nor counts as a voice of another.' }),
});
export type TriageItem = z.output<typeof TriageItem>;

export const isWaiting = ({ status, leftOut }: Pick<TriageItem, 'status' | 'leftOut'>): boolean =>
  status === 'new' && !leftOut;
