import { getMany } from '../feedback/feedback.ts';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { confirmed } from '../outside-address/outside-address.ts';
import { known } from '../people/known.ts';
import { isLive } from './alert.life.ts';
import type { Alert, Notice } from './alert.schema.ts';
import { alerts } from './alert.store.ts';
import { type RenderAlert, tellThem } from './notice.ts';
import { noticesOf } from './notice.store.ts';

const STEP = 'resolved';
/** A mail went out, or may have. */
const told: ReadonlySet<Notice['state']> = new Set(['sent', 'sending', 'unresolved']);

/**
 * Tells that an alert is closed, once each, those who were told of it, but not whoever closed it. Nobody is told in a
 * digest: that says what waits, and no longer names the alert.
 */
export async function tellResolved(
  ctx: Context,
  { alertId }: Pick<Alert, 'alertId'>,
  render: RenderAlert,
): Promise<void> {
  const found = await alerts.find(ctx, alertId);
  if (!isThere(ctx, found) || isLive(found)) return;
  const alert = alerts.publicOf(found);
  const notices = (await noticesOf(ctx, alertId)).filter(({ step, state }) => step !== STEP && told.has(state));
  const ids = [...new Set(notices.map(({ userId }) => userId))].filter((id) => id !== alert.resolvedBy?.id);
  if (ids.length === 0) return;
  const outside = ids.flatMap((id) => asId('outsideAddress', id) ?? []);
  const [people, addresses, [record]] = await Promise.all([
    known(
      ctx,
      ids.filter((id) => !asId('outsideAddress', id)),
    ),
    confirmed(ctx, outside),
    getMany(ctx, alert.subject.feedbackIds.slice(0, 1)),
  ]);
  await tellThem(ctx, { alert, step: STEP }, { people, addresses }, { record, render, atOnceOnly: true });
}
