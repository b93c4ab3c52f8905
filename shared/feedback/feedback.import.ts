import type { Analysis } from '../analysis/analysis.schema.ts';
import { noteMonths } from '../company/months.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { eachBatch } from '../kernel/batches.ts';
import { enlist } from '../kernel/companies.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import { isContention, retryOnConflict } from '../kernel/retry.ts';
import type { Planned, Undone } from '../kernel/imported.ts';
import { commit } from '../kernel/write.ts';
import type { Actor } from '../fields/actor.schema.ts';
import type { ContactRequest, Exclusion } from './feedback.parts.schema.ts';
import type { SubmitFeedback } from './feedback.requests.schema.ts';
import type { LastAction, StoredFeedback } from './feedback.schema.ts';
import {
  createItem,
  type DraftFeedback,
  draftOf,
  find,
  findAll,
  findIdentity,
  type Identity,
  identityItem,
  identityKey,
  itemOf,
  replaceItem,
} from './feedback.store.ts';
import { edited, firstAnalysis } from './feedback.ts';
import type * as z from 'zod';

/** What an export of ours says of a record beside what its sender said. */
export type Kept = { analysis?: Analysis; excluded?: Excluded; contactRequest?: ContactRequest };
export type Excluded = z.infer<typeof Exclusion>;

/** A row that is to become a record, or to bring one up to date. */
export type Incoming = {
  /** Where it is new; the same each time that the same import is tried. It carries the time. */
  feedbackId: Id<'feedback'>;
  ledgerPage: string;
  input: SubmitFeedback & { externalId: string };
  kept?: Kept | undefined;
};

/** What is to be done with a row of feedback; before, its record was so. */
export type PlannedFeedback = Planned<DraftFeedback>;

export type ImportHow = {
  by: Actor;
  /** Begins the ids of the requests under which records are written. */
  request: string;
  analysis: 'run' | 'skip' | 'keep';
  restore: boolean;
  announce: boolean;
};

const PARALLEL = 25;

/** Says what is to become of rows by what is there now. Reads only. */
export async function planImport(ctx: Context, rows: readonly Incoming[], how: ImportHow): Promise<PlannedFeedback[]> {
  const keyOf = ({ input }: Incoming): string => identityKey(ctx, input.source, input.externalId).pk;
  const consistent = { ConsistentRead: true };
  const identities = (await batchGet(
    ctx,
    rows.map(({ input }) => identityKey(ctx, input.source, input.externalId)),
    consistent,
  )) as (Identity & { pk: string })[];
  const idOf = new Map(identities.map(({ pk, feedbackId }) => [pk, feedbackId]));
  const known = await findAll(ctx, [...idOf.values()], consistent);
  const recordOf = new Map(known.map((record) => [record.feedbackId as string, record]));
  return rows.map((row) => planned(row, recordOf.get(idOf.get(keyOf(row)) ?? ''), how));
}

function planned(
  { feedbackId, input }: Incoming,
  known: StoredFeedback | undefined,
  { restore }: ImportHow,
): PlannedFeedback {
  if (!known || known.feedbackId === feedbackId) return { outcome: 'created' };
  if (known.deletedAt !== undefined && !restore) return { outcome: 'skipped', reason: 'deleted' };
  if (input.occurredAt !== undefined && Date.parse(input.occurredAt) !== Date.parse(known.occurredAt))
    return {
      outcome: 'failed',
      code: 'time_cannot_change',
      message: `is known as of ${known.occurredAt}, and when a record was said cannot change`,
    };
  const before = draftOf(known);
  const place = { recordId: known.feedbackId, before };
  if (known.deletedAt !== undefined) return { outcome: 'restored', ...place };
  const [seen, sent] = [known.sourceUpdatedAt, input.sourceUpdatedAt];
  if (seen !== undefined && sent !== undefined && sent < seen) return { outcome: 'skipped', reason: 'older' };
  return edited(before, sentBy(input)) ? { outcome: 'updated', ...place } : { outcome: 'unchanged' };
}

function sentBy(input: SubmitFeedback): Partial<SubmitFeedback> {
  const { source: _, externalId: _id, occurredAt: _at, ...fresh } = input;
  return fresh;
}

/** Does what was planned. Done twice, it comes to the same; what somebody else has changed meanwhile is looked at anew. */
export async function importRows(
  ctx: Context,
  rows: readonly { incoming: Incoming & { line: number }; planned: PlannedFeedback }[],
  how: ImportHow,
): Promise<void> {
  const writing = rows.filter(({ planned: { outcome } }) => ['created', 'updated', 'restored'].includes(outcome));
  if (writing.length === 0) return;
  const months = writing.flatMap(({ planned: { outcome }, incoming }) =>
    outcome === 'created' ? [idMonth(incoming.feedbackId)] : [],
  );
  await Promise.all([noteMonths(ctx, months), enlist(ctx)]);
  await eachBatch(writing, { size: 1, parallel: PARALLEL }, async ([row]) => {
    if (!row) return;
    const request = `${how.request}#${row.incoming.line}`;
    await retryOnConflict(ctx, () => importOne(ctx, row.incoming, row.planned, { ...how, request }));
  });
}

