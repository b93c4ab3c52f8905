import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { change } from '../feedback/feedback.change.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { eachItem } from '../http/items.ts';
import { invalid, Problem } from '../http/problem.ts';
import { fieldErrors } from '../http/request.ts';
import { linking } from '../initiative/initiative.ts';
import { writesOf } from '../kernel/change.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact } from '../kernel/json.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import { countedAt } from './counts.ts';
import { decide, decidedFields, type Former } from './decide.ts';
import { firstAfterReturn } from './first-decision.ts';
import { follow } from './intake.ts';
import { itemIdOf } from './item-id.ts';
import { type DecideMany, DecisionOfMany } from './triage.requests.schema.ts';
import type { TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';
import { moveDuplicate, settle } from './voices.ts';

type FeedbackId = Id<'feedback'>;
type BatchId = Id<'triageBatch'>;

const UNDO_MINUTES = 10;
const DAY_SECONDS = 86_400;
const HEADER = 'batch';
const SETTLED_AT_ONCE = 8;
/** A repeated request must find its batch again, so the id has no time of its own. */
const NO_TIME = new Date(0);

const partition = ({ companyId }: Context, batchId: BatchId): string => `${companyPrefix(companyId)}trb#${batchId}`;
const inSeconds = (now: Date): number => Math.floor(now.getTime() / 1_000);

/** Up to 200 decisions, each for itself: one that is refused spoils no other. They can be undone together. */
export async function decideMany(ctx: Context, { body }: { body: DecideMany }) {
  const batchId = ctx.idempotency
    ? deterministicId('triageBatch', NO_TIME, ctx.idempotency.seed)
    : newId('triageBatch', ctx.now);
  const undoUntil = await begin(ctx, batchId);
  const toSettle = new Set<FeedbackId>();
  const decideOne = async (own: Context, parsed: Parsed) => {
    if (!parsed.success) throw invalid(...fieldErrors(parsed.error));
    const { feedbackId, version: ifMatch, ...decision } = parsed.data;
    if (first.get(feedbackId) !== parsed)
      throw invalid({ pointer: '#/feedbackId', detail: 'is decided by an item before' });
    const batch = {
      batchId,
      keeping: (former: Former) => kept(own, batchId, feedbackId, former),
      settleLater: (main: FeedbackId) => void toSettle.add(main),
    };
    const { version } = await decide(own, { feedbackId, ifMatch, body: decision }, batch);
    return { status: 200, feedbackId, version };
  };
  const items = body.items.map((item) => DecisionOfMany.safeParse(item));
  const first = new Map<string, Parsed>();
  for (const one of items) if (one.success && !first.has(one.data.feedbackId)) first.set(one.data.feedbackId, one);
  const { results } = await eachItem(ctx, 'items', items, decideOne, { meetingAt });
  await eachBatch([...toSettle], { size: 1, parallel: SETTLED_AT_ONCE }, async ([main]) => {
    if (main) await settle(ctx, main);
  });
  return { batchId, undoUntil, results };
}

type Parsed = ReturnType<typeof DecisionOfMany.safeParse>;

/** Decisions that write the same row: numbers of an initiative, the condition on a main record, or counts of the queue. */
const meetingAt = ({ data }: Parsed): string =>
  data?.initiativeId ?? data?.duplicateOf ?? countedAt(itemIdOf(data?.feedbackId ?? ''));

/** Until when a batch can be undone: from when it was first sent. */
async function begin(ctx: Context, batchId: BatchId): Promise<string> {
  const { Attributes } = await ctx.db.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: { pk: partition(ctx, batchId), sk: HEADER },
      UpdateExpression: 'SET undoUntil = if_not_exists(undoUntil, :until), expiresAt = :gone',
      ExpressionAttributeValues: {
        ':until': new Date(ctx.now.getTime() + UNDO_MINUTES * 60_000).toISOString(),
        ':gone': inSeconds(ctx.now) + DAY_SECONDS,
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return String(Attributes?.['undoUntil']);
}

type Row = { sk: string; former: Former; undone?: boolean };

const kept = (ctx: Context, batchId: BatchId, feedbackId: FeedbackId, former: Former): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: { pk: partition(ctx, batchId), sk: feedbackId, former, expiresAt: inSeconds(ctx.now) + DAY_SECONDS },
  },
});

