import * as z from 'zod';
import { StoredAddress, WrittenAddresses } from '../address/address.schema.ts';
import { Data } from '../fields/data.schema.ts';
import { DuplicateCandidate } from '../duplicate/evidence.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { patchOf } from '../fields/patch.schema.ts';
import { line, prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { verbatim } from '../fields/verbatim.schema.ts';
import {
  AccountTier,
  Acknowledgement,
  CustomerId,
  CustomerSource,
  Demographics,
  ExternalId,
  MOST_ACKNOWLEDGEMENTS,
  Preferences,
  ShownEmail,
  SocialProfile,
  SourceType,
  StoredDoNotContact,
  StoredEmail,
  StoredPhone,
  Tier,
  WrittenDoNotContact,
  WrittenEmails,
  WrittenPhones,
} from './customer.parts.schema.ts';

const name = line(200);
const distinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;
const keyOf = ({ source, id }: ExternalId): string => `${source} ${id}`;

/** The names of seed systems are read in any letter case. */
const anyCase = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (typeof value === 'string' ? value.toLowerCase() : value), schema);
const Status = z.enum(['prospect', 'active', 'inactive', 'suspended', 'churned']);
export const CustomerType = z.enum(['individual', 'business']);

const CUSTOM_BYTES = 32 * 1024;
const Custom = z
  .record(z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/), z.json())
  .refine((custom) => new TextEncoder().encode(JSON.stringify(custom)).length <= CUSTOM_BYTES, 'must be at most 32 KB');

/** What is stored as it is written. */
const plain = {
  type: CustomerType.meta({ description: 'A person, or an organisation.' }),
  firstName: name.optional(),
  lastName: name.optional().meta({ example: 'Huber' }),
  businessName: name.optional(),
  salutation: line(50).optional(),
  preferences: Preferences.optional(),
  demographics: Demographics.optional(),
  statusReason: prose(1_000).optional().meta({ description: '`suspended` and `churned` need one.' }),
  accountTier: AccountTier.optional(),
  group: line(100).optional(),
  industry: line(100).optional().meta({ description: 'One of the company’s list.' }),
  ownerId: OuterId.optional().meta({ description: 'The person in charge.', example: 'user-7' }),
  socialProfiles: z.array(SocialProfile).max(10).optional(),
  tags: z.array(line(50)).max(50).refine(distinct, 'must not name a tag twice').optional(),
  notes: prose(10_000).optional(),
  data: verbatim(Data).optional(),
  custom: verbatim(Custom)
    .optional()
    .meta({ description: 'Fields that the settings define.', example: { rooms: 4 } }),
  externalIds: z
    .array(ExternalId)
    .max(20)
    .refine((ids) => distinct(ids.map(keyOf)), 'must not name an id twice')
    .optional()
    .meta({ description: 'Ids in other systems; each belongs to one customer.' }),
};

/** All that a caller may say. */
const written = {
  ...plain,
  status: anyCase(Status).default('prospect'),
  source: CustomerSource.optional().meta({ description: 'Where the customer came from first; it stays.' }),
  emails: WrittenEmails.optional(),
  phones: WrittenPhones.optional(),
  addresses: WrittenAddresses.optional(),
  doNotContact: WrittenDoNotContact.optional().meta({ description: 'Stops every sender.' }),
};

/** What follows from it. */
const derived = {
  displayName: z.string().max(401).meta({ description: 'Follows from the names.', example: 'Anna Huber' }),
  churnedAt: instant.optional(),
  acknowledgements: z.array(Acknowledgement).max(MOST_ACKNOWLEDGEMENTS).optional(),
  restrictedAt: instant.optional().meta({
    description: 'Since when no sender may write, because the person asked for their data to be kept and not used.',
  }),
  lastPurchaseAt: instant.optional().meta({ description: 'When they bought something last, or had a service.' }),
};

const stored = {
  customerId: CustomerId,
  ...plain,
  status: Status,
  source: CustomerSource,
  emails: z.array(StoredEmail).optional(),
  phones: z.array(StoredPhone).optional(),
  addresses: z.array(StoredAddress).optional(),
  doNotContact: StoredDoNotContact.optional(),
  ...derived,
  mergedFrom: z
    .array(CustomerId)
    .optional()
    .meta({ description: 'Ids of customers that were merged into this one; each of them leads here.', example: [] }),
};

/** A customer as it is stored. */
export const StoredCustomer = record('StoredCustomer', {
  ...stored,
  /** Changes where more words lead to it than its own transaction holds; the rest follows behind the stream. */
  wordsBehind: z.int().optional(),
  /** When it is looked at next whether they are still active. */
  lookAt: instant.optional(),
  /** On what is left of one that was merged: into whom, and by which merge. */
  mergedInto: CustomerId.optional(),
  mergedBy: idSchema('merge').optional(),
});
export type StoredCustomer = z.output<typeof StoredCustomer>;

/** A person or organisation that the company deals with. */
export const Customer = record('Customer', { ...stored, emails: z.array(ShownEmail).optional() });
export type Customer = z.output<typeof Customer>;

/** A customer that was just made, with whom else they may be. */
export const CreatedCustomer = record('CreatedCustomer', {
  ...stored,
  emails: z.array(ShownEmail).optional(),
  duplicateCandidates: z
    .array(DuplicateCandidate)
    .optional()
    .meta({ description: 'Customers who may be the same, the likeliest first, from 55 points on.' }),
});

type Names = Partial<Pick<StoredCustomer, 'type' | 'firstName' | 'lastName' | 'businessName'>>;
const named = ({ type, firstName, lastName, businessName }: Names): boolean =>
  type === 'business' ? businessName !== undefined : firstName !== undefined || lastName !== undefined;

const Fields = z.strictObject(written);
/** All that a customer says itself: what creates and what replaces one. */
export const CreateCustomer = Fields.superRefine((customer, context) => {
  const issue = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (!named(customer))
    issue(customer.type === 'business' ? 'businessName' : 'lastName', `must be given for a ${customer.type}`);
  if (['suspended', 'churned'].includes(customer.status) && !customer.statusReason?.trim())
    issue('statusReason', `must be given where a customer is ${customer.status}`);
}).meta({ id: 'CreateCustomer' });
export type CreateCustomer = z.output<typeof CreateCustomer>;

/** A JSON merge patch (RFC 7396) of what a customer says itself. */
export const EditCustomer = patchOf('EditCustomer', written);
export type EditCustomer = z.output<typeof EditCustomer>;

const day = z.iso.datetime();
export const CustomerFilter = z.strictObject({
  type: CustomerType.optional(),
  status: anyCase(Status).optional(),
  accountTier: Tier.optional(),
  tag: line(50).optional(),
  ownerId: OuterId.optional(),
  sourceType: SourceType.optional(),
  group: line(100).optional(),
  industry: line(100).optional(),
  externalId: OuterId.optional().meta({ description: 'The company’s own id: the one of the source `default`.' }),
  createdFrom: day.optional(),
  createdTo: day.optional(),
  updatedFrom: day.optional(),
});
export type CustomerFilter = z.output<typeof CustomerFilter>;
