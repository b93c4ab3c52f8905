import * as z from 'zod';
import { EditCustomer } from '../customer/customer.schema.ts';
import { needsOneOf } from '../fields/alternatives.schema.ts';
import { Actor } from '../fields/actor.schema.ts';
import { Email } from '../fields/email.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { Phone, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { JobId } from '../job/job.schema.ts';

/** Requests that were written down before there were others than to be forgotten have an id of a job. */
export const DataRequestId = z.union([idSchema('dataRequest'), idSchema('job')]);

export const RequestType = z
  .enum(['access', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'opt_out_of_sale'])
  .meta({
    id: 'DataRequestType',
    description:
      '`access` and `portability` make files of all that is held of the person, `erasure` takes them out of everything, `rectification` corrects the customer, `restriction` stops every sender and keeps what there is, `objection` ends marketing and profiling, `opt_out_of_sale` the sale of data.',
    example: 'access',
  });
export type RequestType = z.output<typeof RequestType>;

/** By which law: it says how long there is to answer (GDPR Art. 12(3); CCPA § 1798.130(a)(2)). */
export const Regime = z.enum(['gdpr', 'ccpa', 'other']).meta({
  id: 'DataRequestRegime',
  description: '`gdpr` and `other`: one calendar month, and two more once; `ccpa`: 45 days, and 45 more once.',
});
export type Regime = z.output<typeof Regime>;

export const RequestStatus = z
  .enum(['received', 'verified', 'in_progress', 'waiting', 'completed', 'rejected'])
  .meta({ id: 'DataRequestStatus', description: '`waiting`: for something from the person; the clock goes on.' });

const subject = {
  customerId: OuterId.optional().meta({ description: 'An id of ours, or the company’s own.', example: 'C-1' }),
  email: Email.optional(),
  phone: Phone.optional(),
};
const ONE = ['customerId', 'email', 'phone'] as const;
/** Whose data it is about. */
export const Subject = z.object(subject).meta({ id: 'DataSubject' });
export type Subject = z.output<typeof Subject>;

const by = { at: instant, by: Actor };
export const IdentityMethod = z.enum(['own_link', 'account', 'id_document', 'callback', 'other']);
const Identity = z
  .object({ verified: z.boolean(), method: IdentityMethod.optional(), at: instant.optional() })
  .meta({ id: 'DataRequestIdentity', description: 'How it is known that the person asks who it is about.' });

export const RejectionGround = z
  .enum(['not_identified', 'unfounded', 'excessive', 'legal_obligation', 'legal_claims', 'rights_of_others', 'other'])
  .meta({ description: 'GDPR Art. 12(5), 12(6), 15(4), 17(3).' });
const reason = prose(1_000).regex(/\S/, 'must not be blank');

/** What was done about a request, by whom. */
const Step = z.object({ ...by, action: z.string().meta({ example: 'verify' }) }).meta({ id: 'DataRequestStep' });
/** Steps of one request; a reminder is none. */
export const MOST_STEPS = 50;

const File = z.object({ name: z.string().meta({ example: 'data.json' }), bytes: z.int().min(0) });

/** What a completed request has come to. It names nobody. */
export const StoredReceipt = z.object({
  completedAt: instant,
  counts: z.record(z.string(), z.int().min(0)).meta({
    description: 'Records by their kind: shown of an access, taken out of an erasure.',
    example: { feedback: 12, survey: 3 },
  }),
  files: z.array(File),
  filesUntil: instant.optional().meta({ description: 'Until when the files can be fetched.' }),
});
export type StoredReceipt = z.output<typeof StoredReceipt>;

