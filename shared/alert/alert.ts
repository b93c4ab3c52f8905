import { severities } from '../fields/severity.schema.ts';
import { getMany } from '../feedback/feedback.ts';
import { eachItem } from '../http/items.ts';
import { equal, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { change, visible } from '../kernel/change.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { known } from '../people/known.ts';
import { isLive, rankOf } from './alert.life.ts';
import {
  type Alert,
  type AlertBulk,
  type AlertCounts,
  type AlertFilter,
  type AssignAlert,
  type CommentAlert,
  type ResolveAlert,
  type SnoozeAlert,
} from './alert.schema.ts';
import { alerts } from './alert.store.ts';
import { noticesOf } from './notice.store.ts';
import { expectOwn, ownAlerts, ownIds, seesAll } from './own-alerts.ts';

const MOST_SNOOZE_MS = 30 * 86_400_000;
const COMMENTS_BYTES = 200_000;

type One = { alertId: Alert['alertId']; ifMatch?: number | undefined };

const listed = listOf<Omit<AlertFilter, 'mine'>, Alert>(
  'alerts',
  {
    status: equal('status'),
    severity: equal('severity'),
    ruleId: equal('ruleId'),
    source: equal('source'),
    ownerId: equal('ownerId'),
    from: ({ openedAt }, wanted) => openedAt >= wanted,
    to: ({ openedAt }, wanted) => openedAt < wanted,
  },
  (ctx, { status, ownerId }, from) => {
    if (!seesAll(ctx)) return ownAlerts(ctx, from);
    if (status !== undefined && isLive({ status })) return alerts.by(ctx, 'byStatus', { status }, from);
    return ownerId === undefined ? alerts.all(ctx, from) : alerts.by(ctx, 'byOwner', { ownerId }, from);
  },
  (one) => one,
);

/** Alerts with how many of them wait for somebody. */
export async function list(ctx: Context, { mine, ...input }: Parameters<typeof listed>[1] & Pick<AlertFilter, 'mine'>) {
  const me = ctx.actor.id;
  if (mine && input.ownerId !== undefined && input.ownerId !== me)
    return { items: [], nextCursor: null, counts: await counts(ctx) };
  const filter = { ...input, ...(mine && { ownerId: me }) };
  const [page, waiting] = await Promise.all([listed(ctx, filter), counts(ctx)]);
  return { ...page, counts: waiting };
}

async function counts(ctx: Context): Promise<AlertCounts> {
  const theirs = seesAll(ctx) ? undefined : await ownIds(ctx);
  const [open, acknowledged] = await Promise.all(
    (['open', 'acknowledged'] as const).map((one) => countsOf(ctx, one, theirs)),
  );
  return { open, acknowledged } as AlertCounts;
}

/** Read off the keys of the index, a page of 1 000 at most. */
async function countsOf(
  ctx: Context,
  status: 'open' | 'acknowledged',
  theirs: ReadonlySet<string> | undefined,
): Promise<AlertCounts['open']> {
  const pages = walkPartition<{ sk: string; g3sk: string }>(ctx, `${companyPrefix(ctx.companyId)}alert#${status}`, {
    index: 'gsi3',
  });
  const { value: rows = [] } = (await pages.next()) as { value?: { sk: string; g3sk: string }[] };
  const counted = theirs ? rows.filter(({ sk }) => theirs.has(sk)) : rows;
  const count = (rank: number): number => counted.filter(({ g3sk }) => g3sk.startsWith(`${rank}#`)).length;
  return Object.fromEntries(severities.map((one) => [one, count(rankOf(one))])) as AlertCounts['open'];
}

/** An alert, those of its records that the caller may read, and whom it was told to. */
export async function get(ctx: Context, { alertId }: One) {
  const found = await visible(ctx, alerts, alertId);
  if (!seesAll(ctx)) await expectOwn(ctx, found);
  const alert = alerts.publicOf(found);
  const { feedbackIds } = alert.subject;
  const reads = ctx.actor.permissions.has('feedback:read');
  const [records, notified] = await Promise.all([reads ? getMany(ctx, feedbackIds) : [], noticesOf(ctx, alertId)]);
  return { ...alert, records, notified };
}

/** Changes an alert as {@link change} does. Whoever may change their own alone learns of no other one, not even its version. */
async function changed(
  ctx: Context,
  { alertId, ifMatch }: One,
  action: string,
  alter: (before: Stored<Alert>) => Stored<Alert> | undefined,
): Promise<Alert> {
  if (!ctx.actor.permissions.has('alerts:write')) await expectOwn(ctx, await visible(ctx, alerts, alertId));
  return change(ctx, alerts, alertId, action, alter, { ifMatch });
}

/** Changes an alert that waits for somebody; 409 for any other. */
const act = (
  ctx: Context,
  one: One,
  action: string,
  alter: (before: Alert) => Partial<Alert> | undefined,
): Promise<Alert> =>
  changed(ctx, one, action, (before) => {
    if (!isLive(before)) throw new Problem('conflict', 'The alert is closed.');
    if (before.status === 'suppressed') throw new Problem('conflict', 'The alert has not opened yet.');
    const altered = alter(before);
    return altered && { ...before, ...altered };
  });

/** Takes notice of an alert. Of two people at once one does; a person who has already is told so. */
export const acknowledge = (ctx: Context, one: One): Promise<Alert> =>
  act(ctx, one, 'acknowledge', ({ status, ackBy, ownerId }) => {
    if (status === 'acknowledged') {
      if (ackBy?.id === ctx.actor.id) return undefined;
      throw new Problem('version-conflict', 'Somebody else has acknowledged it.');
    }
    const owner = ownerId ?? (ctx.actor.kind === 'user' ? ctx.actor.id : undefined);
    const ackAt = ctx.now.toISOString();
    return { status: 'acknowledged', ackBy: authorOf(ctx), ackAt, ownerId: owner, escalatesAt: undefined };
  });

export const resolve = (ctx: Context, { body, ...one }: One & { body: ResolveAlert }): Promise<Alert> =>
  act(ctx, one, 'resolve', () => ({
    status: 'resolved',
    resolvedBy: authorOf(ctx),
    resolvedAt: ctx.now.toISOString(),
    escalatesAt: undefined,
    resolution: body.resolution,
    note: body.note,
  }));

export const snooze = (ctx: Context, { body, ...one }: One & { body: SnoozeAlert }): Promise<Alert> => {
  const ahead = Date.parse(body.until) - ctx.now.getTime();
  if (ahead <= 0) throw invalid({ pointer: '#/until', detail: 'must lie ahead' });
  if (ahead > MOST_SNOOZE_MS) throw invalid({ pointer: '#/until', detail: 'must be at most 30 days ahead' });
  return act(ctx, one, 'snooze', () => ({ snoozedUntil: body.until }));
};

export async function assign(ctx: Context, { body, ...one }: One & { body: AssignAlert }): Promise<Alert> {
  await visible(ctx, alerts, one.alertId);
  await expectKnown(ctx, body.ownerId);
  return act(ctx, one, 'assign', () => ({ ownerId: body.ownerId }));
}

async function expectKnown(ctx: Context, userId: string): Promise<void> {
  if ((await known(ctx, [userId])).length === 0)
    throw invalid({ pointer: '#/ownerId', detail: 'is nobody whom the company knows' });
}

/** Adds what somebody has to say, also to a closed alert. */
export const comment = (ctx: Context, { body, ...one }: One & { body: CommentAlert }): Promise<Alert> =>
  changed(ctx, one, 'comment', (before) => {
    const comments = [...before.comments, { at: ctx.now.toISOString(), by: ctx.actor.id, text: body.text }];
    if (Buffer.byteLength(JSON.stringify(comments)) > COMMENTS_BYTES)
      throw new Problem('conflict', 'The alert holds as many comments as it can.');
    return { ...before, comments };
  });

/** The same with many alerts, each for itself. */
export async function bulk(ctx: Context, { body }: { body: AlertBulk }) {
  if (body.action === 'assign') await expectKnown(ctx, body.ownerId);
  return eachItem(ctx, 'alertIds', body.alertIds, async (own, alertId) => {
    await done(own, alertId, body);
    return { status: 200 };
  });
}

function done(ctx: Context, alertId: Alert['alertId'], body: AlertBulk): Promise<Alert> {
  switch (body.action) {
    case 'acknowledge':
      return acknowledge(ctx, { alertId });
    case 'resolve':
      return resolve(ctx, { alertId, body });
    case 'snooze':
      return snooze(ctx, { alertId, body });
    case 'assign':
      return act(ctx, { alertId }, 'assign', () => ({ ownerId: body.ownerId }));
  }
}
