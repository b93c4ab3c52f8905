import * as z from 'zod';
import { FeedbackId, FeedbackType, Impact, TriageRoute, TriageStatus } from '../feedback/feedback.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { searchText } from '../fields/search.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { checkedSingly } from '../http/items.schema.ts';

const decision = {
  status: TriageStatus.exclude(['new']).meta({
    description: 'Any may follow any other. `shipped` needs an initiative or a reference, `duplicate` a main record.',
  }),
  route: TriageRoute.optional().meta({ description: 'As it was when left out, else `none`.' }),
  type: FeedbackType.optional(),
  theme: line(100).optional().meta({ description: 'One of the company’s taxonomy, where that has themes.' }),
  impact: Impact.optional(),
  initiativeId: idSchema('initiative').optional().meta({
    description: 'Links the record to the initiative; a duplicate has that of its main record.',
  }),
  duplicateOf: FeedbackId.optional().meta({
    description: 'The record that says the same. Where that is a duplicate itself, its main record is meant.',
  }),
  handOver: idSchema('tracker').optional().meta({
    description: 'The tracker that the record is handed over to; once, however often it is asked for.',
  }),
  note: prose(2_000).optional(),
};
type Decision = { status: string; duplicateOf?: unknown; initiativeId?: unknown; handOver?: unknown };

/** What belongs together in a decision, whatever the record says. */
const rules: { holds: (decision: Decision) => boolean; path: string[]; error: string }[] = [
  {
    holds: ({ status, duplicateOf }) => duplicateOf === undefined || status === 'duplicate',
    path: ['duplicateOf'],
    error: 'is for the status duplicate only',
  },
  {
    holds: ({ status, duplicateOf }) => status !== 'duplicate' || duplicateOf !== undefined,
    path: ['duplicateOf'],
    error: 'must be given with the status duplicate',
  },
  {
    holds: ({ status, initiativeId }) => initiativeId === undefined || status !== 'duplicate',
    path: ['initiativeId'],
    error: 'of a duplicate is that of its main record',
  },
  {
    holds: ({ status, handOver }) => handOver === undefined || status !== 'duplicate',
    path: ['handOver'],
    error: 'is for main records: hand that over',
  },
];
const ruled = <T extends z.ZodType<Decision>>(schema: T): T =>
  rules.reduce((whole, { holds, path, error }) => whole.refine(holds, { path, error }), schema);

export const DecideTriage = ruled(z.strictObject(decision)).meta({ id: 'DecideTriage' });
export type DecideTriage = z.output<typeof DecideTriage>;

export const MOST_DECISIONS = 200;
/** One of several decisions; `version` is what an `If-Match` says elsewhere. */
export const DecisionOfMany = ruled(
  z.strictObject({
    feedbackId: FeedbackId,
    version: z.int().min(1).optional().meta({ description: 'The version of the record that the caller has seen.' }),
    ...decision,
  }),
);
export type DecisionOfMany = z.output<typeof DecisionOfMany>;

/** Items are checked one by one in the verb, so that a bad one spoils nothing. */
export const DecideMany = z
  .strictObject({
    items: z
      .array(checkedSingly(DecisionOfMany))
      .min(1)
      .max(MOST_DECISIONS)
      .meta({ description: 'Each as for a single decision, with `feedbackId` and, if wanted, `version`.' }),
  })
  .meta({ id: 'DecideMany' });
export type DecideMany = z.output<typeof DecideMany>;

export const ages = ['under_7_days', '7_to_14_days', 'over_14_days'] as const;
export type Age = (typeof ages)[number];

export const TriageFilter = z.strictObject({
  route: TriageRoute.optional(),
  theme: line(100).optional(),
  type: FeedbackType.optional(),
  impact: Impact.optional(),
  age: z.enum(ages).optional().meta({ description: 'Whole days since the record came to us, in UTC.' }),
  q: searchText('subject, comments or context').optional(),
});
export type TriageFilter = z.output<typeof TriageFilter>;

export const TriageOrder = z
  .enum(['priority', 'oldest'])
  .default('priority')
  .meta({ description: '`priority`: the highest first, of equal ones the oldest. `oldest`: by arrival.' });
export type TriageOrder = z.output<typeof TriageOrder>;
