import * as z from 'zod';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { SesBounceOf, SesComplaintOf, SesMoment } from '../mail/ses-event.schema.ts';
import { pauseFor } from '../report-run/occurrences.ts';
import { reports } from '../report/report.store.ts';
import { type Delivery, DeliveryId } from './delivery.schema.ts';
import { deliveries } from './delivery.store.ts';
import { recipientsOf } from './recipients.ts';
import { stop } from './stops.ts';

/** What SES tells about the mail of a report, as far as it matters here. */
export const ReportMailEvent = z.object({
  eventType: z.string(),
  mail: SesMoment.extend({
    messageId: z.string(),
    tags: z.object({ company: z.tuple([z.string()]), report: z.tuple([DeliveryId]) }),
  }),
  delivery: SesMoment.optional(),
  bounce: SesBounceOf.optional(),
  complaint: SesComplaintOf.optional(),
});
export type ReportMailEvent = z.infer<typeof ReportMailEvent>;

const utc = (timestamp: string): string => new Date(timestamp).toISOString();

/**
 * Applies an event of SES to its delivery; events may come twice, late and in any order. A recipient whose mail comes back for
 * good, or who reports it, gets this report no more; where that leaves nobody, the report is paused.
 */
export async function recordReportMailEvent(ctx: Context, event: ReportMailEvent): Promise<void> {
  const [deliveryId] = event.mail.tags.report;
  const found = await deliveries.find(ctx, deliveryId);
  if (!isThere(ctx, found)) return;
  await change(ctx, deliveries, deliveryId, 'note', (before) => after(before, event), { silent: true });
  const { bounce, complaint } = event;
  const why = complaint ? 'complained' : bounce?.bounceType === 'Permanent' ? 'bounced' : undefined;
  if (why === undefined) return;
  await stop(ctx, { reportId: found.reportId, email: found.email, why });
  await pauseWithoutRecipients(ctx, found);
}

const ended = new Set<Delivery['state']>(['delivered', 'bounced', 'complained']);

/** Any event of the mail proves that it went out, whatever became of SES's answer; one that came back stays so. */
function after(before: Stored<Delivery>, { eventType, mail, delivery, bounce, complaint }: ReportMailEvent) {
  const isOut = before.state === 'sent' || ended.has(before.state);
  const sent: Stored<Delivery> = {
    ...before,
    ...(!isOut && before.state !== 'failed' && { state: 'sent' as const, at: utc(mail.timestamp) }),
    sentAt: before.sentAt ?? utc(mail.timestamp),
    mailId: before.mailId ?? mail.messageId,
  };
  if (complaint) return { ...sent, state: 'complained' as const, at: utc(complaint.timestamp) };
  if (sent.state === 'complained') return sent;
  if (bounce) {
    const reason = bounce.bounceType === 'Permanent' ? ('hard' as const) : ('soft' as const);
    if (before.state === 'delivered' && reason === 'soft') return sent;
    return { ...sent, state: 'bounced' as const, reason, at: utc(bounce.timestamp) };
  }
  if (eventType === 'Reject' && !ended.has(sent.state))
    return { ...sent, state: 'failed' as const, reason: 'refused' as const, at: utc(mail.timestamp) };
  return delivery && !ended.has(sent.state)
    ? { ...sent, state: 'delivered' as const, at: utc(delivery.timestamp) }
    : sent;
}

/** Pauses a report once nobody whom it names can get it. */
async function pauseWithoutRecipients(ctx: Context, { reportId }: Delivery): Promise<void> {
  const report = await reports.find(ctx, reportId);
  if (!isThere(ctx, report) || report.status !== 'active' || report.burst === 'agent') return;
  const all = await recipientsOf(ctx, report, { trigger: 'schedule' });
  if (all.length > 0 && all.every(({ suppressed }) => suppressed === 'address_bounced'))
    await pauseFor(ctx, report, 'no_recipients');
}
