import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { traceOf } from '../kernel/log.ts';
import type { Mail } from './mail.schema.ts';
import type { Envelope } from './message.ts';
import { giveMailBack, type MailKey, settleMail, takeMail } from './once.ts';
import { MailRefused, sendMail } from './ses.ts';

type Sending = Pick<Envelope, 'to' | 'unsubscribeUrl' | 'attachments'> & {
  /** Where it stands that the mail is sent. */
  key: MailKey;
  /** What else stands in its row. */
  row?: object;
  mail: Mail;
  /** Come back with what SES tells of it, beside the company; of ids alone, since they are logged. */
  tags: Record<string, string>;
};

/**
 * What became of a mail. `taken`: somebody else has it in hand, or had it. `doubt`: nobody knows whether it went out; its row
 * stays `sending`, and it is not sent again. `later`: it certainly did not go out, and another try is worth it.
 */
export type Outcome = { state: 'sent' | 'failed' | 'doubt' | 'taken' } | { state: 'later'; error: MailRefused };

/** Sends a mail of the company's own name, once and for all however often this is called: its row is put before SES is asked. */
export async function mailOnce(ctx: Context, { key, row, mail, tags, ...envelope }: Sending): Promise<Outcome> {
  if (!(await takeMail(ctx, key, row))) return { state: 'taken' };
  try {
    await sendMail(mail, {
      from: { address: env('MAIL_FROM'), name: ctx.companyId },
      ...envelope,
      tags: { company: ctx.companyId, ...tags },
    });
  } catch (error) {
    if (!(error instanceof MailRefused)) {
      ctx.log.warn('mail in doubt', { company: ctx.companyId, ...tags, ...traceOf(error) });
      return { state: 'doubt' };
    }
    ctx.log.warn('mail refused', { company: ctx.companyId, ...tags, name: error.message });
    if (error.retryAfterMs !== undefined) {
      await giveMailBack(ctx, key);
      return { state: 'later', error };
    }
    await settleMail(ctx, key, 'failed');
    return { state: 'failed' };
  }
  await settleMail(ctx, key, 'sent');
  return { state: 'sent' };
}
