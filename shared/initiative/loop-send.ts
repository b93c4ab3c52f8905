import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { noteMessageRefusal } from '../asking/refuse.ts';
import { settingsOf } from '../company/settings.ts';
import { admit } from '../gate/admit.ts';
import type { Reason, Refusal } from '../gate/refusal.ts';
import { eachBatch } from '../kernel/batches.ts';
import { change, replace } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { CLAIM } from '../kernel/events.ts';
import { traceOf } from '../kernel/log.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Pace } from '../kernel/pace.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { isConditionFailed } from '../kernel/write.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { MailRefused, sendMail } from '../mail/ses.ts';
import {
  chooseLanguage,
  inLanguage,
  type SurveyLanguage,
  surveyLanguages,
} from '../survey-template/localized.schema.ts';
import { updatesUrl } from '../survey-link/updates-link.ts';
import type { Initiative } from './initiative.schema.ts';
import { initiatives } from './initiative.store.ts';
import { asMessage, findReceiver, findVoice, type Reachable } from './loop-judge.ts';
import { later } from './loop-run.ts';
import { type LoopMail, LoopReason } from './loop.schema.ts';
import type { LoopSettings } from './loop-settings.schema.ts';
import { readLoopSettings } from './loop-settings.ts';
import { loopMails } from './loop.store.ts';
import type { LoopTemplate, MergeFacts } from './loop-template.schema.ts';

/** Mails of one company that are written at the same time; how fast they go out, the pace says. */
const AT_ONCE = 8;
const RECEIPT_MS = 7 * 86_400_000;

/** What a loop mail says: everything but its look. */
export type LoopMailView = {
  language: SurveyLanguage;
  company: string;
  /** In its language. */
  subject: string;
  body: string;
  facts: MergeFacts;
  unsubscribeUrl: string;
};
export type RenderLoop = (view: LoopMailView) => Mail;
export type SendParts = { render: RenderLoop; pace: Pace };

/** In which languages a template is there, the company's own first. */
export function languagesOf(template: LoopTemplate, wanted: string | undefined): [SurveyLanguage, ...SurveyLanguage[]] {
  const there = surveyLanguages.filter((language) => template.subject[language] && template.body[language]);
  const standard = chooseLanguage(wanted, there, there[0] ?? 'en');
  return [standard, ...there.filter((language) => language !== standard)];
}

/** What is said to somebody of whom that is known. */
export function viewOf(
  ctx: Context,
  { initiative, template, standard }: { initiative?: Initiative; template: LoopTemplate; standard: SurveyLanguage },
  { name, said, language }: Omit<Reachable, 'email'>,
  unsubscribeUrl: string,
): LoopMailView {
  const text = inLanguage(initiative?.texts, language, standard) || Object.values(initiative?.texts ?? {})[0];
  return {
    language,
    company: ctx.companyId,
    subject: inLanguage(template.subject, language, standard),
    body: inLanguage(template.body, language, standard),
    facts: { company: ctx.companyId, title: initiative?.title, name, said, text },
    unsubscribeUrl,
  };
}

type Known = {
  initiative: Stored<Initiative> | undefined;
  settings: LoopSettings;
  standard: string | undefined;
  timeZone: string;
};

/**
 * Sends mails that wait, each once: whoever writes `sending` sends. What became of a mail stands in its row. One that
 * SES refused for the moment waits again; the run of its stage hands it on later.
 */
export async function sendLoopMails(ctx: Context, mailIds: readonly string[], parts: SendParts): Promise<void> {
  const { analysis, timeZone } = await settingsOf(ctx);
  const settings = await readLoopSettings(ctx);
  const known = new Map<string, Promise<Stored<Initiative> | undefined>>();
  const initiativeOf = ({ initiativeId }: LoopMail) => {
    if (initiativeId === undefined) return undefined;
    const found = known.get(initiativeId) ?? initiatives.find(ctx, initiativeId);
    known.set(initiativeId, found);
    return found;
  };
  await eachBatch([...new Set(mailIds)], { size: 1, parallel: AT_ONCE }, async ([mailId = '']) => {
    const mail = await loopMails.find(ctx, mailId);
    if (!isThere(ctx, mail) || mail.state !== 'waiting' || mail.notBefore > ctx.now.toISOString()) return;
    const initiative = await initiativeOf(mail);
    await sendOne(ctx, mail, { initiative, settings, standard: analysis.defaultLanguage, timeZone }, parts);
  });
}

