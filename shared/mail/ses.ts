import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { emitMetric, noteUnresolvedMail } from '../kernel/log.ts';
import type { Mail } from './mail.schema.ts';
import { type Envelope, sesMessage, UnsafeHeader } from './message.ts';

const MINUTE = 60_000;

let client: SESv2Client | undefined;

const ownConnection = { keepAlive: false };

/**
 * SES has no idempotency key: a second try by the SDK could be a second mail, so there is none. Each mail has a connection of
 * its own, because one that was closed while it lay idle (a function was frozen, the server has waited long enough) fails
 * as if the mail might have gone out: it would be in doubt, and never sent.
 */
const ses = (): SESv2Client =>
  (client ??= new SESv2Client({
    maxAttempts: 1,
    requestHandler: { httpsAgent: ownConnection, httpAgent: ownConnection },
  }));

/** SES certainly took nothing. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  /** Worth another try later, or refused for good. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Sends one mail through the stack's configuration set; throws {@link MailRefused}; anything else thrown means that
 * nobody knows.
 */
export async function sendMail(mail: Mail, envelope: Envelope): Promise<{ messageId: string }> {
  const configurationSet = process.env['MAIL_CONFIGURATION_SET'] || undefined;
  try {
    const { MessageId } = await ses().send(new SendEmailCommand(sesMessage(mail, { ...envelope, configurationSet })));
    if (!MessageId) throw new Error('SES took the mail and named no id');
    return { messageId: MessageId };
  } catch (error) {
    const known = certain(error);
    if (!(known instanceof MailRefused)) noteUnresolvedMail('sent');
    throw known;
  }
}

/** Refusals of this very mail: tried again, it would be refused again. */
const final = new Set(['MessageRejected', 'BadRequestException']);
/** Refusals for the rate, and the minutes until another try is worth it. */
const tooFast: Record<string, number> = {
  TooManyRequestsException: 1,
  ThrottlingException: 1,
  LimitExceededException: 15,
};
const MENDING_MINUTES = 60;

/** An answer of SES that says no is certain; anything else may have gone out, and stays as it is. */
function certain(error: unknown): unknown {
  if (error instanceof UnsafeHeader) return new MailRefused(error.message, undefined, { cause: error });
  if (!(error instanceof Error)) return error;
  const { httpStatusCode = 500 } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
  if (httpStatusCode < 400 || httpStatusCode >= 500) return error;
  if (final.has(error.name)) return new MailRefused(error.name, undefined, { cause: error });
  const soon = tooFast[error.name] ?? (httpStatusCode === 429 ? 1 : undefined);
  // A missing grant, an expired key, a stopped account: nothing is wrong with the mail, and somebody has to mend it.
  if (soon === undefined) emitMetric('mail_sender_refused', 1, { reason: error.name });
  return new MailRefused(error.name, (soon ?? MENDING_MINUTES) * MINUTE, { cause: error });
}
