import { SETTLE_MS } from '../mail/once.ts';
import type { Context } from '../kernel/context.ts';
import { isContention, retryOnConflict } from '../kernel/retry.ts';
import { MailRefused } from '../mail/ses.ts';
import { expire } from '../answering/answer.ts';
import type { AskRules } from '../asking/ask.types.ts';
import { type Admission, admit } from '../gate/admit.ts';
import { noAddress, type Refusal } from '../gate/refusal.ts';
import { nextInWindow } from '../asking/sending-window.ts';
import type { SurveyStatus } from '../survey/survey.schema.ts';
import { withdrawal } from '../survey/decision.store.ts';
import { notDue, replaceSurvey, type StoredSurvey, surveys } from '../survey/survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { noteUnresolvedMail } from '../kernel/log.ts';

/**
 * Sends one mail. Resolves with SES's message id; throws {@link MailRefused} when SES certainly did not
 * take it; anything else thrown means that nobody knows.
 */
export type Mailer = (ctx: Context, survey: StoredSurvey, reminder: number) => Promise<{ messageId: string }>;

/** What it takes to do what is due. */
export type DueParts = {
  mailer: Mailer;
  rules: (ctx: Context) => Promise<AskRules>;
  /** Whether a template still asks. */
  isActive: (ctx: Context, templateId: Id<'template'>) => Promise<boolean>;
  /** Waits until another mail may go out, below the account's rate. */
  pace: () => Promise<void>;
};

const MINUTE = 60_000;
const POSTPONE_MS = 15 * MINUTE;
const waiting: readonly SurveyStatus[] = ['sent', 'delivered', 'opened', 'started', 'partial', 'unresolved'];

/**
 * Does what is due with one survey: sends, reminds, settles, expires. Throws what
 * `isContention` knows when another run was faster; whatever else it throws has left the survey as it was.
 */
export function runDue(parts: DueParts, ctx: Context, survey: StoredSurvey): Promise<unknown> {
  switch (survey.dueKind) {
    case 'send':
      return send(parts, ctx, survey);
    case 'remind':
      return remind(parts, ctx, survey);
    case 'settle':
      return settle(parts, ctx, survey);
    case 'expire':
      return waiting.includes(survey.status) ? expire(ctx, survey) : leave(ctx, survey);
    case undefined:
      return leave(ctx, survey);
  }
}

const later = (at: Date | string, ms: number): string => new Date(new Date(at).getTime() + ms).toISOString();

/** Nothing is due with it, so it has no business on the index: written anew, it leaves. */
const leave = (ctx: Context, survey: StoredSurvey) => replaceSurvey(ctx, survey, notDue, 'postpone');

/** Tried again later, behind what else is due by then. */
export async function postpone(ctx: Context, survey: StoredSurvey): Promise<'failed' | 'skipped'> {
  try {
    await replaceSurvey(ctx, survey, { dueAt: later(ctx.now, POSTPONE_MS) }, 'postpone');
    return 'failed';
  } catch (error) {
    if (isContention(error)) return 'skipped';
    throw error;
  }
}

async function send(parts: DueParts, ctx: Context, survey: StoredSurvey): Promise<void> {
  if (survey.status !== 'scheduled') return void (await leave(ctx, survey));
  const admission = await admitted(parts, ctx, survey);
  if ('refusal' in admission) return withdraw(ctx, survey, admission.refusal);
  if ('notBefore' in admission) return wait(ctx, survey, admission.notBefore);
  // Whoever writes `sending` sends; the other run's condition fails here, before any mail.
  const claimed = await replaceSurvey(
    ctx,
    survey,
    { status: 'sending', dueKind: 'settle', dueAt: later(ctx.now, SETTLE_MS) },
    'claim',
    admission.writes,
  );
  await deliver(parts, ctx, claimed, 0);
}

/** Reminders are decided now, not when the survey was sent: still unanswered, still allowed, still open. */
async function remind(parts: DueParts, ctx: Context, survey: StoredSurvey): Promise<void> {
  const [, ...rest] = survey.reminders;
  const unanswered = waiting.includes(survey.status) && survey.status !== 'unresolved';
  const admission = unanswered
    ? await admitted(parts, ctx, survey, { until: survey.expiresOn, follows: true })
    : undefined;
  if (!admission || 'refusal' in admission) {
    const ended = { ...next({ ...survey, reminders: [] }, await parts.rules(ctx)), reminders: [] };
    // What it was refused for says the ledger, where nothing of the person or the survey does.
    const isTold = admission?.refusal.reason === 'quiet_hours';
    const { writes } = isTold ? withdrawal(ctx, survey, admission.refusal) : { writes: [] };
    return void (await replaceSurvey(ctx, survey, ended, 'postpone', writes));
  }
  if ('notBefore' in admission) return wait(ctx, survey, admission.notBefore);
  const claimed = await replaceSurvey(
    ctx,
    survey,
    { reminders: rest, dueKind: 'settle', dueAt: later(ctx.now, SETTLE_MS) },
    'claim',
  );
  await deliver(parts, ctx, claimed, survey.remindersSent + 1);
}

/** After an outage, a change of the window, or where it is night for who is asked: what is due by day must not go out then. */
const wait = async (ctx: Context, survey: StoredSurvey, at: Date): Promise<void> =>
  void (await replaceSurvey(ctx, survey, { dueAt: at.toISOString() }, 'postpone'));

