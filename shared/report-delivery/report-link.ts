import type { Context } from '../kernel/context.ts';
import { masterKeys } from '../kernel/secret.ts';
import { isThere } from '../kernel/store.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { openedLink } from '../survey-link/opened-link.ts';
import { companyHash, idOfSubject, sealLink, subjectOfId } from '../survey-link/survey-link.ts';
import type { Delivery } from './delivery.schema.ts';
import { deliveries } from './delivery.store.ts';

const DAY_MS = 86_400_000;
/** Unsubscribing must work long after a mail; the report itself is shown for fewer days. */
const UNSUBSCRIBE_DAYS = 400;

/** The page of one delivery, on which its recipient sees the report and can stop it. */
export async function reportUrlOf(ctx: Context, origin: string, { deliveryId }: Pick<Delivery, 'deliveryId'>) {
  await registerForLinks(ctx);
  const token = sealLink(await masterKeys(), {
    purpose: 'report',
    flags: 0,
    company: companyHash(ctx.companyId),
    subject: subjectOfId(deliveryId),
    expiresAt: new Date(ctx.now.getTime() + UNSUBSCRIBE_DAYS * DAY_MS),
  });
  return `${origin}/r/${token}`;
}

/** The delivery of a link, and a context of its company; undefined for any link that does not hold. */
export async function openReportLink(
  outer: Pick<Context, 'now' | 'requestId' | 'deadline'>,
  token: string,
): Promise<{ ctx: Context; delivery: Delivery } | undefined> {
  const opened = await openedLink(outer, token, 'report', 'report-page');
  if (!opened) return undefined;
  const { ctx, link } = opened;
  const found = await deliveries.find(ctx, idOfSubject('reportDelivery', link.subject));
  return isThere(ctx, found) ? { ctx, delivery: deliveries.publicOf(found) } : undefined;
}
