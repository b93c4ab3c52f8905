import { settingsOf } from '../company/settings.ts';
import { eachBatch } from '../kernel/batches.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { pick } from '../kernel/json.ts';
import { traceOf } from '../kernel/log.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { MailRefused, sendMail } from '../mail/ses.ts';
import { muteUrlOf } from '../notification/mute-link.ts';
import { notificationsOf } from '../notification/notification.ts';
import type { Person } from '../people/people.schema.ts';
import { rankOf } from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { digests, forget, type Waiting, withDue } from './digest.store.ts';
import { settleNotice } from './notice.store.ts';

/** What a mail with several alerts says: everything but its look and language. */
export type DigestView = {
  /** BCP 47. */
  language: string;
  company: string;
  timeZone: string;
  /** The most severe first, then the newest. */
  alerts: {
    alert: Pick<Alert, 'ruleId' | 'ruleName' | 'severity' | 'count' | 'openedAt' | 'status' | 'subject'>;
    alertUrl: string;
    /** Mutes its rule for who gets the mail. */
    muteUrl: string;
  }[];
  /** Alerts beyond those. */
  more: number;
  /** Where all alerts are seen. */
  listUrl: string;
};
export type RenderDigest = (view: DigestView) => Mail;

/** What waits, with its alert as it is now. */
export type Line = { row: Waiting; alert: Alert };
type Outcome = { state: 'sent' | 'failed' | 'unresolved' } | { retryAfterMs: number };

/** Alerts that one mail names. */
const MOST_LINES = 50;
const AT_ONCE = 5;

/** Sends what was taken in hand to a person, and notes what became of it. */
export const sendDigest = async (ctx: Context, person: Person, lines: readonly Line[], render: RenderDigest) =>
  conclude(ctx, person.userId, lines, await mail(ctx, person, lines, render));

/** Sends one mail; what was refused for the rate is worth another try. */
async function mail(ctx: Context, person: Person, lines: readonly Line[], render: RenderDigest): Promise<Outcome> {
  const origin = env('PUBLIC_URL');
  const weight = ({ alert }: Line): string => `${rankOf(alert.severity)}#${alert.openedAt}`;
  const inOrder = lines.toSorted((one, other) => (weight(one) < weight(other) ? 1 : -1));
  const shown = await Promise.all(
    inOrder.slice(0, MOST_LINES).map(async ({ alert }) => ({
      alert,
      alertUrl: `${origin}/alerts/${alert.alertId}`,
      muteUrl: await muteUrlOf(ctx, origin, { userId: person.userId, ...pick(alert, ['ruleId', 'ruleName']) }),
    })),
  );
  const [{ timeZone }, { language }] = await Promise.all([settingsOf(ctx), notificationsOf(ctx, person.userId)]);
  const rendered = render({
    language: language ?? person.language,
    company: ctx.companyId,
    timeZone: person.timeZone ?? timeZone,
    alerts: shown,
    more: lines.length - shown.length,
    listUrl: `${origin}/alerts`,
  });
  try {
    const from = { address: env('MAIL_FROM'), name: ctx.companyId };
    await sendMail(rendered, { from, to: person.email, tags: { company: ctx.companyId, alert: 'digest' } });
    return { state: 'sent' };
  } catch (error) {
    if (!(error instanceof MailRefused)) {
      ctx.log.warn('digest in doubt', { company: ctx.companyId, ...traceOf(error) });
      return { state: 'unresolved' };
    }
    if (error.retryAfterMs !== undefined) return { retryAfterMs: error.retryAfterMs };
    ctx.log.warn('digest refused', { company: ctx.companyId, name: error.message });
    return { state: 'failed' };
  }
}

/** Notes what became of a mail; one that is worth another try is due again. */
async function conclude(ctx: Context, userId: string, lines: readonly Line[], outcome: Outcome): Promise<void> {
  const isOver = 'state' in outcome;
  if (isOver)
    await settleAll(
      ctx,
      userId,
      lines.map(({ row }) => row),
      outcome.state,
    );
  const again = isOver ? undefined : new Date(ctx.now.getTime() + outcome.retryAfterMs).toISOString();
  await change(
    ctx,
    digests,
    userId,
    'send',
    (now) => ({ ...now, sending: undefined, dues: again === undefined ? now.dues : withDue(now.dues, again) }),
    { silent: true },
  );
}

/** Notes of every step that some rows tell what became of it, and forgets the rows. */
export const settleAll = (
  ctx: Context,
  userId: string,
  rows: readonly Waiting[],
  state: Parameters<typeof settleNotice>[2],
): Promise<void> =>
  eachBatch(rows, { size: 1, parallel: AT_ONCE }, async ([row]) => {
    if (!row) return;
    for (const step of row.steps) await settleNotice(ctx, { alertId: row.alertId, step, userId }, state);
    await forget(ctx, row);
  });
