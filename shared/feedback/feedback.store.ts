import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { withTerms } from '../analysis/evidence.ts';
import { customerKeyOf } from '../customer/customer-key.ts';
import { batchGet, type How } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { fingerprint, idMonth, keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import type { Feedback, StoredFeedback } from './feedback.schema.ts';

/** Keys and items by hand: this runs in the hottest function (docs/adr/0009). A test keeps it equal to the entity. */

type Company = Pick<Context, 'companyId'>;

export const monthPartition = ({ companyId }: Company, month: string): string =>
  `${companyPrefix(companyId)}fb#${month}`;
export const feedbackKey = (company: Company, feedbackId: Id<'feedback'>) => ({
  pk: monthPartition(company, idMonth(feedbackId)),
  sk: feedbackId,
});
export const customerPartition = ({ companyId }: Company, customerKey: string): string =>
  `${companyPrefix(companyId)}cust#${customerKey}`;
export const agentPartition = ({ companyId }: Company, agentId: string, month: string): string =>
  `${companyPrefix(companyId)}agent#${keyPart(agentId)}#${month}`;
export const ticketPartition = ({ companyId }: Company, ticketId: string): string =>
  `${companyPrefix(companyId)}ticket#${keyPart(ticketId)}`;
export const casePartition = ({ companyId }: Company, caseId: string): string =>
  `${companyPrefix(companyId)}case#${keyPart(caseId)}`;

/** A record before its keys: what verbs make. */
export type DraftFeedback = Feedback &
  Pick<
    StoredFeedback,
    | 'revision'
    | 'ledgerPage'
    | 'templateVersion'
    | 'expiresAt'
    | 'silent'
    | 'lastActor'
    | 'lastRequestId'
    | 'lastAction'
  >;

/** The whole stored item of a record, with the keys of every index it belongs to. */
export function itemOf(company: Company, draft: DraftFeedback): StoredFeedback {
  const { feedbackId, ticketId, caseId, snapshot } = draft;
  const customerKey = customerKeyOf(draft.customerId, draft.contact?.email);
  return {
    ...draft,
    ...feedbackKey(company, feedbackId),
    ...(customerKey !== undefined && { customerKey, g1pk: customerPartition(company, customerKey), g1sk: feedbackId }),
    ...(snapshot?.agentId !== undefined && {
      g2pk: agentPartition(company, snapshot.agentId, idMonth(feedbackId)),
      g2sk: feedbackId,
    }),
    ...(ticketId !== undefined && { g5pk: ticketPartition(company, ticketId), g5sk: feedbackId }),
    ...(caseId !== undefined && { g6pk: casePartition(company, caseId), g6sk: feedbackId }),
    companyId: company.companyId,
    analysisStatus: draft.analysis?.status ?? 'skipped',
    __edb_e__: 'feedback',
    __edb_v__: '1',
  };
}

const derived = new Set(
  'pk sk g1pk g1sk g2pk g2sk g5pk g5sk g6pk g6sk companyId customerKey analysisStatus __edb_e__ __edb_v__'.split(' '),
);
const internal = new Set(
  'revision ledgerPage templateVersion expiresAt silent lastActor lastRequestId lastAction'.split(' '),
);

const without = (item: object, ...names: ReadonlySet<string>[]): unknown =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.some((set) => set.has(name))));

/** What of a stored item a record is made of; the rest follows from it. */
export const draftOf = (stored: StoredFeedback): DraftFeedback => without(stored, derived) as DraftFeedback;

/** A record as callers see it. */
export function publicOf(stored: StoredFeedback): Feedback {
  const shown = without(stored, derived, internal) as Feedback;
  const { analysis } = shown;
  if (!analysis?.evidence) return shown;
  return { ...shown, analysis: { ...analysis, evidence: withTerms(shown, analysis.evidence) } };
}

export const createItem = (item: StoredFeedback): TransactItem => ({
  Put: { TableName: tableName(), Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
});

/** Replaces a record, provided that it is still at the revision that was read. */
export const replaceItem = (item: StoredFeedback, seen: number): TransactItem => ({
  Put: { TableName: tableName(), Item: item, ...unlessChanged(seen, 'revision') },
});

/** One record as it is now, strongly consistent, deleted ones too. */
export async function find(ctx: Context, feedbackId: Id<'feedback'>): Promise<StoredFeedback | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: feedbackKey(ctx, feedbackId), ConsistentRead: true }),
  );
  return Item as StoredFeedback | undefined;
}

/** Records by their ids, in that order; ids without a record are left out. */
export async function findAll(
  ctx: Context,
  feedbackIds: readonly Id<'feedback'>[],
  how?: How,
): Promise<StoredFeedback[]> {
  const items = await batchGet(
    ctx,
    feedbackIds.map((id) => feedbackKey(ctx, id)),
    how,
  );
  const found = new Map((items as StoredFeedback[]).map((item) => [item.feedbackId, item]));
  return feedbackIds.flatMap((id) => found.get(id) ?? []);
}

export type Identity = { feedbackId: Id<'feedback'> };

export const identityKey = ({ companyId }: Company, source: string, externalId: string) => ({
  pk: `${companyPrefix(companyId)}xid#${source}#${fingerprint(externalId)}`,
  sk: 'x',
});

/** The record that `(source, externalId)` names. */
export async function findIdentity(ctx: Context, source: string, externalId: string): Promise<Identity | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: identityKey(ctx, source, externalId), ConsistentRead: true }),
  );
  return Item as Identity | undefined;
}

/** Ties `(source, externalId)` to a record; `gone` is an identity whose record has left the table. */
export const identityItem = (
  ctx: Context,
  source: string,
  externalId: string,
  feedbackId: Id<'feedback'>,
  gone?: Identity,
): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: { ...identityKey(ctx, source, externalId), feedbackId },
    ...(gone
      ? { ConditionExpression: 'feedbackId = :gone', ExpressionAttributeValues: { ':gone': gone.feedbackId } }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
});
