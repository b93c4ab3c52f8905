import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { batchesOf } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { deflated, inflated } from '../kernel/deflated.ts';
import { keyPart } from '../kernel/ids.ts';
import { keptFor } from '../kernel/kept.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { writeAll } from '../kernel/write-all.ts';
import type { Frequencies } from './cosine.ts';

/** Terms of a language that a snapshot holds, the commonest ones. */
const MOST_TERMS = 20_000;
/** Even if each were two words of 64 letters, a row would stay below the 400 KB of an item. */
const TERMS_PER_ROW = 1_000;
/** What no week has replaced for so long is of a language in which nobody writes any more. */
const KEPT_DAYS = 60;
const DAY_MS = 86_400_000;
const FRESH_MS = 10 * 60_000;
/** Of about 3 MB each. */
const MOST_KEPT = 8;

const HEAD = 'head';
type Row = { sk: string; terms: Uint8Array };
/** Which week's rows are the snapshot, and how many texts were counted. */
type Head = { week: string; documents: number };

const partition = ({ companyId }: Pick<Context, 'companyId'>, language: string): string =>
  `${companyPrefix(companyId)}idf#${keyPart(language)}`;

/**
 * Keeps how many texts hold each term, for a week. Only terms that more than one text holds are kept: one text's words are
 * not copied to where its deletion does not reach. The rows of a week come before the row that names the week, so whoever
 * reads sees one week whole; the same counts make the same rows.
 */
export async function keepSnapshot(
  ctx: Context,
  language: string,
  week: string,
  { documents, df }: Frequencies,
): Promise<void> {
  const pk = partition(ctx, language);
  const expiresAt = Math.ceil((Date.parse(week) + KEPT_DAYS * DAY_MS) / 1_000);
  const commonest = [...df]
    .filter(([, count]) => count > 1)
    .toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, MOST_TERMS);
  const rows = batchesOf(commonest, TERMS_PER_ROW).map((some, block) => ({
    pk,
    sk: `${week}#${String(block).padStart(2, '0')}`,
    terms: deflated(some),
    expiresAt,
  }));
  await writeAll(
    ctx,
    rows.map((Item) => ({ PutRequest: { Item } })),
  );
  const head: Head & { pk: string; sk: string; expiresAt: number } = { pk, sk: HEAD, week, documents, expiresAt };
  await writeAll(ctx, [{ PutRequest: { Item: head } }]);
}

const kept = keptFor<Frequencies>(FRESH_MS, MOST_KEPT);

/** The latest snapshot of a language, at most ten minutes old; without one, no text holds anything and all terms weigh the same. */
export const snapshotOf = (ctx: Context, language: string): Promise<Frequencies> => {
  const pk = partition(ctx, language);
  return kept.get(pk, ctx.now.getTime(), () => readSnapshot(ctx, pk));
};

async function readSnapshot(ctx: Context, pk: string): Promise<Frequencies> {
  const df = new Map<string, number>();
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: { pk, sk: HEAD } }));
  const head = Item as Head | undefined;
  if (!head) return { documents: 0, df };
  const between = [`${head.week}#`, `${head.week}#~`] as const;
  for await (const rows of walkPartition<Row>(ctx, pk, { consistent: false, between }))
    for (const { terms } of rows) for (const [term, count] of inflated<[string, number][]>(terms)) df.set(term, count);
  return { documents: head.documents, df };
}

/** Forgets what this process keeps of a company's snapshot of a language. */
export const forgetSnapshot = (ctx: Pick<Context, 'companyId'>, language: string): boolean =>
  kept.forget(partition(ctx, language));
