import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type FeedbackType, type TriageRoute } from '../feedback/feedback.parts.schema.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { fromKeyPart, keyPart, shardOf } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type * as z from 'zod';
import type { Age } from './triage.requests.schema.ts';
import { isWaiting, type TriageItem } from './triage.schema.ts';

/** Rows of a company's counts: many items come at once, and each changes one of them. */
const SHARDS = 8;
const DAY_MS = 86_400_000;
/** Younger than this many days is told apart by day; of what is older only the sum matters. */
const DAYS_TOLD = 15;
/** A theme that nobody moved for so long is no longer counted. */
const THEME_DAYS = 800;

type Company = Pick<Context, 'companyId'>;
type Row = Record<string, unknown>;
const keyOf = ({ companyId }: Company, shard: number) => ({
  pk: `${companyPrefix(companyId)}tric`,
  sk: String(shard),
});
const themesOf = ({ companyId }: Company): string => `${companyPrefix(companyId)}tric#theme`;

/** The UTC day of an instant, as a count of days. */
const dayOf = (instant: string | Date): number => Math.floor(new Date(instant).getTime() / DAY_MS);

/** Whole UTC days since a record came. */
export const ageInDays = (arrivedAt: string, now: Date): number => dayOf(now) - dayOf(arrivedAt);
export const ageOf = (arrivedAt: string, now: Date): Age => {
  const days = ageInDays(arrivedAt, now);
  return days < 7 ? 'under_7_days' : days <= 14 ? '7_to_14_days' : 'over_14_days';
};

/** What an item is counted under while it waits; nothing otherwise. */
function namesOf(ctx: Context, item: TriageItem | undefined): string[] {
  if (!item || !isWaiting(item)) return [];
  const recent = ageInDays(item.arrivedAt, ctx.now) < DAYS_TOLD ? [`day#${dayOf(item.arrivedAt)}`] : [];
  return ['waiting', `route#${item.route}`, `type#${item.type ?? 'none'}`, ...recent];
}

/** Items of which this says the same are counted in the same rows. */
export const countedAt = (itemId: string): string => `counts#${shardOf(itemId, SHARDS)}`;

/** The part of an item's transaction that keeps its company's counts of what waits. */
export function counted(ctx: Context, after: TriageItem, before: TriageItem | undefined): TransactItem[] {
  const [now, was] = [new Set(namesOf(ctx, after)), new Set(namesOf(ctx, before))];
  const moved = [...new Set([...now, ...was])].filter((name) => now.has(name) !== was.has(name));
  const shard = shardOf(after.itemId, SHARDS);
  const themed = (item: TriageItem | undefined) => (item && isWaiting(item) ? item.theme : undefined);
  const themes = [themed(after), themed(before)] as const;
  return [
    ...(moved.length === 0 ? [] : [countsMoved(ctx, shard, moved, now)]),
    ...(themes[0] === themes[1]
      ? []
      : [themeMoved(ctx, shard, themes[0], 1), themeMoved(ctx, shard, themes[1], -1)].flat()),
  ];
}

function countsMoved(ctx: Context, shard: number, moved: readonly string[], now: ReadonlySet<string>): TransactItem {
  const today = dayOf(ctx.now);
  // Days that are told apart no longer leave the row, or it would grow for ever.
  const gone = Array.from({ length: DAYS_TOLD }, (_, index) => `day#${today - DAYS_TOLD - index}`);
  const named = [...moved, ...gone].map((name, index) => [`#n${index}`, name] as const);
  const added = named.slice(0, moved.length);
  return {
    Update: {
      TableName: tableName(),
      Key: keyOf(ctx, shard),
      UpdateExpression: `ADD ${added.map(([alias], index) => `${alias} :n${index}`).join(', ')} REMOVE ${named
        .slice(moved.length)
        .map(([alias]) => alias)
        .join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(named),
      ExpressionAttributeValues: Object.fromEntries(
        added.map(([, name], index) => [`:n${index}`, now.has(name) ? 1 : -1]),
      ),
    },
  };
}

const themeMoved = (ctx: Context, shard: number, theme: string | undefined, by: 1 | -1): TransactItem[] =>
  theme === undefined
    ? []
    : [
        {
          Update: {
            TableName: tableName(),
            Key: { pk: themesOf(ctx), sk: `${keyPart(theme)}#${shard}` },
            UpdateExpression: 'SET expiresAt = :until ADD n :by',
            ExpressionAttributeValues: {
              ':until': Math.floor(ctx.now.getTime() / 1_000) + THEME_DAYS * 86_400,
              ':by': by,
            },
          },
        },
      ];

type Counts = {
  waiting: number;
  route: Record<z.output<typeof TriageRoute>, number>;
  type: Partial<Record<z.output<typeof FeedbackType> | 'none', number>>;
  theme: { theme: string; count: number }[];
  age: Record<Age, number>;
};
/** So many themes are told, those with the most. */
export const MOST_THEMES = 200;

/** What waits in a company as it is this moment: by route, type, theme and age. */
export async function readCounts(ctx: Context): Promise<Counts> {
  const keys = Array.from({ length: SHARDS }, (_, shard) => keyOf(ctx, shard));
  const [rows, themes] = await Promise.all([batchGet(ctx, keys, { ConsistentRead: true }), themeCounts(ctx)]);
  const sum = (name: string): number => (rows as Row[]).reduce((total, row) => total + Number(row[name] ?? 0), 0);
  const under = (prefix: string): Record<string, number> => {
    const names = new Set((rows as Row[]).flatMap((row) => Object.keys(row)).filter((name) => name.startsWith(prefix)));
    return Object.fromEntries([...names].map((name) => [name.slice(prefix.length), sum(name)]));
  };
  const today = dayOf(ctx.now);
  const days = (from: number, to: number): number =>
    Array.from({ length: to - from + 1 }, (_, index) => sum(`day#${today - from - index}`)).reduce((a, b) => a + b, 0);
  const [waiting, young, middle] = [sum('waiting'), days(0, 6), days(7, 14)];
  return {
    waiting,
    route: { engineering: 0, roadmap: 0, quick_win: 0, none: 0, ...under('route#') },
    type: Object.fromEntries(Object.entries(under('type#')).filter(([, count]) => count > 0)),
    theme: themes,
    age: { under_7_days: young, '7_to_14_days': middle, over_14_days: waiting - young - middle },
  };
}

async function themeCounts(ctx: Context): Promise<Counts['theme']> {
  // One page is enough: it holds the rows of more than a thousand themes.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': themesOf(ctx) },
      ConsistentRead: true,
    }),
  );
  const counts = new Map<string, number>();
  for (const { sk, n } of Items) {
    const [part = ''] = String(sk).split('#');
    counts.set(part, (counts.get(part) ?? 0) + Number(n));
  }
  return [...counts]
    .map(([part, count]) => ({ theme: fromKeyPart(part), count }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_THEMES);
}

/** How many records of one theme wait in a company. */
export async function waitingOfTheme(ctx: Context, theme: string): Promise<number> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => ({
    pk: themesOf(ctx),
    sk: `${keyPart(theme)}#${shard}`,
  }));
  const rows = await batchGet(ctx, shards, { ConsistentRead: true });
  return (rows as Row[]).reduce((sum, { n }) => sum + Number(n), 0);
}
