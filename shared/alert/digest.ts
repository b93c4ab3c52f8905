import { settingsOf } from '../company/settings.ts';
import { getMany } from '../feedback/feedback.ts';
import { eachBatch } from '../kernel/batches.ts';
import { change, replace, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { noteUnresolvedMail } from '../kernel/log.ts';
import { notificationsOf } from '../notification/notification.ts';
import { whenTold } from '../notification/when-told.ts';
import { known, reachable } from '../people/known.ts';
import type { Person } from '../people/people.schema.ts';
import { isLive } from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { alerts } from './alert.store.ts';
import { type Line, type RenderDigest, sendDigest, settleAll } from './digest.mail.ts';
import { type Digest, digests, forget, moveTo, type Waiting, waitingUntil, withDue } from './digest.store.ts';
import { mayRead } from './notice.ts';

/** Longer than reading, sending and noting one mail take. */
const LEASE_MS = 2 * 60_000;
const AT_ONCE = 5;

/** Sends each person what waits for them, as one mail when it is due; of what is closed or snoozed by then it says nothing. */
export const dueDigests = (render: RenderDigest): DueKind<Stored<Digest>> =>
  dueRecords(digests, {
    leaseMs: LEASE_MS,
    action: 'send',
    async act(ctx, { userId }) {
      await leaveDoubtful(ctx, userId);
      const [person] = reachable(await known(ctx, [userId]));
      const taken = await take(ctx, userId, person);
      if (person && taken.length > 0) await sendDigest(ctx, person, taken, render);
      // What is due next was written on the way, since more may be added at any time.
      return {};
    },
  });

/** A run before this one died over a mail: nobody knows whether it went out, so it is not sent again. */
async function leaveDoubtful(ctx: Context, userId: string): Promise<void> {
  const { sending, until } = await visible(ctx, digests, userId);
  if (!sending || until === undefined) return;
  const rows = await waitingUntil(ctx, userId, until);
  ctx.log.warn('digest in doubt', { company: ctx.companyId, alerts: rows.length });
  noteUnresolvedMail('digest');
  await settleAll(ctx, userId, rows, 'unresolved');
  await change(ctx, digests, userId, 'send', (now) => ({ ...now, sending: undefined }), { silent: true });
}

/**
 * Takes what is due in hand before SES is asked. Whoever adds to the digest meanwhile makes this start over, and
 * whoever adds afterwards sees `until`: so a mail tells exactly what was due by then.
 */
const take = (ctx: Context, userId: string, person: Person | undefined): Promise<Line[]> =>
  retryOnConflict(ctx, async () => {
    const before = await visible(ctx, digests, userId);
    const until = ctx.now.toISOString();
    const { lines, later, dropped } = await sorted(ctx, userId, person, await waitingUntil(ctx, userId, until));
    for (const { row, dueAt } of later) await moveTo(ctx, userId, row, dueAt);
    const ahead = before.dues.filter((due) => due > until);
    const dues = later.reduce((all, { dueAt }) => withDue(all, dueAt), ahead);
    const sending = lines.length > 0 ? (true as const) : undefined;
    await replace(ctx, digests, before, { ...before, dues, until, sending }, { action: 'send', silent: true });
    await eachBatch(later, { size: 1, parallel: AT_ONCE }, async ([one]) => void (one && (await forget(ctx, one.row))));
    await settleAll(ctx, userId, dropped, 'dropped');
    return lines;
  });

/** What waits, by what becomes of it: a line of the mail, a line of a later one, or nothing. */
async function sorted(ctx: Context, userId: string, person: Person | undefined, rows: readonly Waiting[]) {
  const habits = await notificationsOf(ctx, userId);
  const timeZone = person?.timeZone ?? (await settingsOf(ctx)).timeZone;
  const lines: Line[] = [];
  const later: { row: Waiting; dueAt: string }[] = [];
  const dropped: Waiting[] = [];
  await eachBatch(rows, { size: 1, parallel: AT_ONCE }, async ([row]) => {
    if (!row) return;
    const found = await alerts.find(ctx, row.alertId);
    const alert = isThere(ctx, found) && isLive(found) ? alerts.publicOf(found) : undefined;
    if (
      !person ||
      !alert ||
      habits.mutedRules.some((ruleId) => ruleId === alert.ruleId) ||
      !(await maySee(ctx, person, alert))
    )
      return void dropped.push(row);
    const { snoozedUntil, severity } = alert;
    if (snoozedUntil === undefined || snoozedUntil <= ctx.now.toISOString()) return void lines.push({ row, alert });
    const dueAt = whenTold(habits, { severity, at: new Date(snoozedUntil), timeZone }) ?? snoozedUntil;
    later.push({ row, dueAt });
  });
  return { lines, later, dropped };
}

/** Whether a person may still read what an alert is about: what they may read can have changed while it waited. */
async function maySee(ctx: Context, person: Person, { subject }: Alert): Promise<boolean> {
  const [record] = person.reads === 'own' ? await getMany(ctx, subject.feedbackIds.slice(0, 1)) : [];
  return mayRead(person, record);
}
