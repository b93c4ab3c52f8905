import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { fingerprint } from '../kernel/ids.ts';
import { defineStore, isThere, type Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { StoredTopic } from './emerging.schema.ts';

const DAY_S = 86_400;
const KEPT_DAYS = 400;
const SILENT_DAYS = 180;

/** The same phrase has the same id each week but for the week. */
export const idOf = (week: string, language: string, key: string): string =>
  `${week}.${language}.${fingerprint(key).slice(0, 16)}`;
/** Language and phrase of a topic: the same in each week. */
export const phraseOf = (topicId: string): string => topicId.slice(topicId.indexOf('.') + 1);

export const topics = defineStore('emergingTopic', StoredTopic, {
  id: 'topicId',
  key: { pk: ({ topicId }) => `tpe#${topicId.split('.')[0] ?? ''}`, sk: ({ topicId }) => topicId },
  indexes: {},
  retention: ({ week }) => new Date(Date.parse(week) + KEPT_DAYS * DAY_S * 1_000),
});

/** The topics of a week, in no order. */
export async function topicsOfWeek(ctx: Context, week: string): Promise<StoredTopic[]> {
  const found: StoredTopic[] = [];
  for await (const rows of walkPartition<Stored<StoredTopic>>(ctx, `${companyPrefix(ctx.companyId)}tpe#${week}`))
    found.push(...rows.filter((row) => isThere(ctx, row)).map((row) => topics.publicOf(row)));
  return found;
}

const key = ({ companyId }: Context, sk: string) => ({ pk: `${companyPrefix(companyId)}tpe`, sk });
const read = async (ctx: Context, sk: string) =>
  (await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key(ctx, sk), ConsistentRead: true }))).Item;

/** Whether somebody has dismissed a phrase in the last 180 days. */
export async function isSilent(ctx: Context, topicId: string): Promise<boolean> {
  const row = await read(ctx, phraseOf(topicId));
  return row !== undefined && Number(row['expiresAt']) > ctx.now.getTime() / 1_000;
}

export async function silence(ctx: Context, topicId: string): Promise<void> {
  const expiresAt = Math.ceil(ctx.now.getTime() / 1_000) + SILENT_DAYS * DAY_S;
  const Item = { ...key(ctx, phraseOf(topicId)), expiresAt };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
}

/** The newest week that was looked at, and when. */
export async function lastRun(ctx: Context): Promise<{ week: string; at: string } | undefined> {
  return (await read(ctx, 'run')) as { week: string; at: string } | undefined;
}

export async function noteRun(ctx: Context, week: string): Promise<void> {
  const Item = { ...key(ctx, 'run'), week, at: ctx.now.toISOString() };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
}
