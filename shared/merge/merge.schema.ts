import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { Customer } from '../customer/customer.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Job, JobId } from '../job/job.schema.ts';
import { choosable } from './choosable.ts';

export const MergeId = idSchema('merge');

/** So many may be merged into one at once, and into one altogether. */
const MOST_AT_ONCE = 3;
export const MOST_MERGED = 20;
/** So long a merge can be undone. */
export const UNDO_DAYS = 30;

const distinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

export const MergeCustomers = z
  .strictObject({
    customerIds: z
      .array(CustomerId)
      .min(1)
      .max(MOST_AT_ONCE)
      .refine(distinct, 'must not name one twice')
      .meta({ description: 'Those who become the customer of the path.' }),
    choose: z
      .strictObject(Object.fromEntries(choosable.map((field) => [field, CustomerId.optional()])) as Choose)
      .optional()
      .meta({
        description: 'Whose value holds, by field; the survivor’s where nothing is said, unless it is empty.',
        example: {},
      }),
    dryRun: z.boolean().default(false).meta({ description: 'Shows what would come of it, and changes nothing.' }),
    force: z.boolean().default(false).meta({
      description: 'Also a person with a business, or two members of one household.',
    }),
  })
  .meta({ id: 'MergeCustomers' });
type Choose = Record<(typeof choosable)[number], z.ZodOptional<typeof CustomerId>>;
export type MergeCustomers = z.output<typeof MergeCustomers>;

/** Kinds of records that a merge points at the survivor; `shared/merge/kinds.ts` says how. */
export const movedKinds = ['contact', 'relation', 'household', 'purchase', 'vehicle', 'document', 'activity'] as const;
export type MovedKind = (typeof movedKinds)[number];

const origins = z.record(z.string(), z.object({ from: z.array(CustomerId) })).meta({
  description: 'Whose value each field of the survivor has; of lists and notes those of several.',
  example: { lastName: { from: ['cus_01jd3k5w8z9x7v6t5s4r3q2p1n'] } },
});
const Moved = z.object({ kind: z.enum(movedKinds), n: z.int().min(0) });

/** What a merge would come to. */
export const MergePreview = z
  .object({
    survivorId: CustomerId,
    customer: Customer,
    fields: origins,
    moved: z
      .array(Moved)
      .meta({ description: 'How many records would be pointed at the survivor, 1000 a kind at most.' }),
  })
  .meta({ id: 'MergePreview' });
export type MergePreview = z.output<typeof MergePreview>;

export const MergeStarted = z
  .object({
    mergeId: MergeId,
    job: Job.meta({ description: 'Points contacts, relations and households at the survivor.' }),
  })
  .meta({ id: 'MergeStarted' });
export type MergeStarted = z.output<typeof MergeStarted>;

const told = {
  mergeId: MergeId,
  survivorId: CustomerId,
  mergedIds: z.array(CustomerId),
  status: z.enum(['running', 'done', 'undoing', 'undone', 'erased']).meta({
    description: '`running` until all records are moved; `erased` where one of the customers was.',
  }),
  jobId: JobId.meta({ description: 'Of the merge, or of its undoing.' }),
  fields: origins,
  moved: z.array(Moved).meta({ description: 'Records that were pointed at the survivor.' }),
  undoUntil: instant,
  kept: z
    .array(z.string())
    .optional()
    .meta({ description: 'Once undone: fields that were changed since the merge, and so stayed with the survivor.' }),
  left: z
    .array(z.object({ kind: z.enum(movedKinds), ids: z.array(z.string()) }))
    .optional()
    .meta({ description: 'Once undone: records that were made since the merge, and stayed with the survivor.' }),
};

/** A merge as it is stored; what the customers said before lies beside it until it cannot be undone any more. */
export const StoredMerge = record('StoredMerge', told);
export type StoredMerge = z.output<typeof StoredMerge>;

export const MergeReceipt = record('MergeReceipt', {
  ...told,
  before: z.array(Customer).meta({
    description: 'The customers as they were, the survivor first; none once the merge is undone or cannot be.',
  }),
});
export type MergeReceipt = z.output<typeof MergeReceipt>;
