import { gate } from '../gate/gate.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { asId } from '../kernel/id-kinds.ts';
import { noteUnresolvedMail, traceOf } from '../kernel/log.ts';
import type { Pace } from '../kernel/pace.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { SETTLE_MS } from '../mail/once.ts';
import { MailRefused, sendMail } from '../mail/ses.ts';
import { known } from '../people/known.ts';
import { reports } from '../report/report.store.ts';
import { getMail, getPrinted } from '../report-run/kept-files.ts';
import type { PrintedMail } from '../report-run/printers.ts';
import type { Run, StoredFile } from '../report-run/run.schema.ts';
import { runs } from '../report-run/run.store.ts';
import { end, later, move as moveRun } from '../report-run/step.ts';
import { PAGE, placed } from '../report-run/placed.ts';
import { countsOf } from './counts.ts';
import type { Delivery } from './delivery.schema.ts';
import { deliveries } from './delivery.store.ts';
import { reportUrlOf } from './report-link.ts';
import { stopOf } from './stops.ts';

type Ready = {
  mail: PrintedMail;
  attached: { file: StoredFile; bytes: Uint8Array }[];
  replyTo: string | undefined;
};

/**
 * Sends what waits of a run, each mail once: whoever writes `sending` sends. A mail of which nobody heard for 15 minutes is in
 * doubt and is not sent again. Ends the run once nothing is open.
 */
export async function sendRun(ctx: Context, id: string, { pace }: { pace: Pace }): Promise<void> {
  const runId = asId('run', id);
  const run = runId && (await runs.find(ctx, runId));
  if (!isThere(ctx, run) || run.status !== 'sending') return;
  const started = performance.now();
  let ready: Ready | undefined;
  for (const one of await deliveriesOf(ctx, run)) {
    if (one.state === 'sending') await settle(ctx, one);
    if (one.state !== 'pending' || (one.notBefore !== undefined && one.notBefore > ctx.now.toISOString())) continue;
    ready ??= await readyOf(ctx, run);
    await sendOne(ctx, run, one, ready, pace);
  }
  await finish(ctx, run, Math.round(performance.now() - started));
}

/** Every delivery of a run, strongly consistent. */
export async function deliveriesOf(ctx: Context, { deliveryIds = [] }: Run): Promise<Stored<Delivery>[]> {
  const found = await Promise.all(deliveryIds.map((one) => deliveries.find(ctx, one)));
  return found.filter((one) => isThere(ctx, one));
}

async function readyOf(ctx: Context, run: Run): Promise<Ready> {
  const report = await reports.find(ctx, run.reportId);
  const [owner] = await known(ctx, report?.ownerId === undefined ? [] : [report.ownerId]);
  const { attached } = placed(run.files);
  const files = attached.map(async (file) => ({ file, bytes: await getPrinted(ctx, run, file.name) }));
  return { mail: await getMail(ctx, run), attached: await Promise.all(files), replyTo: owner?.email };
}

