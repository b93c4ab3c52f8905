import { tooMany } from './allowance.ts';
import type { Context } from './context.ts';
import { retryOnConflict } from './retry.ts';
import { systemDb, tableName } from './table.ts';
import { commit, ConditionFailed } from './write.ts';

const MINUTE_MS = 60_000;
/** A minute's row goes an hour after it. */
const KEPT_MINUTES = 60;

/**
 * Counts one request more of the current minute under a key that no company's data has; throws 429 with the time to wait
 * where there have been `most` already.
 */
export async function atMostPerMinute(ctx: Context, pk: string, most: number): Promise<void> {
  const minute = Math.floor(ctx.now.getTime() / MINUTE_MS);
  const Update = {
    TableName: tableName(),
    Key: { pk, sk: `minute#${minute}` },
    UpdateExpression: 'SET expiresAt = :expires ADD posts :one',
    ConditionExpression: 'attribute_not_exists(posts) OR posts < :most',
    ExpressionAttributeValues: { ':one': 1, ':most': most, ':expires': (minute + KEPT_MINUTES) * 60 },
  };
  await retryOnConflict(ctx, async () => {
    try {
      await commit({ ...ctx, db: systemDb() }, [{ Update }]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      throw tooMany((minute + 1) * MINUTE_MS - ctx.now.getTime());
    }
  });
}