/**
 * Takes the decisions of a batch back: each record that nobody has triaged since is as it was before; the others are
 * answered with 409. 404 for an unknown batch, `undo-expired` after 10 minutes.
 */
export async function undo(ctx: Context, { batchId }: { batchId: BatchId }) {
  const key = { pk: partition(ctx, batchId), sk: HEADER };
  const { Item: header } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }),
  );
  if (!header) throw new Problem('not-found');
  if (String(header['undoUntil']) < ctx.now.toISOString()) throw new Problem('undo-expired');
  const rows: Row[] = [];
  for await (const page of walkPartition<Row>(ctx, key.pk)) rows.push(...page.filter(({ sk }) => sk !== HEADER));
  return eachItem(
    ctx,
    'items',
    rows,
    async (own, row) => {
      const feedbackId = row.sk as FeedbackId;
      if (!row.undone) await takeBack(own, batchId, feedbackId, row.former);
      return { status: 200, feedbackId };
    },
    { meetingAt: ({ sk, former }) => (former.linked ? 'links' : countedAt(itemIdOf(sk))) },
  );
}

async function takeBack(ctx: Context, batchId: BatchId, feedbackId: FeedbackId, former: Former): Promise<void> {
  let main: FeedbackId | undefined;
  let writes: TransactItem[] = [];
  await change(
    ctx,
    feedbackId,
    'triage',
    async (before) => {
      const item = await triageItems.find(ctx, itemIdOf(feedbackId));
      if (!isThere(ctx, item) || item.batchId !== batchId)
        throw new Problem('conflict', 'The record has been triaged since.');
      main = before.triage?.duplicateOf as FeedbackId | undefined;
      const itemWas = former.item ?? {
        status: 'new' as const,
        leftOut: { because: 'not_for_triage' as const, at: ctx.now.toISOString() },
      };
      const none = Object.fromEntries([...decidedFields, 'leftOut', 'batchId'].map((name) => [name, undefined]));
      const firstDecision = firstAfterReturn(item, itemWas.status ?? 'new');
      const restored = { ...item, ...none, route: item.route, ...itemWas, firstDecision } as Stored<TriageItem>;
      const { initiativeId, source = 'hand' } = former.linked ?? {};
      const link =
        former.linked && (await linking(ctx, feedbackId, initiativeId as Id<'initiative'> | undefined, { source }));
      writes = [
        ...writesOf(ctx, triageItems, item, restored, { action: 'undo' }).writes,
        ...(link?.writes ?? []),
        undoneRow(ctx, batchId, feedbackId),
      ];
      const voices = before.triage?.voices ?? former.record.triage?.voices;
      // What a tracker calls it is so whatever was decided.
      const kept = compact({ voices, externalRef: before.triage?.externalRef });
      const was = former.record.triage ?? (Object.keys(kept).length > 0 ? { status: 'new' as const } : undefined);
      const triage = was && { ...was, ...kept };
      return { ...before, ...asBefore(before, former), triage };
    },
    { also: () => writes },
  );
  for (const one of former.duplicates ?? [])
    if (main !== undefined) await moveDuplicate(ctx, one as FeedbackId, main, feedbackId);
  if (main !== undefined) await settle(ctx, main);
  await follow(ctx, { feedbackId });
  await settle(ctx, feedbackId);
}

/** Of what the decision said about the record itself, what nobody has changed since. */
const asBefore = (now: Feedback, { record, said }: Former): Partial<Feedback> =>
  Object.fromEntries(
    (['type', 'theme', 'impact'] as const).flatMap((name) =>
      said[name] !== undefined && now[name] === said[name] ? [[name, record[name]]] : [],
    ),
  );

const undoneRow = (ctx: Context, batchId: BatchId, feedbackId: FeedbackId): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: { pk: partition(ctx, batchId), sk: feedbackId },
    UpdateExpression: 'SET undone = :true',
    ExpressionAttributeValues: { ':true': true },
  },
});