const told = {
  requestId: DataRequestId,
  type: RequestType,
  regime: Regime,
  subject: Subject,
  receivedAt: instant,
  dueAt: instant.meta({ description: 'By when it is to be answered.' }),
  status: RequestStatus,
  identity: Identity,
  extended: z
    .object({ ...by, reason, from: instant.meta({ description: 'When it was due before.' }) })
    .optional()
    .meta({ description: 'There is more time, once; the person is to be told why.' }),
  rejected: z.object({ ...by, ground: RejectionGround, note: prose(1_000).optional() }).optional(),
  legalHold: z
    .object({ ...by, reason })
    .optional()
    .meta({ description: 'The data has to be kept: nothing is erased until the hold is released.' }),
  reminder: z.enum(['week', 'day', 'due']).optional().meta({ description: 'What was reminded of last.' }),
  note: prose(2_000).optional(),
  jobId: JobId.optional().meta({ description: 'The work in the background that does it.' }),
  steps: z.array(Step).max(MOST_STEPS),
  completedAt: instant.optional(),
};

/** What a person asks for concerning their own data. */
export const DataRequest = record('DataRequest', told);
export type DataRequest = z.output<typeof DataRequest>;

export const StoredDataRequest = record('StoredDataRequest', {
  ...told,
  /** The key of the person who asked on their own page, so that asking again is told the same. */
  askedBy: z.string().optional(),
  /** Whatever was to be reminded of until then has been. */
  remindedTo: instant.optional(),
  receipt: StoredReceipt.optional(),
  // What a request to be forgotten said before there were others (`earlier.ts`).
  reference: DataRequestId.optional(),
  at: instant.optional(),
  customerId: z.string().optional(),
  email: z.string().optional(),
});
export type StoredDataRequest = z.output<typeof StoredDataRequest>;

export const CreateDataRequest = z
  .strictObject({
    type: RequestType,
    regime: Regime.default('gdpr'),
    subject: needsOneOf(z.strictObject(subject), ONE),
    receivedAt: instant.optional().meta({ description: 'When the person asked; now if not said.' }),
    note: prose(2_000).optional(),
  })
  .meta({ id: 'CreateDataRequest' });
export type CreateDataRequest = z.output<typeof CreateDataRequest>;

export const EditDataRequest = editOf('EditDataRequest', {
  status: RequestStatus.extract(['in_progress', 'waiting']).meta({ description: 'Of an open request.' }),
  note: prose(2_000).optional(),
});
export type EditDataRequest = z.output<typeof EditDataRequest>;

export const DataRequestFilter = z.strictObject({
  status: RequestStatus.optional(),
  type: RequestType.optional(),
  overdue: z.literal('true').optional().meta({ description: 'Only open ones whose time is up.' }),
});
export type DataRequestFilter = z.output<typeof DataRequestFilter>;

export const VerifyRequest = z.strictObject({ method: IdentityMethod }).meta({ id: 'VerifyDataRequest' });
export const ExtendRequest = z.strictObject({ reason }).meta({ id: 'ExtendDataRequest' });
export const RejectRequest = z
  .strictObject({ ground: RejectionGround, note: prose(1_000).optional() })
  .refine(({ ground, note }) => ground !== 'other' || note?.trim(), {
    path: ['note'],
    error: 'must be given where the ground is `other`',
  })
  .meta({ id: 'RejectDataRequest' });
export type RejectRequest = z.output<typeof RejectRequest>;
export const HoldRequest = z.strictObject({ reason }).meta({ id: 'HoldDataRequest' });
export const ReleaseRequest = z.strictObject({}).meta({ id: 'ReleaseDataRequest' });
export const CompleteRequest = z
  .strictObject({
    correction: EditCustomer.optional().meta({
      description: 'Of a rectification: what the customer says from now on.',
    }),
  })
  .meta({ id: 'CompleteDataRequest' });
export type CompleteRequest = z.output<typeof CompleteRequest>;

/** A receipt as it is shown, with links to files for ten minutes. */
export const Receipt = StoredReceipt.extend({
  requestId: DataRequestId,
  type: RequestType,
  regime: Regime,
  receivedAt: instant,
  files: z.array(
    File.extend({ url: z.url().optional().meta({ description: 'For ten minutes; absent once the file is gone.' }) }),
  ),
}).meta({ id: 'DataRequestReceipt' });
export type Receipt = z.output<typeof Receipt>;
