import * as z from 'zod';
import { Actor } from '../fields/actor.schema.ts';
import { auditFilters } from './audit.schema.ts';

/** What of a customer an answer shows, from names to demographics; by the permissions of who asks. */
export const fieldsClasses = ['names', 'contact', 'sensitive'] as const;
export type FieldsClass = (typeof fieldsClasses)[number];

/** That somebody has read a customer's data: one row for an actor, a record and an hour. It holds nothing of what was read. */
export const AccessEntry = z
  .object({
    at: z.iso
      .datetime()
      .meta({ description: 'The first time in that hour (UTC); of lists, searches and exports the last one.' }),
    actor: Actor,
    recordId: z.string().meta({
      description: 'Of a list or search its noun, such as `customers`; of an export that was fetched its job.',
      example: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n',
    }),
    fieldsClass: z.enum(fieldsClasses).meta({
      description:
        '`names`: names, company and city, the rest masked; `contact`: addresses and numbers, too; `sensitive`: demographics, too.',
    }),
    route: z.string().meta({ example: 'GET /api/crm/customers/{customerId}' }),
    n: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Of lists, searches and exports: how many records in that hour.' }),
  })
  .meta({ id: 'AccessEntry' });
export type AccessEntry = z.output<typeof AccessEntry>;

const { recordId, month, actorId } = auditFilters;
export const AccessFilter = z.strictObject({
  recordId: recordId.meta({ description: 'Who has read this record.', example: 'cus_01jd3k5w8z9x7v6t5s4r3q2p1n' }),
  actorId: actorId.meta({ description: 'What this actor has read.' }),
  month: month.meta({
    description: 'Only in this month (UTC); without `recordId` the current one by default.',
    example: '2026-11',
  }),
});
export type AccessFilter = z.output<typeof AccessFilter>;