async function importOne(
  ctx: Context,
  incoming: Incoming,
  { outcome }: PlannedFeedback,
  how: ImportHow,
): Promise<void> {
  const { feedbackId, input } = incoming;
  const identity = outcome === 'created' ? undefined : await findIdentity(ctx, input.source, input.externalId);
  if (outcome === 'created') {
    try {
      await commit(ctx, createsOf(ctx, incoming, how));
      return;
    } catch (error) {
      if (!isContention(error) || (await find(ctx, feedbackId))) return ifContention(error);
    }
  }
  // Somebody else's record, or one that has left the table and whose identity is still there.
  const named = identity ?? (await findIdentity(ctx, input.source, input.externalId));
  const known = named && (await find(ctx, named.feedbackId));
  if (!known) return commit(ctx, createsOf(ctx, incoming, how, named));
  const { deletedAt: _, expiresAt: __, ...there } = draftOf(known);
  if (known.deletedAt !== undefined && !how.restore) return;
  const [seen, sent] = [known.sourceUpdatedAt, input.sourceUpdatedAt];
  if (seen !== undefined && sent !== undefined && sent < seen && known.deletedAt === undefined) return;
  const after = edited(there, sentBy(input));
  if (!after && known.deletedAt === undefined) return;
  const action = known.deletedAt === undefined ? 'edit' : 'restore';
  await commit(ctx, [replaceItem(changed(ctx, withAnalysis(after ?? there, how), action, how), known.revision)]);
}

/** Our own earlier try has written it. */
function ifContention(error: unknown): void {
  if (!isContention(error)) throw error;
}

const withAnalysis = (draft: DraftFeedback, { analysis }: ImportHow): DraftFeedback =>
  analysis === 'skip' && draft.analysis?.status === 'pending' ? { ...draft, analysis: SKIPPED } : draft;

const SKIPPED = { status: 'skipped', reason: 'disabled' } as const satisfies Analysis;

function createsOf(
  ctx: Context,
  { feedbackId, ledgerPage, input, kept = {} }: Incoming,
  how: ImportHow,
  gone?: Identity,
) {
  const now = ctx.now.toISOString();
  const analysis = kept.analysis ?? firstAnalysis(input);
  const draft: DraftFeedback = compact({
    ...input,
    feedbackId,
    ...kept,
    analysis,
    occurredAt: input.occurredAt ?? now,
    createdAt: now,
    updatedAt: now,
    createdBy: how.by,
    version: 1,
    revision: 1,
    ledgerPage,
    lastActor: how.by,
    lastRequestId: how.request,
    lastAction: 'submit' as const,
    ...(!how.announce && { silent: true as const }),
  });
  const record = itemOf(ctx, withAnalysis(draft, how));
  return [createItem(record), identityItem(ctx, input.source, input.externalId, feedbackId, gone)];
}

const changed = (
  ctx: Context,
  draft: DraftFeedback,
  lastAction: LastAction,
  { by, request, announce }: Pick<ImportHow, 'by' | 'request' | 'announce'>,
): StoredFeedback =>
  itemOf(
    ctx,
    compact({
      ...draft,
      version: draft.version + 1,
      revision: draft.revision + 1,
      updatedAt: ctx.now.toISOString(),
      lastActor: by,
      lastRequestId: request,
      lastAction,
      silent: announce ? undefined : (true as const),
    }),
  );

type UndoHow = Pick<ImportHow, 'by' | 'request'> & { force: boolean };

/**
 * Takes back what was done with rows, in their order: what they made is deleted, what they changed is as it was before,
 * unless somebody has changed it since. Done twice, it comes to the same.
 */
export async function undoRows(
  ctx: Context,
  rows: readonly { feedbackId: Id<'feedback'>; planned: PlannedFeedback; line: number }[],
  how: UndoHow,
): Promise<Undone[]> {
  const results = rows.map((): Undone => 'none');
  await eachBatch([...rows.entries()], { size: 1, parallel: PARALLEL }, async ([entry]) => {
    if (!entry) return;
    const [at, { feedbackId, planned: done, line }] = entry;
    const one = { ...how, request: `${how.request}#${line}` };
    if (done.outcome === 'created') results[at] = await retryOnConflict(ctx, () => removed(ctx, feedbackId, one));
    if (done.outcome === 'updated' || done.outcome === 'restored')
      results[at] = await retryOnConflict(ctx, () => putBack(ctx, done.recordId as Id<'feedback'>, done.before, one));
  });
  return results;
}

const RESTORABLE_S = 30 * 86_400;

async function removed(ctx: Context, feedbackId: Id<'feedback'>, how: UndoHow): Promise<Undone> {
  const record = await find(ctx, feedbackId);
  if (!record) return 'none';
  if (record.deletedAt !== undefined) return record.lastRequestId === how.request ? 'undone' : 'none';
  if (record.version !== 1 && !how.force) return 'left';
  const gone = {
    ...draftOf(record),
    deletedAt: ctx.now.toISOString(),
    expiresAt: Math.floor(ctx.now.getTime() / 1_000) + RESTORABLE_S,
  };
  await commit(ctx, [replaceItem(changed(ctx, gone, 'delete', { ...how, announce: false }), record.revision)]);
  return 'undone';
}

async function putBack(ctx: Context, feedbackId: Id<'feedback'>, before: DraftFeedback, how: UndoHow): Promise<Undone> {
  const record = await find(ctx, feedbackId);
  if (!record) return 'none';
  if (jsonEqual(contentOf(draftOf(record)), contentOf(before))) return 'undone';
  if (record.version !== before.version + 1 && !how.force) return 'left';
  const { version, revision, ledgerPage } = record;
  const draft = { ...before, version, revision, ledgerPage };
  const action = before.deletedAt === undefined ? 'edit' : 'delete';
  await commit(ctx, [replaceItem(changed(ctx, draft, action, { ...how, announce: false }), revision)]);
  return 'undone';
}

/** What writing and analysing leave behind on a record. */
const traces: ReadonlySet<string> = new Set(
  'version revision updatedAt lastActor lastRequestId lastAction silent analysis expiresAt'.split(' '),
);
const contentOf = (draft: DraftFeedback): object =>
  Object.fromEntries(Object.entries(compact(draft)).filter(([name]) => !traces.has(name)));
