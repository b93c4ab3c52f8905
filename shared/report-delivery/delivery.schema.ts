import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { RunId } from '../report-run/run.schema.ts';
import { ReportId } from '../report/report.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';

export const DeliveryId = idSchema('reportDelivery');

export const DeliveryState = z
  .enum(['pending', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'suppressed', 'failed', 'unresolved'])
  .meta({
    id: 'ReportDeliveryState',
    description:
      '`suppressed`: nothing is sent to it, `reason` says why; `unresolved`: nobody knows whether it went out, and it is not sent again.',
  });
export type DeliveryState = z.output<typeof DeliveryState>;

/** One run to one recipient: one mail an address, however often a report names it. */
export const Delivery = record('ReportDelivery', {
  deliveryId: DeliveryId,
  runId: RunId,
  reportId: ReportId,
  email: Email,
  userId: OuterId.optional().meta({ description: 'Of a person whom the company knows.' }),
  language: SurveyLanguage.optional(),
  resend: z.int().min(0).meta({ description: 'How often it was sent anew before.' }),
  state: DeliveryState,
  reason: z.enum(['unsubscribed', 'address_bounced', 'unconfirmed', 'cancelled', 'refused', 'hard', 'soft']).optional(),
  at: instant.meta({ description: 'When it came into this state.' }),
  sentAt: instant.optional(),
  mailId: z.string().optional().meta({ description: 'As the mail service names it.' }),
  notBefore: instant.optional().meta({ description: 'The mail service asked to be called again then.' }),
  leavesAt: instant,
});
export type Delivery = z.output<typeof Delivery>;

export const DeliveryFilter = z.strictObject({ state: DeliveryState.optional() });
export type DeliveryFilter = z.output<typeof DeliveryFilter>;

export const ShownDelivery = Delivery.omit({ mailId: true, notBefore: true, leavesAt: true }).meta({
  id: 'ShownReportDelivery',
});

/** A recipient to whom a report is not sent any more. */
export const RecipientStop = record('ReportRecipientStop', {
  stopId: idSchema('recipientStop'),
  reportId: ReportId,
  email: Email,
  why: z.enum(['unsubscribed', 'bounced', 'complained']),
  at: instant,
});
export type RecipientStop = z.output<typeof RecipientStop>;

export const Resend = z
  .strictObject({
    recipients: z
      .array(Email)
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Of those that the run was for; all that failed where `failed` is given.' }),
    failed: z.literal(true).optional(),
  })
  .refine(({ recipients, failed }) => (recipients === undefined) !== (failed === undefined), {
    error: 'must say `recipients` or `failed`',
  })
  .meta({ id: 'ResendReportRun' });
export type Resend = z.output<typeof Resend>;

export const Resent = z
  .object({
    queued: z.int().min(0),
    refused: z.array(
      z.object({ email: Email, reason: z.enum(['unsubscribed', 'not_a_recipient', 'under_way', 'address_bounced']) }),
    ),
  })
  .meta({ id: 'ResentReportRun' });
