import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { FollowUp } from './feedback.parts.schema.ts';
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
