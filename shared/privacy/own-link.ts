import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { gate } from '../gate/gate.ts';
import { MailRefused } from '../mail/ses.ts';
import { ownFeedbackUrl } from '../survey-link/survey-links.ts';
import { addressRowKey } from '../survey/person.store.ts';

type Mailed = 'sent' | 'failed';

const EVERY_SECONDS = 600;
const keyOf = (ctx: Context, email: string) => ({ ...addressRowKey(ctx.companyId, email), sk: 'own-link' });

/**
 * Mails an address the link to its person's own feedback: `id` is the survey that went there, or the customer or contact who has it. Personal history is shown only to whoever reads the
 * address's mail now: forwarded mails hand on old links. The result is the same whether or not a mail is due, so that it
 * tells nothing about the address.
 */
export async function mailOwnLink(
  ctx: Context,
  { id, email: to }: { id: Parameters<typeof ownFeedbackUrl>[1]; email: string | undefined },
  origin: string,
  mail: (to: string, url: string) => Promise<unknown>,
): Promise<Mailed> {
  if (to === undefined || !(await takeTurn(ctx, to))) return 'sent';
  const url = await ownFeedbackUrl(ctx, id, origin);
  try {
    await mail(to, url);
    return 'sent';
  } catch (error) {
    ctx.log.error('own link not sent', { name: error instanceof Error ? error.name : 'unknown' });
    if (error instanceof MailRefused) await giveBackTurn(ctx, to);
    return 'failed';
  }
}

/**
 * Takes an address's turn for a mail with its personal link. False when it had one within ten minutes, and where the gate
 * refuses what was asked for just now: mail came back or was called spam, and whoever holds an old link must not have others
 * written to.
 */
async function takeTurn(ctx: Context, email: string): Promise<boolean> {
  const refusal = await gate(ctx, { email, purpose: 'service', channel: 'email', requestedAt: ctx.now });
  if (refusal) return false;
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
const giveBackTurn = (ctx: Context, email: string): Promise<void> =>
  commit(ctx, [{ Delete: { TableName: tableName(), Key: keyOf(ctx, email) } }]);