async function deliver(parts: DueParts, ctx: Context, claimed: StoredSurvey, reminder: number): Promise<void> {
  await parts.pace();
  try {
    const { messageId } = await parts.mailer(ctx, claimed, reminder);
    await noteSent(parts, ctx, claimed.surveyId, reminder, messageId);
  } catch (error) {
    if (error instanceof MailRefused) return refused(parts, ctx, claimed, reminder, error);
    // Nobody knows whether the mail went out: it stays `sending` until SES's event or the settling.
    ctx.log.warn('mail in doubt', { survey: claimed.surveyId, name: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Notes a mail that went out; SES's own event may have been faster, so the present record is changed. */
async function noteSent(
  parts: DueParts,
  ctx: Context,
  surveyId: Id<'survey'>,
  reminder: number,
  messageId: string,
): Promise<void> {
  const rules = await parts.rules(ctx);
  await retryOnConflict(ctx, async () => {
    const survey = await surveys.find(ctx, surveyId);
    if (!survey) return;
    const known = survey.messageIds.includes(messageId);
    if (known && survey.remindersSent >= reminder) return;
    const sent: StoredSurvey = {
      ...survey,
      ...(reminder === 0 &&
        (survey.status === 'sending' || survey.status === 'unresolved') && { status: 'sent' as const }),
      ...(reminder === 0 && { sentAt: survey.sentAt ?? ctx.now.toISOString() }),
      remindersSent: Math.max(survey.remindersSent, reminder),
      lastMailAt: ctx.now.toISOString(),
      messageIds: known ? survey.messageIds : [...survey.messageIds, messageId],
    };
    const action = survey.sentAt === undefined ? 'send' : reminder > 0 ? 'remind' : 'note';
    await replaceSurvey(ctx, survey, { ...sent, ...(survey.dueKind === 'settle' && next(sent, rules)) }, action);
  });
}

async function refused(
  parts: DueParts,
  ctx: Context,
  claimed: StoredSurvey,
  reminder: number,
  error: MailRefused,
): Promise<void> {
  if (reminder > 0) {
    const again = error.retryAfterMs === undefined ? {} : { reminders: [0, ...claimed.reminders] };
    const restored = { ...claimed, ...again };
    const due =
      error.retryAfterMs === undefined
        ? next(restored, await parts.rules(ctx))
        : { dueKind: 'remind' as const, dueAt: later(ctx.now, error.retryAfterMs) };
    return void (await replaceSurvey(ctx, claimed, { ...again, ...due }, 'postpone'));
  }
  if (error.retryAfterMs !== undefined) {
    const again = { status: 'scheduled', dueKind: 'send', dueAt: later(ctx.now, error.retryAfterMs) } as const;
    return void (await replaceSurvey(ctx, claimed, again, 'postpone'));
  }
  await withdraw(ctx, claimed, { reason: 'mail_rejected', rule: 'the mail service refused the mail for good' });
}

/** Fifteen minutes after a mail in doubt: a reminder is let go, a first mail is listed as unresolved. */
async function settle(parts: DueParts, ctx: Context, survey: StoredSurvey): Promise<void> {
  const rules = await parts.rules(ctx);
  const status = survey.status === 'sending' ? { status: 'unresolved' as const, statusReason: 'mail_in_doubt' } : {};
  const known = { ...survey, ...status, sentAt: survey.sentAt ?? ctx.now.toISOString() };
  await replaceSurvey(
    ctx,
    survey,
    { ...status, ...next({ ...known, reminders: survey.status === 'sending' ? [] : survey.reminders }, rules) },
    status.status ? 'settle' : 'note',
  );
  if (status.status) noteUnresolvedMail('survey');
}

/** What becomes due next with a survey that has been sent: a reminder in the sending window, or its expiry. */
export function next(survey: StoredSurvey, rules: AskRules): Pick<StoredSurvey, 'dueKind' | 'dueAt' | 'expiresOn'> {
  if (!survey.sentAt) return {};
  const expiresOn = later(survey.sentAt, survey.expiryMs);
  const [delay] = survey.reminders;
  if (delay !== undefined && waiting.includes(survey.status)) {
    const wished = new Date(later(survey.sentAt, delay));
    const at = nextInWindow(wished, rules.surveys.sendingWindow, rules.timeZone).toISOString();
    if (at < expiresOn) return { expiresOn, dueKind: 'remind', dueAt: at };
  }
  return { expiresOn, dueKind: 'expire', dueAt: expiresOn };
}

/** Whether a mail may go out now: what changed since the decision to ask may forbid it. */
async function admitted(
  { rules, isActive }: DueParts,
  ctx: Context,
  { surveyId, contact, customerId, templateId }: StoredSurvey,
  more: { until?: string | undefined; follows?: true } = {},
): Promise<Admission> {
  const [active, { surveys, timeZone }] = await Promise.all([isActive(ctx, templateId), rules(ctx)]);
  const admission = await admit(ctx, {
    id: surveyId,
    customerId,
    email: contact?.email,
    purpose: 'survey',
    channel: 'email',
    consentRequired: surveys.consentRequired,
    window: surveys.sendingWindow,
    timeZone,
    ...more,
  });
  const isAddressed = !('refusal' in admission && admission.refusal === noAddress);
  if (active || !isAddressed) return admission;
  return { refusal: { reason: 'no_active_template', rule: 'the template was switched off or deleted' } };
}

/** Takes the decision to ask back, and says why in the ledger. */
async function withdraw(ctx: Context, survey: StoredSurvey, refusal: Refusal): Promise<void> {
  const { reason } = refusal;
  const status = reason === 'opted_out' ? { status: reason } : { status: 'suppressed' as const, statusReason: reason };
  const action = reason === 'opted_out' ? 'optOut' : 'withdraw';
  const { writes } = withdrawal(ctx, survey, refusal);
  await replaceSurvey(ctx, survey, { ...status, ...notDue }, action, writes);
}
