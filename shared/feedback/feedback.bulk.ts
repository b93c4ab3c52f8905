import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { itemContext, refusalOf } from '../http/items.ts';
import { Problem } from '../http/problem.ts';
import { parsedAs } from '../http/request.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { IDEMPOTENCY_HOURS } from '../kernel/idempotency.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { tableName } from '../kernel/table.ts';
import { isConditionFailed } from '../kernel/write.ts';
import { type BulkResult, SubmitFeedback } from './feedback.requests.schema.ts';
import { occurrence, submit } from './feedback.submit.ts';
import type { Id } from '../kernel/id-kinds.ts';

const PER_PAGE = 50;
const PARALLEL = 25;

type Item = { index: number; input: SubmitFeedback; feedbackId: Id<'feedback'> };

/**
 * Stores many pieces of feedback, each for itself: the result of each stands under its index. With an
 * Idempotency-Key a repetition writes the same records again, also when the first try died half-way.
 */
export async function submitMany(
  ctx: Context,
  { items }: { items: readonly unknown[] },
): Promise<{ results: BulkResult[] }> {
  const results: BulkResult[] = [];
  const started = ctx.idempotency ? await firstStart(ctx, ctx.idempotency.pk) : ctx.now;
  const good: Item[] = [];
  for (const [index, item] of items.entries()) {
    try {
      good.push(accepted(ctx, item, index, started));
    } catch (error) {
      results.push({ index, ...refusalOf(error, `#/items/${index}`) });
    }
  }
  const pageOf = new Map(good.map((item, at) => [item, good[at - (at % PER_PAGE)]?.feedbackId]));
  // What is one record must not be written by two at once, and the later item must win.
  const lanes = [
    ...Map.groupBy(good, ({ input, index }) =>
      input.externalId === undefined ? index : `${input.source}/${input.externalId}`,
    ).values(),
  ];
  const crashes: unknown[] = [];
  await eachBatch(lanes, { size: 1, parallel: PARALLEL }, async (batch) => {
    for (const item of batch.flat()) {
      try {
        results.push(await store(ctx, item, pageOf.get(item)));
      } catch (error) {
        // The same key brings the whole bulk again and finishes it; without one each item must tell its own fate.
        if (ctx.idempotency && !(error instanceof Problem)) crashes.push(error);
        else results.push({ index: item.index, ...refusalOf(error, `#/items/${item.index}`) });
      }
    }
  });
  if (crashes.length > 0) throw crashes[0];
  return { results: results.toSorted((one, other) => one.index - other.index) };
}

function accepted(ctx: Context, item: unknown, index: number, started: Date): Item {
  const input = parsedAs(SubmitFeedback, item);
  const at = occurrence(ctx, input, started);
  const seed = ctx.idempotency && `${ctx.idempotency.seed}#${index}`;
  return {
    index,
    input,
    feedbackId: seed === undefined ? newId('feedback', at) : deterministicId('feedback', at, seed),
  };
}

async function store(
  ctx: Context,
  { index, input, feedbackId }: Item,
  ledgerPage: string | undefined,
): Promise<BulkResult> {
  const { feedback, created } = await submit(itemContext(ctx, index), input, { feedbackId, ledgerPage });
  return { index, status: created ? 201 : 200, feedbackId: feedback.feedbackId };
}

/** When the bulk with this key was first sent: records without a time of their own must get the same one again. */
async function firstStart(ctx: Context, pk: string): Promise<Date> {
  const key = { pk, sk: 'start' };
  const seconds = Math.floor(ctx.now.getTime() / 1000);
  try {
    await ctx.db.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...key, at: ctx.now.toISOString(), expiresAt: seconds + IDEMPOTENCY_HOURS * 3600 },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': seconds },
      }),
    );
    return ctx.now;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
    return Item ? new Date(String(Item['at'])) : ctx.now;
  }
}
