import type { Severity } from '../fields/severity.schema.ts';
import { excerptOf } from '../analysis/excerpt.ts';
import { settingsOf } from '../company/settings.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { gate } from '../gate/gate.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { pick } from '../kernel/json.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { mailOnce } from '../mail/mail-once.ts';
import type { Envelope } from '../mail/message.ts';
import { muteUrlOf } from '../notification/mute-link.ts';
import { notificationsOf } from '../notification/notification.ts';
import { whenTold } from '../notification/when-told.ts';
import { addressUrlOf, STOP_DAYS } from '../outside-address/address-link.ts';
import type { OutsideAddress } from '../outside-address/outside-address.schema.ts';
import { confirmedAmong } from '../outside-address/outside-address.ts';
import { everybody, known, reachable } from '../people/known.ts';
import type { Person } from '../people/people.schema.ts';
import { rankOf } from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { putOff } from './digest.store.ts';
import type { Step } from './firing.ts';
import { noticeRow, type Telling } from './notice.store.ts';

/** Whom a rule tells. */
export type Notify = {
  userIds?: readonly string[] | undefined;
  /** Everybody who has one of these roles. */
  roles?: readonly string[] | undefined;
  /** Everybody who is in one of these teams. */
  teamIds?: readonly string[] | undefined;
  /** Outside addresses; those that have agreed are told. */
  addresses?: readonly string[] | undefined;
  /** Nobody but the alert's owner. */
  ownerOnly?: boolean | undefined;
  minSeverity?: Severity | undefined;
};

/** What a mail about an alert says: everything but its look and language. */
export type AlertMailView = {
  /** BCP 47, of who gets it. */
  language: string;
  company: string;
  step: string;
  alert: Pick<
    Alert,
    'ruleId' | 'ruleName' | 'severity' | 'status' | 'key' | 'count' | 'early' | 'openedAt' | 'subject'
  >;
  /** The beginning of what was said, with the kinds of personal data in its place. */
  excerpt?: string;
  alertUrl: string;
  feedbackUrl?: string;
  /** Mutes the rule for the person who gets the mail. */
  muteUrl?: string;
  /** Of a mail to an outside address, in its place: stops all mails of the company there. */
  stopUrl?: string;
  timeZone: string;
};
export type RenderAlert = (view: AlertMailView) => Mail;

const AT_ONCE = 5;
/** Until the next mail of somebody whose digest is being sent while more is added. */
const SOON_MS = 60_000;

/**
 * Tells a step of an alert's life to everybody whom its rule names, once each, however often this is called: people by a mail
 * now, or by a digest where that is how they want it or where it is their quiet hours, but nobody who has muted the rule;
 * outside addresses that have agreed by a mail now. Where SES refused for its rate, that is thrown in the end, so that
 * whoever called comes again for those who are left.
 */
export const tell = async (
  ctx: Context,
  step: Step,
  { notify, ...more }: { notify: Notify; record: Feedback | undefined; render: RenderAlert },
): Promise<void> =>
  tellThem(
    ctx,
    step,
    { people: await peopleOf(ctx, step.alert, notify), addresses: await addressesFor(ctx, step.alert, notify) },
    more,
  );

/** The same for those who are given, as far as they may know of it; nobody is told later where `atOnceOnly`. */
export async function tellThem(
  ctx: Context,
  { alert, step }: Step,
  recipients: { people: readonly Person[]; addresses: readonly OutsideAddress[] },
  { record, render, atOnceOnly = false }: { record: Feedback | undefined; render: RenderAlert; atOnceOnly?: boolean },
): Promise<void> {
  const people = reachable(recipients.people).filter((person) => mayRead(person, record));
  const { addresses } = recipients;
  if (people.length + addresses.length === 0) return;
  const { timeZone } = await settingsOf(ctx);
  const origin = env('PUBLIC_URL');
  const excerpt = record && excerptOf(record);
  const [newest] = alert.subject.feedbackIds;
  const said = { company: ctx.companyId, step, alert, alertUrl: `${origin}/alerts/${alert.alertId}` };
  const later: unknown[] = [];
  const tellPerson = async (person: Person): Promise<void> => {
    const habits = await notificationsOf(ctx, person.userId);
    if (habits.mutedRules.some((ruleId) => ruleId === alert.ruleId)) return;
    const told = { ...pick(alert, ['alertId', 'openedAt']), step, userId: person.userId };
    const zone = person.timeZone ?? timeZone;
    const dueAfter = (at: Date) => whenTold(habits, { severity: alert.severity, at, timeZone: zone });
    if (dueAfter(ctx.now) !== undefined) {
      if (atOnceOnly) return;
      return putOff(ctx, told, (at) => dueAfter(at) ?? new Date(at.getTime() + SOON_MS).toISOString());
    }
    const muteUrl = await muteUrlOf(ctx, origin, { userId: person.userId, ...pick(alert, ['ruleId', 'ruleName']) });
    const mail = render({
      ...said,
      language: habits.language ?? person.language,
      ...(excerpt && { excerpt }),
      ...(newest && alert.count === 1 && { feedbackUrl: `${origin}/feedback/${newest}` }),
      muteUrl,
      timeZone: zone,
    });
    await noticeOnce(ctx, told, mail, { to: person.email, unsubscribeUrl: muteUrl });
  };
  // Nobody there has been given anything to read: what customers said stays inside.
  const tellAddress = async ({ addressId, email, language = 'en' }: OutsideAddress): Promise<void> => {
    if (await gate(ctx, { email, purpose: 'service', channel: 'email' })) return;
    const stopUrl = await addressUrlOf(ctx, origin, { addressId, days: STOP_DAYS });
    const mail = render({ ...said, language, stopUrl, timeZone });
    const told = { ...pick(alert, ['alertId', 'openedAt']), step, userId: addressId };
    await noticeOnce(ctx, told, mail, { to: email, unsubscribeUrl: stopUrl, tags: { address: addressId } });
  };
  const all = [...people.map((one) => () => tellPerson(one)), ...addresses.map((one) => () => tellAddress(one))];
  await eachBatch(all, { size: 1, parallel: AT_ONCE }, async ([tellOne]) => {
    await tellOne?.().catch((error: unknown) => later.push(error));
  });
  if (later.length > 0) throw later[0];
}

/** One mail to one who is told. Throws where it certainly did not go out and another try is worth it. */
async function noticeOnce(
  ctx: Context,
  told: Telling,
  mail: Mail,
  { tags, ...envelope }: Pick<Envelope, 'to' | 'unsubscribeUrl' | 'tags'>,
): Promise<void> {
  const outcome = await mailOnce(ctx, {
    ...noticeRow(ctx, told),
    mail,
    ...envelope,
    tags: { ...tags, alert: told.alertId },
  });
  if (outcome.state === 'later') throw outcome.error;
}

/** Outside addresses that a rule names and that have agreed; none where the alert is too mild, or for its owner alone. */
async function addressesFor(
  ctx: Context,
  { severity }: Pick<Alert, 'severity'>,
  { addresses = [], ownerOnly = false, minSeverity = 'info' }: Notify,
): Promise<OutsideAddress[]> {
  if (ownerOnly || rankOf(severity) < rankOf(minSeverity)) return [];
  return confirmedAmong(ctx, addresses);
}

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
