import { noteMessageRefusal } from '../asking/refuse.ts';
import { settingsOf } from '../company/settings.ts';
import { admit } from '../gate/admit.ts';
import { noAddress, type Refusal } from '../gate/refusal.ts';
import { Problem } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Pace } from '../kernel/pace.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { mailOnce } from '../mail/mail-once.ts';
import { stateOfMail } from '../mail/once.ts';
import { chooseLanguage, type SurveyLanguage, surveyLanguages } from '../survey-template/localized.schema.ts';
import type { Activity } from './activity.schema.ts';
import { activities } from './activity.store.ts';
import { get } from './activity.ts';
import { calendarOf } from './ical.ts';
import type { Invitation, InvitedPerson } from './invitation.schema.ts';
import { everInvited, invitedKey, type InvitedRow, type PersonRef } from './invited.ts';
import { type Invitee, inviteeOf, namedIn } from './invitees.ts';
import { sequenceOf } from './sequence.ts';
import { daysOf, spanOf } from './span.ts';

/** What the mail of an invitation says: everything but its look. */
export type InvitationMailView = Pick<Activity, 'subject' | 'location' | 'timeZone' | 'allDay'> & {
  language: SurveyLanguage;
  company: string;
  method: Invitation['method'];
  from: Date;
  to: Date;
  /** Of whole days: the first one (`YYYY-MM-DD`), and the one behind the last. */
  days: { first: string; behind: string };
};
export type InviteParts = { render: (view: InvitationMailView) => Mail; pace: Pace };

type Telling = { activity: Activity; method: Invitation['method']; sequence: number };
type Company = { timeZone: string; language: string | undefined };
type Outcome = Omit<InvitedPerson, 'type' | 'id'>;

/**
 * Mails an activity, with a calendar file, to the customers and contacts whom it is about or who take part; one that was called
 * off to those who were invited. Each version goes to each address once, however often and by whomever this is called. 409 for one
 * that is completed or over.
 */
export async function invite(
  ctx: Context,
  { activityId }: { activityId: Id<'activity'> },
  parts: InviteParts,
): Promise<Invitation> {
  const activity = await get(ctx, { activityId });
  if (activity.status === 'completed') throw new Problem('conflict', 'The activity is completed.');
  const method = activity.status === 'cancelled' ? 'CANCEL' : 'REQUEST';
  if (method === 'REQUEST' && spanOf(activity).to <= ctx.now) throw new Problem('conflict', 'The activity is over.');
  const telling = { activity, method, sequence: sequenceOf(activity) } as const;
  const refs = method === 'CANCEL' ? await everInvited(ctx, activityId) : await namedIn(ctx, activity);
  const { timeZone, analysis } = await settingsOf(ctx);
  const company = { timeZone, language: analysis.defaultLanguage };
  const people: InvitedPerson[] = [];
  // One after the other: of two who share an address, the second is found to have it already.
  for (const ref of refs) people.push(await told(ctx, ref, telling, company, parts));
  if (people.some(({ state }) => state === 'sent')) await note(ctx, activityId);
  return { activityId, method, sequence: telling.sequence, people };
}

/** Says in the record that people were told, for its history; the key of the request keeps the answer for itself. */
const note = (ctx: Context, activityId: Id<'activity'>) =>
  change(
    { ...ctx, idempotency: undefined },
    activities,
    activityId,
    'invite',
    (before) => ({ ...before, invitedAt: ctx.now.toISOString() }),
    { silent: true },
  );

async function told(
  ctx: Context,
  ref: PersonRef,
  telling: Telling,
  company: Company,
  parts: InviteParts,
): Promise<InvitedPerson> {
  const one = await inviteeOf(ctx, ref);
  if (!one) return { ...ref, state: 'not_sent', reason: 'record_gone' };
  const { type, id } = one;
  return { type, id, ...(await tell(ctx, one, telling, company, parts)) };
}

async function tell(
  ctx: Context,
  one: Invitee,
  telling: Telling,
  company: Company,
  { render, pace }: InviteParts,
): Promise<Outcome> {
  const { activity, method, sequence } = telling;
  const { activityId } = activity;
  const { customerId, email } = one;
  const key = email === undefined ? undefined : invitedKey(ctx, { activityId, method, sequence, email });
  const before = key && (await stateOfMail(ctx, key));
  if (before !== undefined) return outcomeOf(before);
  const message = { customerId, email, purpose: 'service', channel: 'email' } as const;
  const until = method === 'REQUEST' ? activity.dueAt : undefined;
  // Caps are about no service, so there is nothing to write beside the claim of the mail.
  const admission = await admit(ctx, { ...message, id: activityId, timeZone: company.timeZone, until });
  if ('refusal' in admission) return refused(ctx, one, admission.refusal);
  if (key === undefined || email === undefined) return refused(ctx, one, noAddress);
  if ('notBefore' in admission)
    return { state: 'not_sent', reason: 'quiet_hours', nextEligibleAt: admission.notBefore.toISOString() };
  await pace();
  const row: InvitedRow = { person: { type: one.type, id: one.id } };
  const outcome = await mailOnce(ctx, {
    key,
    row,
    to: email,
    mail: render(viewOf(ctx, telling, chooseLanguage(one.language ?? company.language, surveyLanguages, 'en'))),
    attachments: [fileOf(ctx, telling, { address: email, name: one.name })],
    tags: { invitation: activityId },
  });
  if (outcome.state === 'taken') return outcomeOf((await stateOfMail(ctx, key)) ?? 'sending');
  if (outcome.state === 'later') {
    const nextEligibleAt = new Date(Date.now() + (outcome.error.retryAfterMs ?? 0)).toISOString();
    return { state: 'not_sent', reason: 'mail_service_busy', nextEligibleAt };
  }
  return outcome.state === 'sent' ? { state: 'sent' } : outcomeOf(outcome.state);
}

/** What the row of a mail says that somebody has sent before, or tried to. */
function outcomeOf(state: string): Outcome {
  if (state === 'sent') return { state: 'sent_before' };
  return state === 'failed' ? { state: 'not_sent', reason: 'mail_rejected' } : { state: 'unresolved' };
}

/** A no stands in the ledger of decisions, under all names of the person. */
async function refused(
  ctx: Context,
  { customerId, email }: Invitee,
  { reason, rule, nextEligibleAt }: Refusal,
): Promise<Outcome> {
  const about = { customerId, contact: { email } };
  const refusal = { reason, rule, ...(nextEligibleAt && { nextEligibleAt }) };
  await noteMessageRefusal(ctx, about, 'manual', refusal, 'activity');
  return {
    state: 'not_sent',
    reason,
    rule,
    ...(nextEligibleAt && { nextEligibleAt: nextEligibleAt.toISOString() }),
  };
}

const viewOf = (ctx: Context, { activity, method }: Telling, language: SurveyLanguage): InvitationMailView => ({
  language,
  company: ctx.companyId,
  method,
  subject: activity.subject,
  location: activity.location,
  timeZone: activity.timeZone,
  allDay: activity.allDay,
  ...spanOf(activity),
  days: daysOf(activity),
});

/** The calendar file of one person. It names nobody else, and says that the company invites: replies go where its mail comes from. */
function fileOf(ctx: Context, { activity, method }: Telling, attendee: { address: string; name: string }) {
  const organizer = { address: env('MAIL_FROM'), name: ctx.companyId };
  const text = calendarOf({ method, entries: [{ activity, organizer, attendee }], stamp: ctx.now });
  return {
    fileName: method === 'CANCEL' ? 'cancel.ics' : 'invite.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    bytes: Buffer.from(text),
  };
}
