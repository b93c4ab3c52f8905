import { find } from '../feedback/feedback.walk.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { settingsOf } from '../company/settings.ts';
import { admit } from '../gate/admit.ts';
import { noAddress, type Refusal } from '../gate/refusal.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { env } from '../kernel/env.ts';
import { CLAIM } from '../kernel/events.ts';
import { noteUnresolvedMail, traceOf } from '../kernel/log.ts';
import type { Pace } from '../kernel/pace.ts';
import type { Stored } from '../kernel/store.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { MailRefused, sendMail } from '../mail/ses.ts';
import { chooseLanguage, type SurveyLanguage, surveyLanguages } from '../survey-template/localized.schema.ts';
import { noteRefusal } from '../asking/refuse.ts';
import type { StoredMessage } from './message.schema.ts';
import { messages, settledBy } from './message.store.ts';

/** Longer than the schedule that sends may run. */
const LEASE_MS = 3 * 60_000;

/** What the mail of a message says: everything but its look. */
export type MessageMailView = {
  language: SurveyLanguage;
  company: string;
  /** As somebody wrote it. */
  text: string;
  /** Whether an answer to the mail reaches somebody. */
  takesAnswers: boolean;
};
/** `replyTo`: where answers of a company's customers go; `render`: how the mail looks. */
export type MessageParts = {
  render: (view: MessageMailView) => Mail;
  replyTo: (ctx: Context) => Promise<string | undefined>;
  pace: Pace;
};

/**
 * Sends messages that wait, each once: whoever writes `sending` sends. A mail of which nobody heard for 15 minutes is in
 * doubt and is not sent again (docs/adr/0011).
 */
export const dueMessageMails = (parts: MessageParts): DueKind<Stored<StoredMessage>> =>
  dueRecords(messages, {
    leaseMs: LEASE_MS,
    action: CLAIM,
    act: async (ctx, message) => {
      if (message.state === 'queued') await send(ctx, message, parts);
      else if (message.state === 'sending' && settledBy(message) <= ctx.now.toISOString()) {
        if (await move(ctx, message, 'doubt', { state: 'unresolved' })) noteUnresolvedMail('message');
      }
      return {};
    },
  });

async function send(
  ctx: Context,
  message: Stored<StoredMessage>,
  { render, replyTo, pace }: MessageParts,
): Promise<void> {
  const record = await find(ctx, message.feedbackId);
  if (!record || record.deletedAt !== undefined || record.excluded)
    return void (await move(ctx, message, 'suppress', { state: 'failed', reason: 'record_gone' }));
  const email = record.contact?.email;
  const { timeZone } = await settingsOf(ctx);
  const to = { customerId: record.customerId, email, purpose: 'service', channel: 'email' } as const;
  const admission = await admit(ctx, { ...to, id: message.messageId, timeZone });
  if ('refusal' in admission) return refuse(ctx, message, record, admission.refusal);
  if (email === undefined) return refuse(ctx, message, record, noAddress);
  if ('notBefore' in admission)
    return void (await move(ctx, message, 'wait', { state: 'queued', notBefore: admission.notBefore.toISOString() }));
  const answersTo = await replyTo(ctx);
  const language = languageOf(record);
  const view = { language, company: ctx.companyId, text: message.text, takesAnswers: answersTo !== undefined };
  const mail = render(view);
  await pace();
  const sending = await move(ctx, message, CLAIM, { state: 'sending', language, notBefore: undefined });
  if (!sending) return;
  try {
    const { messageId: mailId } = await sendMail(mail, {
      from: { address: env('MAIL_FROM'), name: ctx.companyId },
      to: email,
      replyTo: answersTo,
      tags: { company: ctx.companyId, message: message.messageId },
    });
    await move(ctx, sending, 'send', { state: 'sent', sentAt: new Date().toISOString(), mailId });
  } catch (error) {
    await noteFailure(ctx, sending, error);
  }
}

/** The language of the words around a text: that of the record, if the product speaks it. */
const languageOf = ({ language, analysis }: StoredFeedback): SurveyLanguage =>
  chooseLanguage(language ?? analysis?.language, surveyLanguages, 'en');

/** What has changed since the message was written forbids it. */
async function refuse(ctx: Context, message: StoredMessage, record: StoredFeedback, refusal: Refusal): Promise<void> {
  await noteRefusal(ctx, record, refusal);
  await move(ctx, message, 'suppress', { state: 'failed', reason: refusal.reason });
}

async function noteFailure(ctx: Context, sending: StoredMessage, error: unknown): Promise<void> {
  const about = { company: ctx.companyId, message: sending.messageId };
  // Nobody knows whether the mail went out: it stays `sending` until SES's event or the settling.
  if (!(error instanceof MailRefused)) return ctx.log.warn('message in doubt', { ...about, ...traceOf(error) });
  ctx.log.warn('message refused', { ...about, name: error.message });
  if (error.retryAfterMs === undefined)
    return void (await move(ctx, sending, 'suppress', { state: 'failed', reason: 'mail_rejected' }));
  const notBefore = new Date(Date.now() + error.retryAfterMs).toISOString();
  await move(ctx, sending, 'wait', { state: 'queued', notBefore });
}

/** Brings a message from the state in which it was seen into another; undefined where somebody else has done so before. */
async function move(
  ctx: Context,
  { messageId, state }: StoredMessage,
  action: string,
  says: Partial<StoredMessage>,
): Promise<StoredMessage | undefined> {
  let moved: StoredMessage | undefined;
  await change(
    ctx,
    messages,
    messageId,
    action,
    (now) => {
      moved = undefined;
      if (now.state !== state) return undefined;
      const after = { ...now, ...says, at: new Date().toISOString() };
      moved = after;
      return after;
    },
    { silent: true },
  );
  return moved;
}
