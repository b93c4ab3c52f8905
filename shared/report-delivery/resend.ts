import { Problem } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { addressKey } from '../outside-address/outside-address.schema.ts';
import type { Run } from '../report-run/run.schema.ts';
import { runs } from '../report-run/run.store.ts';
import { call } from '../report-run/step.ts';
import type { Delivery, Resend } from './delivery.schema.ts';
import { deliveries } from './delivery.store.ts';
import { deliveriesOf } from './send.ts';
import { stopOf } from './stops.ts';

type Refused = { email: string; reason: 'unsubscribed' | 'not_a_recipient' | 'under_way' | 'address_bounced' };

/**
 * Sends a run anew to some of its recipients, exactly what was computed then: nothing is computed or printed again. Refuses each
 * who has unsubscribed, to whom mail came back, or whose mail is under way. `conflict` for a run that was not sent.
 */
export async function resend(
  outer: Context,
  run: Run,
  wanted: Resend,
): Promise<{ queued: number; refused: Refused[] }> {
  // The answer to a repeated request is kept once all is done, not with the first of several writes.
  const { idempotency: _, ...ctx } = outer;
  if (run.status !== 'done' && run.status !== 'done_with_errors')
    throw new Problem('conflict', 'Only a run that was sent can be sent again.');
  if (run.revokedAt !== undefined) throw new Problem('conflict', 'The run was revoked.');
  const all = await deliveriesOf(ctx, run);
  const byAddress = new Map(all.map((one) => [addressKey(one.email), one]));
  const failed = all.filter(({ state }) => state === 'failed' || state === 'unresolved');
  const asked = wanted.recipients ?? failed.map(({ email }) => email);
  const refused: Refused[] = [];
  const ready: Delivery[] = [];
  for (const email of new Set(asked.map(addressKey))) {
    const one = byAddress.get(email);
    const reason = one ? await refusalOf(ctx, one) : 'not_a_recipient';
    if (reason) refused.push({ email, reason });
    else if (one) ready.push(one);
  }
  for (const { deliveryId } of ready)
    await change(
      ctx,
      deliveries,
      deliveryId,
      'resend',
      ({ reason: __, notBefore: ___, ...before }) => ({
        ...before,
        state: 'pending' as const,
        resend: before.resend + 1,
        at: ctx.now.toISOString(),
      }),
      { silent: true },
    );
  if (ready.length > 0) {
    const now = ctx.now.toISOString();
    await change(ctx, runs, run.runId, 'queue', (before) => ({ ...before, status: 'sending' as const, callAt: now }), {
      silent: true,
    });
    await call(ctx, { runId: run.runId, status: 'sending' });
  }
  return { queued: ready.length, refused };
}

async function refusalOf(
  ctx: Context,
  { reportId, email, state, reason }: Delivery,
): Promise<Refused['reason'] | undefined> {
  if (state === 'pending' || state === 'sending') return 'under_way';
  const stop = await stopOf(ctx, { reportId, email });
  if (stop) return stop.why === 'unsubscribed' ? 'unsubscribed' : 'address_bounced';
  return state === 'suppressed' && reason === 'unconfirmed' ? 'not_a_recipient' : undefined;
}
