import { createHmac } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Notifications } from './notification.schema.ts';
import type { Context } from '../kernel/context.ts';
import { deriveKey, masterKeys } from '../kernel/secret.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { registerForLinks } from '../survey-link/link-company.ts';
import { openedLink } from '../survey-link/opened-link.ts';
import { companyHash, sealLink } from '../survey-link/survey-link.ts';

/** Whom a link mutes which rule for. The name is the one that the rule had when it was mailed. */
export type Muting = { userId: string; ruleId: Notifications['mutedRules'][number]; ruleName: string };

/** Unsubscribing must work long after a mail; this is far beyond any law's 30 or 60 days. */
const LINK_DAYS = 400;
const DAY_MS = 86_400_000;

const keyOf = (companyId: string, subject: string) => ({ pk: `${companyPrefix(companyId)}ntl#${subject}`, sk: 'link' });

/**
 * The address that mutes a rule for a person. Its token names neither: it leads to a row that does, by 16 bytes that
 * only who holds the master key could find for a person and a rule.
 */
export async function muteUrlOf(
  ctx: Context,
  origin: string,
  { userId, ruleId, ruleName }: Omit<Muting, 'ruleId'> & { ruleId: string },
): Promise<string> {
  await registerForLinks(ctx);
  const master = await masterKeys();
  const key = deriveKey(master.keys.get(master.current) ?? Buffer.alloc(0), 'mute-link', ctx.companyId);
  const subject = createHmac('sha256', key).update(`${ruleId}\n${userId}`).digest('hex').slice(0, 32);
  const expiresAt = new Date(ctx.now.getTime() + LINK_DAYS * DAY_MS);
  const Item = {
    ...keyOf(ctx.companyId, subject),
    userId,
    ruleId,
    ruleName,
    expiresAt: Math.ceil(expiresAt.getTime() / 1_000),
  };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
  const token = sealLink(master, {
    purpose: 'mute',
    flags: 0,
    company: companyHash(ctx.companyId),
    subject,
    expiresAt,
  });
  return `${origin}/n/${token}`;
}

/** What a token mutes, and the company that it is of; undefined for any that is none, without saying why not. */
export async function openMuteLink(
  outer: Pick<Context, 'now' | 'requestId' | 'deadline'>,
  token: string,
): Promise<{ ctx: Context; muting: Muting } | undefined> {
  const opened = await openedLink(outer, token, 'mute', 'mute-page');
  if (!opened) return undefined;
  const { ctx, link } = opened;
  const Key = keyOf(ctx.companyId, link.subject);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item && { ctx, muting: Item as Muting };
}
