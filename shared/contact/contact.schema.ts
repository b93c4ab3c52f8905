import * as z from 'zod';
import {
  CustomerId,
  Preferences,
  ShownEmail,
  SocialProfile,
  StoredDoNotContact,
  StoredEmail,
  StoredPhone,
  WrittenDoNotContact,
  WrittenEmails,
  WrittenPhones,
} from '../customer/customer.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { patchOf } from '../fields/patch.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { searchText } from '../fields/search.schema.ts';
import { line } from '../fields/text.schema.ts';

export const ContactId = idSchema('contact');

/** Positions that one contact may have had, and businesses at which. */
export const MOST_POSITIONS = 30;
export const MOST_BUSINESSES = 12;

export const positionRoles = [
  'decision_maker',
  'champion',
  'influencer',
  'blocker',
  'user',
  'billing',
  'technical',
] as const;
const Role = z.enum(positionRoles).meta({ description: 'What the person is to whoever sells to the business.' });
const day = z.iso.date();

const position = {
  title: line(200).optional().meta({ example: 'Head of Purchasing' }),
  department: line(200).optional(),
  role: Role.optional(),
  reportsTo: ContactId.optional().meta({ description: 'A contact of the same business.' }),
  from: day.optional().meta({ description: 'The first day; today if not said.', example: '2026-01-01' }),
  to: day.optional().meta({ description: 'The day from which on it no longer holds.' }),
  primary: z
    .boolean()
    .optional()
    .meta({ description: 'One is: the one that is marked, else the first that has not ended.' }),
};

/** A position that a contact is given. */
export const CreatePosition = z
  .strictObject({ customerId: CustomerId.meta({ description: 'The business.' }), ...position })
  .meta({ id: 'CreatePosition' });
export type CreatePosition = z.output<typeof CreatePosition>;

/** What of a position can be changed; another business is another position. */
export const EditPosition = editOf('EditPosition', position);
export type EditPosition = z.output<typeof EditPosition>;

/** What somebody is, or was, at a business. */
export const Position = z
  .object({
    n: z.int().min(1).meta({ description: 'Names it within its contact; it stays.' }),
    customerId: CustomerId,
    ...position,
    from: day,
    primary: z.boolean(),
  })
  .meta({ id: 'Position' });
export type Position = z.output<typeof Position>;

/** The same as it is shown. */
export const SeenPosition = Position.extend({
  businessName: line(200).optional().meta({ description: 'Absent where the business is gone.', example: 'Huber AG' }),
}).meta({ id: 'SeenPosition' });

const name = line(200);
/** What is stored as it is written. */
const plain = {
  firstName: name.optional(),
  lastName: name.optional().meta({ example: 'Huber' }),
  salutation: line(50).optional(),
  socialProfiles: z.array(SocialProfile).max(10).optional(),
  preferences: Preferences.optional(),
  customerId: CustomerId.optional().meta({ description: 'The same person as a customer; an individual.' }),
};

/** All that a caller may say of the person. */
const written = {
  ...plain,
  emails: WrittenEmails.optional(),
  phones: WrittenPhones.optional(),
  doNotContact: WrittenDoNotContact.optional().meta({ description: 'Stops every sender.' }),
};

const stored = {
  contactId: ContactId,
  ...plain,
  emails: z.array(StoredEmail).optional(),
  phones: z.array(StoredPhone).optional(),
  doNotContact: StoredDoNotContact.optional(),
  displayName: z.string().max(401).meta({ description: 'Follows from the names.', example: 'Anna Huber' }),
  positions: z
    .array(Position)
    .max(MOST_POSITIONS)
    .meta({ description: 'In the order in which they were written down.' }),
};

/** A contact as it is stored. */
export const StoredContact = record('StoredContact', stored);
export type StoredContact = z.output<typeof StoredContact>;

/** A person at a business, or at several over time. `Contact` in the API document is how a person of feedback is reached. */
export const Contact = record('BusinessContact', {
  ...stored,
  emails: z.array(ShownEmail).optional(),
  positions: z.array(SeenPosition),
});
export type Contact = z.output<typeof Contact>;

/** A contact as it is shown with a customer: with what they are there today. */
export const ContactOfCustomer = z
  .object({ contactId: ContactId, displayName: stored.displayName, positions: z.array(SeenPosition) })
  .meta({ id: 'ContactOfCustomer' });
export type ContactOfCustomer = z.output<typeof ContactOfCustomer>;

type Named = { firstName?: string | undefined; lastName?: string | undefined };
const isNamed = ({ firstName, lastName }: Named): boolean => firstName !== undefined || lastName !== undefined;
const nameless = { path: ['lastName'], error: 'must be given where there is no first name' };

/** All that a contact says of the person itself; positions stay. */
export const PutContact = z.strictObject(written).refine(isNamed, nameless).meta({ id: 'PutContact' });
export type PutContact = z.output<typeof PutContact>;

export const CreateContact = z
  .strictObject({ ...written, positions: z.array(CreatePosition).max(MOST_BUSINESSES).optional() })
  .refine(isNamed, nameless)
  .meta({ id: 'CreateContact' });
export type CreateContact = z.output<typeof CreateContact>;

/** A JSON merge patch (RFC 7396) of what a contact says of the person. */
export const EditContact = patchOf('EditContact', written);
export type EditContact = z.output<typeof EditContact>;

export const ContactFilter = z.strictObject({
  customerId: CustomerId.optional().meta({
    description: 'Those who are at this business; of an individual, those that are this person.',
  }),
  asOf: day.optional().meta({ description: 'Who was there on this day; today if not said.' }),
  role: Role.optional().meta({ description: 'Those who have this role, at `customerId` where that is given.' }),
  q: searchText('names, addresses and numbers').optional(),
});
export type ContactFilter = z.output<typeof ContactFilter>;
