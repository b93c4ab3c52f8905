import * as z from 'zod';
import { ContactId } from '../contact/contact.schema.ts';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line, prose } from '../fields/text.schema.ts';

export const RelationId = idSchema('relation');

/** What somebody can be to a customer, as it is written down. */
export const relationTypes = [
  'spouse',
  'parent',
  'child',
  'sibling',
  'guardian',
  'employer',
  'partner',
  'subsidiary',
  'referred_by',
  'co_owner',
  'other',
] as const;
export const RelationType = z.enum(relationTypes).meta({ description: 'What `to` is to the customer.' });
export type RelationType = z.output<typeof RelationType>;

/** The same with what it is from the other side. */
const seenTypes = [...relationTypes, 'ward', 'employee', 'referred'] as const;
export const SeenRelationType = z.enum(seenTypes).meta({
  description:
    'What `to` is to the one whose relations are read; `ward`, `employee` and `referred` from the other side.',
});
export type SeenRelationType = z.output<typeof SeenRelationType>;

/** A customer, or a contact of a business. */
export const PersonRef = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('customer'), id: CustomerId }),
    z.strictObject({ type: z.literal('contact'), id: ContactId }),
  ])
  .meta({ id: 'PersonRef' });
export type PersonRef = z.output<typeof PersonRef>;

const said = {
  to: PersonRef,
  from: z.iso.date().optional().meta({ description: 'Since when.' }),
  until: z.iso.date().optional().meta({ description: 'Until when.' }),
  note: prose(1_000).optional(),
};

/** A relation as it is stored, with the customer whom it was written down for. `entryId` says where it lies. */
export const StoredRelation = record('StoredRelation', {
  entryId: z.string(),
  relationId: RelationId,
  of: PersonRef,
  type: RelationType,
  inverse: SeenRelationType,
  ...said,
});
export type StoredRelation = z.output<typeof StoredRelation>;

/** A relation as it is seen from one of its sides. */
export const Relation = record('Relation', {
  relationId: RelationId,
  type: SeenRelationType,
  ...said,
  displayName: line(401).optional().meta({ description: 'What `to` is called.', example: 'Anna Huber' }),
});
export type Relation = z.output<typeof Relation>;

export const CreateRelation = z
  .strictObject({ type: RelationType, ...said })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    error: 'must not lie before `from`',
  })
  .meta({ id: 'CreateRelation' });
export type CreateRelation = z.output<typeof CreateRelation>;
