import { keysOfCalled } from '../customer/identity.ts';
import { passes, type FilterTests } from '../http/list.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import { invalid } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { compact, partOf } from '../kernel/json.ts';
import { shardPages } from '../kernel/shards.ts';
import type { ItemKey, Step } from '../kernel/walk.ts';
import { decisionPartition, refusedPartitions, type WrittenDecision } from './decision.store.ts';
import { MessageDecision, type MessageDecisionQuery } from './message-decision.schema.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 90;
const MOST_DAYS = 366;

type Filter = Omit<MessageDecisionQuery, 'limit' | 'cursor'>;
type Range = { from: string; to: string };
/** A cursor carries the range: without `to`, it is that of the first page. */
type Position = Range & { month: string; key?: ItemKey };
type Found = AsyncGenerator<Step<MessageDecision, Position>[]>;

const tests: FilterTests<MessageDecision, Omit<Filter, 'customerId' | 'email'>> = {
  kind: (one, wanted) => one.kind === wanted,
  purpose: (one, wanted) => one.purpose === wanted,
  channel: (one, wanted) => one.channel === wanted,
  reason: (one, wanted) => one.reason === wanted,
  from: (one, wanted) => one.at >= wanted,
  to: (one, wanted) => one.at <= wanted,
};

/** Decisions of earlier releases and of surveys do not say what for and by which channel: all of them were mails. */
function shownOf(row: WrittenDecision | undefined): MessageDecision | undefined {
  if (!row || row.sent || row.reason === undefined) return undefined;
  const { kind = 'survey' } = row;
  const purpose = kind === 'survey' || kind === 'follow_up' ? 'survey' : 'service';
  const said = { channel: 'email', purpose, ...row, kind };
  return compact(partOf(MessageDecision, said)) as MessageDecision;
}

const shown = (row: unknown, filter: Filter): MessageDecision | undefined => {
  const { customerId: _, email: __, ...wanted } = filter;
  const decision = shownOf(row as WrittenDecision | undefined);
  return decision && passes(tests, decision, wanted) ? decision : undefined;
};

/** What was not sent to somebody, under all of their names. */
async function* ofPerson(ctx: Context, filter: Filter, { key, ...range }: Position, size: number): Found {
  const partitions = (await keysOfCalled(ctx, filter)).map((name) => decisionPartition(ctx.companyId, name));
  for await (const steps of shardPages(ctx, { partitions, size, order: 'desc' }, key))
    yield steps.map(({ item, after }) => ({ item: shown(item, filter), after: after && { ...range, key: after } }));
}

const nameOf = ({ pk, sk }: ItemKey): string => `${String(pk)} ${String(sk)}`;

/** What was not sent to anybody, month by month. */
async function* ofCompany(ctx: Context, filter: Filter, { key, ...range }: Position, size: number): Found {
  const months = monthsBetween(range.from.slice(0, 7), range.month).reverse();
  const within = { ...filter, from: range.from, to: range.to };
  for (const [at, month] of months.entries()) {
    const older = months[at + 1];
    const spread = { index: 'gsi2', partitions: refusedPartitions(ctx, month), size, order: 'desc' } as const;
    for await (const steps of shardPages(ctx, spread, at === 0 ? key : undefined)) {
      const keys = steps.flatMap(({ item }) => (item ? [{ pk: String(item['pk']), sk: String(item['sk']) }] : []));
      const rows = new Map((await batchGet(ctx, keys)).map((row) => [nameOf(row), row]));
      yield steps.map(({ item, after }) => ({
        item: item && shown(rows.get(nameOf(item)), within),
        after: after ? { ...range, month, key: after } : older === undefined ? undefined : { ...range, month: older },
      }));
    }
  }
}

/**
 * Messages that were not sent, newest first: to somebody who is named, or to anybody within a range of at most 366 days, which
 * is 400 where it is longer or ends before it begins.
 */
export function messageDecisions(
  ctx: Context,
  { limit, cursor, ...filter }: MessageDecisionQuery,
): Promise<Page<MessageDecision>> {
  const isNamed = filter.customerId !== undefined || filter.email !== undefined;
  const to = filter.to ?? ctx.now.toISOString();
  const from = filter.from ?? new Date(Date.parse(to) - DEFAULT_DAYS * DAY_MS).toISOString();
  if (from > to || (!isNamed && Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY_MS))
    throw invalid({ parameter: 'from', detail: `must be at most ${MOST_DAYS} days before to, and not after it` });
  const read = isNamed ? ofPerson : ofCompany;
  return pageFrom(ctx, { name: 'messages.decisions', filter, limit, cursor }, (position: Position | undefined) =>
    read(ctx, filter, position ?? { from, to, month: to.slice(0, 7) }, limit),
  );
}
