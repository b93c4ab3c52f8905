import { randomUUID } from 'node:crypto';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { sendMessages } from '../kernel/queue.ts';
import { DASHBOARD_QUEUE, queueVariable } from '../kernel/queue-variable.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';

/** Which state the counters of a company are in, and which stored pages somebody looks at. */
export type Revision = {
  rev: string;
  /** When it began, ISO 8601. */
  at: string;
  watched: Readonly<Record<string, string>>;
};

/** Stands before the name of a page in the row; its value is until when it counts as looked at. */
const WATCHED = 'w:';
const WATCHED_MS = 24 * 3_600_000;
/** The row is written for a look only when the last one noted is older than this. */
const NOTED_MS = 3_600_000;

export const revisionKey = ({ companyId }: Pick<Context, 'companyId'>) => ({
  pk: `${companyPrefix(companyId)}dsh`,
  sk: 'rev',
});

/** What a stored row says; a company whose numbers never moved has none. */
export function revisionOf(item: Record<string, unknown> | undefined): Revision {
  const { rev = '', at = new Date(0).toISOString(), ...rest } = item ?? {};
  const watched = Object.entries(rest).filter(([name]) => name.startsWith(WATCHED));
  return {
    rev: String(rev),
    at: String(at),
    watched: Object.fromEntries(watched.map(([name, until]) => [name.slice(WATCHED.length), String(until)])),
  };
}

/** The revision as it is this moment: read it first, and the counters after it hold at least what it stands for. */
export async function revisionNow(ctx: Context): Promise<Revision> {
  const command = new GetCommand({ TableName: tableName(), Key: revisionKey(ctx), ConsistentRead: true });
  return revisionOf((await ctx.db.send(command)).Item);
}

/** The pages that somebody has looked at in the last 24 hours. */
export const watchedPages = ({ watched }: Revision, now: Date): string[] =>
  Object.keys(watched).filter((page) => (watched[page] ?? '') > now.toISOString());

/** Notes that somebody looks at a page, at most once an hour; forgets pages that nobody looks at any more. */
export async function noteLook(ctx: Context, page: string, { watched }: Revision): Promise<void> {
  const now = ctx.now.getTime();
  if ((watched[page] ?? '') > new Date(now + WATCHED_MS - NOTED_MS).toISOString()) return;
  const old = Object.keys(watched).filter((name) => name !== page && (watched[name] ?? '') < ctx.now.toISOString());
  const names = Object.fromEntries([page, ...old].map((name, index) => [`#${index}`, `${WATCHED}${name}`]));
  const forgotten = old.map((_, index) => `#${index + 1}`).join(', ');
  await ctx.db.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: revisionKey(ctx),
      UpdateExpression: `SET #0 = :until${forgotten && ` REMOVE ${forgotten}`}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':until': new Date(now + WATCHED_MS).toISOString() },
    }),
  );
}

/** Stored pages of a company are to be made anew. */
export const RefreshMessage = z.object({ companyId: z.string() });

export const REFRESH_LANE = 'watched';
/** Pages are made anew once for such a slot, however many changes it has. */
const SLOT_SECONDS = 10;
/** So long after a change every read of the table and its indexes finds it. */
export const SETTLED_SECONDS = 5;
const MOST_REMEMBERED = 10_000;
const asked = new Set<string>();

/**
 * Says that counters of a company have moved, after they have: one write, whatever their number. Where somebody looks at a
 * stored page, a worker makes it anew when the slot has ended and its last change has settled. Safe to repeat.
 */
export async function noteCounted(ctx: Context): Promise<void> {
  const now = new Date();
  const { Attributes } = await ctx.db.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: revisionKey(ctx),
      UpdateExpression: 'SET rev = :rev, #at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':rev': randomUUID(), ':at': now.toISOString() },
      ReturnValues: 'ALL_NEW',
    }),
  );
  if (watchedPages(revisionOf(Attributes), now).length === 0) return;
  const seconds = Math.floor(now.getTime() / 1_000);
  const slot = `${ctx.companyId} ${Math.floor(seconds / SLOT_SECONDS)}`;
  if (asked.has(slot)) return;
  const { companyId } = ctx;
  const message = {
    body: JSON.stringify({ companyId } satisfies z.infer<typeof RefreshMessage>),
    group: companyId,
    delaySeconds: SLOT_SECONDS - (seconds % SLOT_SECONDS) + SETTLED_SECONDS,
  };
  await sendMessages('the queue of dashboards', env(queueVariable(DASHBOARD_QUEUE, REFRESH_LANE)), [message]);
  if (asked.size > MOST_REMEMBERED) asked.clear();
  asked.add(slot);
}
