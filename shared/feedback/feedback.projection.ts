import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { FollowUp, Triage } from './feedback.parts.schema.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { feedbackKey } from './feedback.store.ts';

/**
 * The part of a transaction that shows on a record what became of it. It raises the record's revision, so that no change
 * which was decided before it can undo it, and not the version: nobody's If-Match goes stale, no number moves, and no event
 * of the record is told.
 */
export const followUpOn = (ctx: Context, feedbackId: Id<'feedback'>, followUp: FollowUp): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: feedbackKey(ctx, feedbackId),
    UpdateExpression: 'SET followUp = :block, lastAction = :action, lastRequestId = :request ADD revision :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':block': followUp, ':action': 'follow-up', ':request': ctx.requestId, ':one': 1 },
  },
});

/**
 * The same for what another record's decision says about this one, provided that it is still as it was read: which main
 * record it belongs to, whose initiative it shares, how many voices it has.
 */
export const triageOn = (ctx: Context, { feedbackId, revision }: StoredFeedback, triage: Triage): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: feedbackKey(ctx, feedbackId as Id<'feedback'>),
    UpdateExpression: 'SET triage = :block, lastAction = :action, lastRequestId = :request ADD revision :one',
    ConditionExpression: 'revision = :seen',
    ExpressionAttributeValues: {
      ':block': triage,
      ':action': 'triage',
      ':request': ctx.requestId,
      ':one': 1,
      ':seen': revision,
    },
  },
});

/** The condition that nobody has changed a record since it was read. */
export const asItWas = (ctx: Context, { feedbackId, revision }: StoredFeedback): TransactItem => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: feedbackKey(ctx, feedbackId as Id<'feedback'>),
    ConditionExpression: 'revision = :seen',
    ExpressionAttributeValues: { ':seen': revision },
  },
});

/** The condition that a record is there and no duplicate of another, for the transaction that makes another one its duplicate. */
export const stillMain = (ctx: Context, feedbackId: Id<'feedback'>): TransactItem => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: feedbackKey(ctx, feedbackId),
    ConditionExpression:
      'attribute_exists(pk) AND attribute_not_exists(deletedAt) AND attribute_not_exists(triage.duplicateOf)',
  },
});
