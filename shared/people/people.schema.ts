import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { searchText } from '../fields/search.schema.ts';
import { Language, line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';

const fields = {
  name: line(200).meta({ example: 'Ada Lovelace' }),
  email: Email,
  language: Language.default('en').meta({ description: 'In which they get mail.', example: 'de' }),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be an IANA time zone')
    .optional()
    .meta({ description: 'IANA zone; the company’s where there is none.', example: 'Europe/Berlin' }),
  absentUntil: instant.optional().meta({ description: 'Not there until then.' }),
  teamIds: z
    .array(OuterId)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'must not name a team twice')
    .optional()
    .meta({ description: 'Teams that they are in.', example: ['team-1'], uniqueItems: true }),
};

const mailState = z.enum(['bounced', 'complained']).optional();

/** A person who works for the company: known from their first token with an e-mail claim, or entered by an admin. */
export const Person = record('Person', {
  userId: OuterId.meta({ description: 'Subject of their token.', example: 'user-7' }),
  ...fields,
  roles: z.array(z.string()).meta({ description: 'As their latest token named them.', example: ['manager'] }),
  reads: z
    .enum(['all', 'own', 'none'])
    .meta({ description: 'Feedback that their latest token let them read; whom an admin entered reads all.' }),
  mailState: mailState.meta({
    description:
      'Mail to them came back for good, or they reported it: nothing is mailed until the address changes or an admin enters them again.',
  }),
  enteredBy: z.enum(['token', 'admin']).meta({ description: 'What an admin entered, no token changes.' }),
});
export type Person = z.output<typeof Person>;

/** A colleague, as whoever chooses an owner sees them. */
export const Colleague = Person.pick({ userId: true, name: true, roles: true, absentUntil: true, teamIds: true })
  .extend({
    email: Email.optional().meta({ description: 'Shown to who holds `workflow:read`.' }),
    mailState: mailState.meta({ description: 'As the e-mail, where it is not fine.' }),
  })
  .meta({ id: 'Colleague' });
export type Colleague = z.output<typeof Colleague>;

export const PutPerson = z.strictObject(fields).meta({ id: 'PutPerson' });
export type PutPerson = z.output<typeof PutPerson>;

export const PeopleFilter = z.strictObject({
  role: z.string().max(40).optional().meta({ example: 'manager' }),
  q: searchText('the name').optional(),
});
export type PeopleFilter = z.output<typeof PeopleFilter>;
