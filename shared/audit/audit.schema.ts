import * as z from 'zod';
import { Actor } from '../feedback/feedback.schema.ts';

/** One entry of the audit trail: who did what to which record. Never edited, never holding what was said. */
export const AuditEntry = z
  .object({
    recordId: z.string().meta({ example: 'fb_01jd3k5w8z9x7v6t5s4r3q2p1n' }),
    version: z.int().min(0).meta({ description: 'Version of the record that the change made.' }),
    at: z.iso.datetime(),
    action: z.string().meta({ description: 'Name of the domain event.', example: 'FeedbackEdited' }),
    actor: Actor,
    changedKeys: z.array(z.string()).meta({ description: 'Fields that came, went or changed; no values.' }),
    requestId: z.string().optional(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
