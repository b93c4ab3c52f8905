import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Context, systemContext } from '../kernel/context.ts';
import { type Db, tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import { expire } from './answer.ts';
import { contactPreferences } from './address.ts';
import type { AskRules } from './ask.ts';
import { addressRefusal } from './eligibility.ts';
import { nextInWindow } from './sending-window.ts';
import type { SurveyStatus } from './survey.schema.ts';
import { DUE_SHARDS, readSurvey, replaceSurvey, type StoredSurvey } from './survey.store.ts';

/**
 * Sends one mail. Resolves with SES's message id; throws {@link MailRefused} when SES certainly did not
 * take it; anything else thrown means that nobody knows.
 */
export type Mailer = (ctx: Context, survey: StoredSurvey, reminder: number) => Promise<{ messageId: string }>;

export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  /** Worth another try later, or refused for good. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

export type DispatchParts = {
  systemDb: Db;
  now: () => Date;
  /** No new work is begun after it. */
  deadline: Date;
  mailer: Mailer;
  rules: (ctx: Context) => Promise<AskRules>;
  /** Waits until another mail may go out, below the account's rate. */
  pace: () => Promise<void>;
};
/** `failed` were put off; `left` says that the deadline came first. */
export type Dispatched = { done: number; skipped: number; failed: number; left: boolean };

const MINUTE = 60_000;
/** Time for SES's own events to arrive before a mail nobody heard of is listed as unresolved. */
const SETTLE_MS = 15 * MINUTE;
const PUT_OFF_MS = 15 * MINUTE;
const PAGE = 50;
const AT_ONCE = 8;
const waiting: readonly SurveyStatus[] = ['sent', 'delivered', 'opened', 'started', 'partial', 'unresolved'];

/**
 * Does everything that is due: sends, reminds, expires, settles. What is due leaves the index only when it
 * is done, so an outage is caught up with by the next run, and two runs at once claim by condition.
 */
export async function dispatchDue(parts: DispatchParts): Promise<Dispatched> {
  const total: Dispatched = { done: 0, skipped: 0, failed: 0, left: false };
  for (let shard = 0; shard < DUE_SHARDS; shard++) {
    for (let more = true; more;) {
      if (parts.now() >= parts.deadline) return { ...total, left: true };
      const due = await dueOn(parts, shard);
      more = due.length === PAGE;
      let progress = false;
      for (let at = 0; at < due.length && parts.now() < parts.deadline; at += AT_ONCE) {
        const outcomes = await Promise.all(due.slice(at, at + AT_ONCE).map((key) => handle(parts, key)));
        for (const outcome of outcomes) total[outcome]++;
        progress ||= outcomes.includes('done');
      }
      // A page that only others work on would come back unchanged.
      more &&= progress;
    }
  }
  return total;
}

async function dueOn(
  { systemDb, now }: DispatchParts,
  shard: number,
): Promise<{ companyId: string; surveyId: string }[]> {
  const { Items = [] } = await systemDb.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi4',
      KeyConditionExpression: 'g4pk = :pk AND g4sk <= :now',
      ExpressionAttributeValues: { ':pk': `due#${shard}`, ':now': `${now().toISOString()}~` },
      Limit: PAGE,
    }),
  );
  return Items.map((item) => ({ companyId: String(item['pk']).split('#')[1] ?? '', surveyId: String(item['sk']) }));
}

/** `skipped` when another run has it or the index was behind. One that fails must not hold up the others. */
async function handle(
  parts: DispatchParts,
  { companyId, surveyId }: { companyId: string; surveyId: string },
): Promise<'done' | 'skipped' | 'failed'> {
  const ctx = systemContext(companyId, 'dispatch-due', { now: parts.now() });
  const survey = await readSurvey(ctx, surveyId);
  if (!survey?.dueAt || survey.dueAt > ctx.now.toISOString()) return 'skipped';
  try {
    await act(parts, ctx, survey);
    return 'done';
  } catch (error) {
    if (error instanceof ConditionFailed) return 'skipped';
    ctx.log.error('due survey failed', {
      company: companyId,
      survey: surveyId,
      name: error instanceof Error ? error.name : 'unknown',
    });
    return putOff(ctx, survey);
  }
}

/** Tried again later, behind what else is due by then. */
async function putOff(ctx: Context, survey: StoredSurvey): Promise<'failed' | 'skipped'> {
  try {
    await move(ctx, survey, { dueAt: later(ctx.now, PUT_OFF_MS) });
    return 'failed';
  } catch (error) {
    if (error instanceof ConditionFailed) return 'skipped';
    throw error;
  }
}

function act(parts: DispatchParts, ctx: Context, survey: StoredSurvey): Promise<unknown> {
  switch (survey.dueKind) {
    case 'send':
      return send(parts, ctx, survey);
    case 'remind':
      return remind(parts, ctx, survey);
    case 'settle':
      return settle(parts, ctx, survey);
    case 'expire':
    case undefined:
      return waiting.includes(survey.status) ? expire(ctx, survey) : move(ctx, survey, notDue);
  }
}