async function sendOne(
  ctx: Context,
  mail: Stored<LoopMail>,
  { initiative, settings, standard, timeZone }: Known,
  { render, pace }: SendParts,
): Promise<void> {
  const { feedbackId, initiativeId, person } = mail;
  if (initiativeId && !isThere(ctx, initiative)) return suppress(ctx, mail, 'waiting', 'initiative_deleted');
  const template: LoopTemplate = settings.templates[feedbackId ? 'intake' : mail.stage];
  const languages = languagesOf(template, standard);
  const who = feedbackId
    ? await findReceiver(ctx, { feedbackId, person, sources: settings.receiptOnIntake }, languages)
    : await findVoice(ctx, { initiativeId: initiativeId ?? '', person }, languages);
  if (typeof who === 'string') return suppress(ctx, mail, 'waiting', who);
  const unsubscribeUrl = await updatesUrl(ctx, who.email, env('PUBLIC_URL'), who.language);
  const written = render(
    viewOf(ctx, { ...(initiative && { initiative }), template, standard: languages[0] }, who, unsubscribeUrl),
  );
  await pace();
  if (!(await claim(ctx, mail, who, timeZone))) return;
  if (mail.stage === 'receipt' && !(await isFirstReceipt(ctx, mail)))
    return suppress(ctx, mail, 'sending', 'already_received');
  try {
    const { messageId } = await sendMail(written, {
      from: { address: env('MAIL_FROM'), name: ctx.companyId },
      to: who.email,
      unsubscribeUrl,
      tags: { company: ctx.companyId, ...about(mail) },
    });
    await move(ctx, mail, 'sending', 'send', { state: 'sent', messageId });
  } catch (error) {
    await noteFailure(ctx, mail, error);
  }
}

/** What a mail is about, for SES and the log. */
const about = ({ initiativeId, feedbackId, stage }: LoopMail) => ({
  ...(initiativeId && { initiative: initiativeId }),
  ...(feedbackId && { feedback: feedbackId }),
  stage,
});

async function noteFailure(ctx: Context, mail: LoopMail, error: unknown): Promise<void> {
  if (!(error instanceof MailRefused)) {
    // Nobody knows whether the mail went out: it stays `sending` until its run settles it.
    ctx.log.warn('loop mail in doubt', { ...about(mail), ...traceOf(error) });
    return;
  }
  ctx.log.warn('loop mail refused', { ...about(mail), name: error.message });
  if (error.retryAfterMs === undefined) return suppress(ctx, mail, 'sending', 'mail_rejected');
  await move(ctx, mail, 'sending', 'wait', { state: 'waiting', notBefore: later(ctx.now, error.retryAfterMs) });
}

/**
 * Takes a mail in hand before SES is asked: of all who try, one gets it. The gate is asked here, and a cap's place is taken
 * with it; whoever is not to be written to now is suppressed, or waits, and stands in the ledger of decisions.
 */
const claim = (ctx: Context, { mailId }: LoopMail, who: Reachable, timeZone: string): Promise<boolean> =>
  retryOnConflict(ctx, async () => {
    const mail = await loopMails.find(ctx, mailId);
    if (!isThere(ctx, mail) || mail.state !== 'waiting') return false;
    const admission = await admit(ctx, { ...asMessage(who), id: mailId, timeZone });
    if ('refusal' in admission) return refuse(ctx, mail, who, admission.refusal);
    if ('notBefore' in admission) {
      await move(ctx, mail, 'waiting', 'wait', { state: 'waiting', notBefore: admission.notBefore.toISOString() });
      return false;
    }
    const sending = { ...mail, state: 'sending' as const, at: new Date().toISOString() };
    await replace(ctx, loopMails, mail, sending, { action: CLAIM, also: admission.writes });
    return true;
  });

/** What stops a mail now, as far as the gate says it of one. */
async function refuse(ctx: Context, mail: LoopMail, who: Reachable, refusal: Refusal<Reason>): Promise<false> {
  const reason = LoopReason.parse(refusal.reason);
  const { customerId, email } = who;
  await noteMessageRefusal(ctx, { customerId, contact: { email } }, 'loop', refusal);
  await suppress(ctx, mail, 'waiting', reason);
  return false;
}

const suppress = (ctx: Context, mail: LoopMail, from: LoopMail['state'], reason: LoopReason): Promise<void> =>
  move(ctx, mail, from, 'suppress', { state: 'suppressed', reason });

async function move(
  ctx: Context,
  { mailId }: LoopMail,
  from: LoopMail['state'],
  action: string,
  says: Partial<LoopMail>,
): Promise<void> {
  await change(ctx, loopMails, mailId, action, (now) =>
    now.state === from ? { ...now, ...says, at: new Date().toISOString() } : undefined,
  );
}

/** Whether a person gets no other receipt within seven days; writes down this one. */
async function isFirstReceipt(ctx: Context, { person, mailId }: LoopMail): Promise<boolean> {
  const until = ctx.now.getTime() + RECEIPT_MS;
  try {
    await ctx.db.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: { pk: `${companyPrefix(ctx.companyId)}ilr#${person}`, sk: 'receipt' },
        UpdateExpression: 'SET #by = :by, #until = :until, expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now OR #by = :by',
        ExpressionAttributeNames: { '#by': 'by', '#until': 'until' },
        ExpressionAttributeValues: {
          ':by': mailId,
          ':until': until,
          ':now': ctx.now.getTime(),
          ':expiresAt': Math.ceil(until / 1_000),
        },
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
