import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { eachBatch } from '../kernel/batches.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { mailOnce } from '../mail/mail-once.ts';
import { type MailKey, SETTLE_MS, settleMail } from '../mail/once.ts';
import { notificationsOf } from '../notification/notification.ts';
import { everybody, reachable } from '../people/known.ts';
import type { Person } from '../people/people.schema.ts';
import type { ReviewSettings } from './review-settings.schema.ts';
import type { Review, Weekly } from './review.schema.ts';
import { reviews } from './review.store.ts';

/** What the mail about a week says: everything but its look and language. */
export type ReviewMailView = {
  /** BCP 47. */
  language: string;
  company: string;
  from: string;
  to: string;
  weekly: Weekly;
  /** Where the queue is seen. */
  triageUrl: string;
  /** Where one record is seen, before its id. */
  feedbackUrl: string;
};
export type RenderReview = (view: ReviewMailView) => Mail;

const AT_ONCE = 5;

/**
 * Mails the digest of a weekly review to its recipients who may read all feedback and whom mail reaches, each once however
 * often this is called.
 * Whom SES refused for its rate gets it by the next call. Nobody is mailed where nothing waits.
 */
export async function tellDigest(
  ctx: Context,
  { reviewId, weekly, digest, from, to }: Review,
  { recipients }: Pick<ReviewSettings, 'recipients'>,
  render: RenderReview,
): Promise<number> {
  if (!weekly || digest?.state !== 'due') return 0;
  const people = reachable(await everybody(ctx)).filter((person) => isToldOf(person, recipients));
  if (people.length === 0) return 0;
  const origin = env('PUBLIC_URL');
  const links = { triageUrl: `${origin}/triage`, feedbackUrl: `${origin}/feedback/` };
  let [sent, left] = [0, 0];
  await eachBatch(people, { size: 1, parallel: AT_ONCE }, async ([person]) => {
    if (!person) return;
    const { language } = await notificationsOf(ctx, person.userId);
    const said = { language: language ?? person.language, company: ctx.companyId, from, to, weekly, ...links };
    const outcome = await tellOnce(ctx, { reviewId, person }, render(said));
    if (outcome === 'sent') sent++;
    if (outcome === 'later') left++;
  });
  if (left === 0)
    await change(
      ctx,
      reviews,
      reviewId,
      'tell',
      (now) => ({ ...now, digest: { state: 'told' as const, at: ctx.now.toISOString() } }),
      { silent: true },
    );
  return sent;
}

const isToldOf = ({ userId, roles, reads }: Person, recipients: ReviewSettings['recipients']): boolean =>
  reads === 'all' && (recipients.userIds.includes(userId) || roles.some((role) => recipients.roles.includes(role)));

type Told = { reviewId: string; person: Person };

/** One mail to one person, and whether somebody has to come again for it. */
async function tellOnce(ctx: Context, { reviewId, person }: Told, mail: Mail): Promise<'sent' | 'later' | 'none'> {
  const key = { pk: `${companyPrefix(ctx.companyId)}rvm#${reviewId}`, sk: keyPart(person.userId) };
  const { state } = await mailOnce(ctx, { key, mail, to: person.email, tags: { review: reviewId } });
  if (state === 'taken') return (await isOpen(ctx, key)) ? 'later' : 'none';
  if (state === 'doubt') await settleMail(ctx, key, 'unresolved');
  return state === 'sent' || state === 'later' ? state : 'none';
}

/** Whether a mail that somebody else has in hand may still be given back: its sender works on it, or has just done so. */
async function isOpen(ctx: Context, key: MailKey): Promise<boolean> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  if (!Item) return true;
  return Item['state'] === 'sending' && Date.parse(String(Item['at'])) > ctx.now.getTime() - SETTLE_MS;
}
