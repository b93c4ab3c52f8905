import * as z from 'zod';
import { Actor } from '../fields/actor.schema.ts';

/** One entry of the audit trail: who did what to which record. Never edited, never holding what was said. */
export const AuditEntry = z
  .object({
    recordId: z.string().meta({ example: 'fb_01jd3k5w8z9x7v6t5s4r3q2p1n' }),
    version: z
      .int()
      .min(0)
      .meta({ description: 'The record’s version after the change; an analysis leaves it as it was.' }),
    at: z.iso.datetime(),
    action: z.string().meta({ description: 'Name of the domain event.', example: 'FeedbackEdited' }),
    actor: Actor,
    changedKeys: z.array(z.string()).meta({ description: 'Fields that came, went or changed; no values.' }),
    requestId: z.string().optional(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** By which entries are found. */
export const auditFilters = {
  recordId: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be the id of a record, or `settings`')
    .optional()
    .meta({ description: 'All that happened to one record.', example: 'fb_01jd3k5w8z9x7v6t5s4r3q2p1n' }),
  month: z
    .string()
    .regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/, 'must be a month like 2026-11')
    .optional()
    .meta({
      description: 'Only what happened in this month (UTC); without `recordId` the current one by default.',
      example: '2026-11',
    }),
  actorId: z.string().min(1).max(256).optional().meta({ description: 'Only what this actor did.' }),
};

export const AuditFilter = z.strictObject(auditFilters);
export type AuditFilter = z.infer<typeof AuditFilter>;
