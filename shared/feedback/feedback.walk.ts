import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { type ItemKey, itemsBehind, queryPages, walkPartition } from '../kernel/walk.ts';
import { idsOfSpan, type Span } from './feedback.pages.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { customerPartition, feedbackKey, monthPartition } from './feedback.store.ts';

export { find, findAll, publicOf } from './feedback.store.ts';

/** Months that hold records, oldest first. */
export const months = (ctx: Context): Promise<string[]> => monthsOf(ctx);

/** Every record of a month, oldest first, deleted and excluded ones included, a page at a time. */
export const walk = (ctx: Context, month: string, how?: { consistent?: boolean }): AsyncGenerator<StoredFeedback[]> =>
  walkPartition(ctx, monthPartition(ctx, month), how);

/** In which order a span is walked. */
export type Order = 'oldest' | 'newest';

const PER_PAGE = 1_000;
const PER_PAGE_OF_CUSTOMER = 25;

const between = (pk: string, span: Span, names: readonly [pk: string, sk: string]) => {
  const [low, high] = idsOfSpan(span);
  return {
    KeyConditionExpression: `${names[0]} = :pk AND ${names[1]} BETWEEN :low AND :high`,
    ExpressionAttributeValues: { ':pk': pk, ':low': low, ':high': high },
  };
};

/**
 * Every record of a span, or those behind `after` in that order, deleted and excluded ones included, a page at a time;
 * eventually consistent.
 */
export async function* walkSpan(
  ctx: Context,
  span: Span,
  order: Order,
  after?: Id<'feedback'>,
): AsyncGenerator<StoredFeedback[]> {
  if (span.end <= span.start) return;
  const [first, last] = idsOfSpan(span).map(idMonth) as [string, string];
  const reached = after && idMonth(after);
  const low = reached !== undefined && order === 'oldest' ? reached : first;
  const high = reached !== undefined && order === 'newest' ? reached : last;
  const inside = (await months(ctx)).filter((month) => month >= low && month <= high);
  for (const month of order === 'oldest' ? inside : inside.toReversed()) {
    const query = {
      ...between(monthPartition(ctx, month), span, ['pk', 'sk']),
      ScanIndexForward: order === 'oldest',
      Limit: PER_PAGE,
    };
    const from = after && month === reached ? feedbackKey(ctx, after) : undefined;
    for await (const steps of queryPages<StoredFeedback>(ctx, query, from))
      yield steps.flatMap(({ item }) => item ?? []);
  }
}

/** The same of one customer, by their key, found by an index. */
export async function* walkOfCustomer(
  ctx: Context,
  customerKey: string,
  span: Span,
  order: Order,
): AsyncGenerator<StoredFeedback[]> {
  if (span.end <= span.start) return;
  const query = {
    IndexName: 'gsi1',
    ...between(customerPartition(ctx, customerKey), span, ['g1pk', 'g1sk']),
    ScanIndexForward: order === 'oldest',
    Limit: PER_PAGE_OF_CUSTOMER,
  };
  for await (const steps of queryPages<ItemKey>(ctx, query, undefined))
    yield (await itemsBehind<StoredFeedback>(ctx, steps)).flatMap(({ item }) => item ?? []);
}