const notDue = { dueKind: undefined, dueAt: undefined };
const later = (at: Date | string, ms: number): string => new Date(new Date(at).getTime() + ms).toISOString();

async function move(ctx: Context, survey: StoredSurvey, changes: Partial<StoredSurvey>): Promise<StoredSurvey> {
  const [write, after] = replaceSurvey(survey, changes, ctx.now);
  await commit(ctx, [write]);
  return after;
}

async function send(parts: DispatchParts, ctx: Context, survey: StoredSurvey): Promise<void> {
  if (survey.status !== 'scheduled') return void (await move(ctx, survey, notDue));
  const stop = await standInTheWay(parts, ctx, survey);
  if (stop) return void (await move(ctx, survey, { ...stop, ...notDue }));
  // Whoever writes `sending` sends; the other run's condition fails here, before any mail.
  const claimed = await move(ctx, survey, { status: 'sending', dueKind: 'settle', dueAt: later(ctx.now, SETTLE_MS) });
  await deliver(parts, ctx, claimed, 0);
}

/** Reminders are decided now, not when the survey was sent: still unanswered, still allowed, still open. */
async function remind(parts: DispatchParts, ctx: Context, survey: StoredSurvey): Promise<void> {
  const [, ...rest] = survey.reminders;
  const unanswered = waiting.includes(survey.status) && survey.status !== 'unresolved';
  if (!unanswered || (await standInTheWay(parts, ctx, survey))) {
    return void (await move(ctx, survey, {
      ...next({ ...survey, reminders: [] }, await parts.rules(ctx)),
      reminders: [],
    }));
  }
  const claimed = await move(ctx, survey, { reminders: rest, dueKind: 'settle', dueAt: later(ctx.now, SETTLE_MS) });
  await deliver(parts, ctx, claimed, survey.remindersSent + 1);
}

async function deliver(parts: DispatchParts, ctx: Context, claimed: StoredSurvey, reminder: number): Promise<void> {
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
  parts: DispatchParts,
  ctx: Context,
  surveyId: string,
  reminder: number,
  messageId: string,
): Promise<void> {
  const rules = await parts.rules(ctx);
  for (let attempt = 0; attempt < 5; attempt++) {
    const survey = await readSurvey(ctx, surveyId);
    if (!survey || survey.messageIds.includes(messageId)) return;
    const sent: StoredSurvey = {
      ...survey,
      ...(reminder === 0 &&
        (survey.status === 'sending' || survey.status === 'unresolved') && { status: 'sent' as const }),
      ...(reminder === 0 && { sentAt: survey.sentAt ?? ctx.now.toISOString() }),
      remindersSent: Math.max(survey.remindersSent, reminder),
      messageIds: [...survey.messageIds, messageId],
    };
    try {
      await move(ctx, survey, { ...sent, ...(survey.dueKind === 'settle' && next(sent, rules)) });
      return;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  throw new Error('a sent mail could not be noted');
}

async function refused(
  parts: DispatchParts,
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
    return void (await move(ctx, claimed, { ...again, ...due }));
  }
  if (error.retryAfterMs !== undefined) {
    return void (await move(ctx, claimed, {
      status: 'scheduled',
      dueKind: 'send',
      dueAt: later(ctx.now, error.retryAfterMs),
    }));
  }
  await move(ctx, claimed, { status: 'suppressed', statusReason: 'mail_rejected', ...notDue });
}

/** Fifteen minutes after a mail in doubt: a reminder is let go, a first mail is listed as unresolved. */
async function settle(parts: DispatchParts, ctx: Context, survey: StoredSurvey): Promise<void> {
  const rules = await parts.rules(ctx);
  const status = survey.status === 'sending' ? { status: 'unresolved' as const, statusReason: 'mail_in_doubt' } : {};
  const known = { ...survey, ...status, sentAt: survey.sentAt ?? ctx.now.toISOString() };
  await move(ctx, survey, {
    ...status,
    ...next({ ...known, reminders: survey.status === 'sending' ? [] : survey.reminders }, rules),
  });
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

/** What changed since the decision that forbids a mail now. */
async function standInTheWay(
  { rules }: DispatchParts,
  ctx: Context,
  survey: StoredSurvey,
): Promise<Partial<StoredSurvey> | undefined> {
  const email = survey.contact?.email;
  if (email === undefined) return { status: 'suppressed', statusReason: 'no_address' };
  const [address, { surveys }] = await Promise.all([contactPreferences(ctx, email), rules(ctx)]);
  const no = addressRefusal(address, surveys, ctx.now);
  if (!no) return undefined;
  return no.reason === 'opted_out' ? { status: 'opted_out' } : { status: 'suppressed', statusReason: no.reason };
}
