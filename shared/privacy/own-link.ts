import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { contactPreferences } from '../contact-preference/contact-preference.ts';
import { addressRowKey } from '../survey/survey.store.ts';

const EVERY_SECONDS = 600;
const keyOf = (ctx: Context, email: string) => ({ ...addressRowKey(ctx.companyId, email), sk: 'own-link' });

/**
 * Takes an address's turn for a mail with its personal link. False when it had one within ten minutes, and where
 * mail came back or was called spam: whoever holds an old link must not have others written to.
 */
export async function takeTurn(ctx: Context, email: string): Promise<boolean> {
  const { bounced, complained } = await contactPreferences(ctx, email);
  if (bounced || complained) return false;
  const now = Math.floor(ctx.now.getTime() / 1_000);
  const Put = {
    TableName: tableName(),
    Item: { ...keyOf(ctx, email), expiresAt: now + EVERY_SECONDS },
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
    ExpressionAttributeValues: { ':now': now },
  };
  try {
    await commit(ctx, [{ Put }]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/** Gives the turn back after a mail that certainly did not go out. */
export const giveBackTurn = (ctx: Context, email: string): Promise<void> =>
  commit(ctx, [{ Delete: { TableName: tableName(), Key: keyOf(ctx, email) } }]);