async function sendOne(ctx: Context, run: Run, one: Delivery, ready: Ready, pace: Pace): Promise<void> {
  const { reportId, email } = one;
  // Who has stopped it since the run began gets nothing any more.
  const stopped = run.trigger === 'test' ? undefined : await stopOf(ctx, { reportId, email });
  if (stopped) {
    const reason = stopped.why === 'unsubscribed' ? 'unsubscribed' : 'address_bounced';
    return void (await move(ctx, one, 'suppress', { state: 'suppressed', reason }));
  }
  // Who works for the company is written to as such, whatever they say as a customer.
  const refusal = one.userId === undefined && (await gate(ctx, { email, purpose: 'service', channel: 'email' }));
  if (refusal) {
    const isStopped = refusal.reason !== 'bounced_address' && refusal.reason !== 'complained';
    const reason = isStopped ? 'unsubscribed' : 'address_bounced';
    return void (await move(ctx, one, 'suppress', { state: 'suppressed', reason }));
  }
  const url = await reportUrlOf(ctx, env('PUBLIC_URL'), one);
  const { subject, html, text, pictures } = ready.mail;
  const filled = (of: string): string => of.replaceAll(PAGE, url);
  await pace();
  const sending = await move(ctx, one, 'begin', { state: 'sending', notBefore: undefined });
  if (!sending) return;
  try {
    const { messageId: mailId } = await sendMail(
      { subject, html: filled(html), text: filled(text) },
      {
        from: { address: env('MAIL_FROM'), name: ctx.companyId },
        to: email,
        replyTo: ready.replyTo,
        ...(run.trigger !== 'test' && { unsubscribeUrl: `${url}/unsubscribe` }),
        headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        attachments: [
          ...pictures,
          ...ready.attached.map(({ file, bytes }) => ({ fileName: file.name, contentType: file.contentType, bytes })),
        ],
        tags: { company: ctx.companyId, report: one.deliveryId },
      },
    );
    await move(ctx, sending, 'send', { state: 'sent', sentAt: new Date().toISOString(), mailId });
  } catch (error) {
    await noteFailure(ctx, sending, error);
  }
}

async function noteFailure(ctx: Context, sending: Delivery, error: unknown): Promise<void> {
  const about = { company: ctx.companyId, delivery: sending.deliveryId };
  // Nobody knows whether the mail went out: it stays `sending` until SES's event or the settling.
  if (!(error instanceof MailRefused)) return ctx.log.warn('report in doubt', { ...about, ...traceOf(error) });
  ctx.log.warn('report refused', { ...about, name: error.message });
  if (error.retryAfterMs === undefined)
    return void (await move(ctx, sending, 'refuse', { state: 'failed', reason: 'refused' }));
  await move(ctx, sending, 'wait', { state: 'pending', notBefore: later(error.retryAfterMs) });
}

/** A mail of which nobody will hear any more. */
async function settle(ctx: Context, one: Delivery): Promise<void> {
  if (Date.parse(one.at) + SETTLE_MS > ctx.now.getTime()) return;
  if (await move(ctx, one, 'doubt', { state: 'unresolved' })) noteUnresolvedMail('report');
}

/** Brings a delivery from the state in which it was seen into another; undefined where somebody else was faster. */
export async function move(
  ctx: Context,
  { deliveryId, state }: Pick<Delivery, 'deliveryId' | 'state'>,
  action: string,
  says: Partial<Delivery>,
): Promise<Stored<Delivery> | undefined> {
  let moved: Stored<Delivery> | undefined;
  const alter = (now: Stored<Delivery>): Stored<Delivery> | undefined => {
    moved = undefined;
    return now.state === state ? (moved = { ...now, at: new Date().toISOString(), ...says }) : undefined;
  };
  await change(ctx, deliveries, deliveryId, action, alter, { silent: true });
  return moved;
}

/** Ends a run of which nothing is open, or says when it is looked at next. */
async function finish(ctx: Context, run: Run, ms: number): Promise<void> {
  const all = await deliveriesOf(ctx, run);
  const counts = countsOf(all);
  const says = { counts, ms: { ...run.ms, send: ms } };
  const waiting = all.flatMap(({ state, notBefore, at }) => {
    if (state === 'pending') return [notBefore ?? later(60_000)];
    return state === 'sending' ? [new Date(Date.parse(at) + SETTLE_MS).toISOString()] : [];
  });
  const [next] = waiting.toSorted();
  if (next !== undefined) return void (await moveRun(ctx, run, 'count', { ...says, callAt: next }));
  const bad = all.some(({ state }) => state === 'failed' || state === 'unresolved' || state === 'bounced');
  const isTold = run.trigger === 'test' || all.length > 0;
  if (!isTold) return void (await end(ctx, run, 'done', { ...says, reason: 'no_recipients' }));
  await end(ctx, run, bad || (run.missing ?? []).length > 0 ? 'done_with_errors' : 'done', says);
}
