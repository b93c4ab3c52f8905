import type { Severity } from '../fields/severity.schema.ts';
import { excerptOf } from '../analysis/excerpt.ts';
import { settingsOf } from '../company/settings.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { pick } from '../kernel/json.ts';
import { traceOf } from '../kernel/log.ts';
import type { Mail } from '../mail/mail.schema.ts';
import type { Envelope } from '../mail/message.ts';
import { MailRefused, sendMail } from '../mail/ses.ts';
import { muteUrlOf } from '../notification/mute-link.ts';
import { notificationsOf } from '../notification/notification.ts';
import { whenTold } from '../notification/when-told.ts';
import { everybody, known, reachable } from '../people/known.ts';
import type { Person } from '../people/people.schema.ts';
import { rankOf } from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { putOff } from './digest.store.ts';
import type { Step } from './firing.ts';
import { giveNoticeBack, settleNotice, takeNotice, type Told } from './notice.store.ts';

/** Whom a rule tells. */
export type Notify = {
  userIds?: readonly string[] | undefined;
  /** Everybody who has one of these roles. */
  roles?: readonly string[] | undefined;
  /** Everybody who is in one of these teams. */
  teamIds?: readonly string[] | undefined;
  /** Nobody but the alert's owner. */
  ownerOnly?: boolean | undefined;
  minSeverity?: Severity | undefined;
};

/** What a mail about an alert says: everything but its look and language. */
export type AlertMailView = {
  /** BCP 47, as the person's token says it. */
  language: string;
  company: string;
  step: string;
  alert: Pick<Alert, 'ruleId' | 'ruleName' | 'severity' | 'key' | 'count' | 'early' | 'openedAt' | 'subject'>;
  /** The beginning of what was said, with the kinds of personal data in its place. */
  excerpt?: string;
  alertUrl: string;
  feedbackUrl?: string;
  /** Mutes the rule for who gets the mail. */
  muteUrl: string;
  timeZone: string;
};
export type RenderAlert = (view: AlertMailView) => Mail;

const AT_ONCE = 5;
/** Until the next mail of somebody whose digest is being sent while more is added. */
const SOON_MS = 60_000;

/**
 * Tells a step of an alert's life to everybody whom its rule names, once each, however often this is called: by a mail
 * now, or by a digest where that is how they want it or where it is their quiet hours; nobody who has muted the rule. Where SES
 * refused for its rate, that is thrown in the end, so that whoever called comes again for those who are left.
 */
export async function tell(
  ctx: Context,
  { alert, step }: Step,
  { notify, record, render }: { notify: Notify; record: Feedback | undefined; render: RenderAlert },
): Promise<void> {
  const people = await recipients(ctx, alert, notify, record);
  if (people.length === 0) return;
  const { timeZone } = await settingsOf(ctx);
  const origin = env('PUBLIC_URL');
  const excerpt = record && excerptOf(record);
  const [newest] = alert.subject.feedbackIds;
  const later: unknown[] = [];
  const tellOne = async (person: Person): Promise<void> => {
    const habits = await notificationsOf(ctx, person.userId);
    if (habits.mutedRules.some((ruleId) => ruleId === alert.ruleId)) return;
    const told = { alertId: alert.alertId, step, userId: person.userId };
    const zone = person.timeZone ?? timeZone;
    const dueAfter = (at: Date) => whenTold(habits, { severity: alert.severity, at, timeZone: zone });
    if (dueAfter(ctx.now) !== undefined)
      return putOff(ctx, told, (at) => dueAfter(at) ?? new Date(at.getTime() + SOON_MS).toISOString());
    const muteUrl = await muteUrlOf(ctx, origin, { userId: person.userId, ...pick(alert, ['ruleId', 'ruleName']) });
    const mail = render({
      language: habits.language ?? person.language,
      company: ctx.companyId,
      step,
      alert,
      ...(excerpt && { excerpt }),
      alertUrl: `${origin}/alerts/${alert.alertId}`,
      ...(newest && alert.count === 1 && { feedbackUrl: `${origin}/feedback/${newest}` }),
      muteUrl,
      timeZone: zone,
    });
    await mailOnce(ctx, told, mail, { to: person.email, unsubscribeUrl: muteUrl });
  };
  await eachBatch(people, { size: 1, parallel: AT_ONCE }, async ([person]) => {
    if (person) await tellOne(person).catch((error: unknown) => later.push(error));
  });
  if (later.length > 0) throw later[0];
}

/** One mail to one person. Throws where it certainly did not go out and another try is worth it. */
async function mailOnce(
  ctx: Context,
  told: Told,
  mail: Mail,
  envelope: Pick<Envelope, 'to' | 'unsubscribeUrl'>,
): Promise<void> {
  if (!(await takeNotice(ctx, told))) return;
  try {
    await sendMail(mail, {
      from: { address: env('MAIL_FROM'), name: ctx.companyId },
      ...envelope,
      tags: { company: ctx.companyId, alert: told.alertId },
    });
  } catch (error) {
    if (!(error instanceof MailRefused)) {
      // Nobody knows whether the mail went out: it stays in doubt, and is not sent again.
      ctx.log.warn('notice in doubt', { alert: told.alertId, ...traceOf(error) });
      return;
    }
    if (error.retryAfterMs === undefined) {
      ctx.log.warn('notice refused', { alert: told.alertId, name: error.message });
      return void (await settleNotice(ctx, told, 'failed'));
    }
    await giveNoticeBack(ctx, told);
    throw error;
  }
  await settleNotice(ctx, told, 'sent');
}

/** People whom a rule names or who own the alert, provided that they may read the record. */
const recipients = async (
  ctx: Context,
  alert: Alert,
  notify: Notify,
  record: Feedback | undefined,
): Promise<Person[]> => reachable(await peopleOf(ctx, alert, notify)).filter((person) => mayRead(person, record));

/** People whom a rule names or who own the alert; nobody where the alert is too mild to be told. */
export async function peopleOf(
  ctx: Context,
  { severity, ownerId }: Pick<Alert, 'severity' | 'ownerId'>,
  { userIds = [], roles = [], teamIds = [], ownerOnly = false, minSeverity = 'info' }: Notify,
): Promise<Person[]> {
  if (rankOf(severity) < rankOf(minSeverity)) return [];
  const owner = ownerId === undefined ? [] : [ownerId];
  const named = ownerOnly ? owner : [...userIds, ...owner];
  const isNamed = (one: Person): boolean =>
    named.includes(one.userId) ||
    one.roles.some((role) => roles.includes(role)) ||
    (one.teamIds ?? []).some((team) => teamIds.includes(team));
  return ownerOnly || roles.length + teamIds.length === 0 ? known(ctx, named) : (await everybody(ctx)).filter(isNamed);
}

/** Whether a person may read what an alert is about. */
export const mayRead = ({ reads, userId }: Person, record: Pick<Feedback, 'snapshot'> | undefined): boolean =>
  reads === 'all' || (reads === 'own' && record?.snapshot?.agentId === userId);
