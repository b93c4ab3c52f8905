import { coverText } from '../analysis/masking.ts';
import { settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { isThere } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { mailOnce } from '../mail/mail-once.ts';
import { notificationsOf } from '../notification/notification.ts';
import { whenTold } from '../notification/when-told.ts';
import { known, reachable } from '../people/known.ts';
import type { StoredActivity } from './activity.schema.ts';
import { activities, isDone } from './activity.store.ts';

/** What a mail that reminds of an activity says: everything but its look and language. */
export type ReminderMailView = {
  /** BCP 47, of who gets it. */
  language: string;
  company: string;
  /** What is to be done, with the kinds of personal data in their place. */
  subject: string;
  type: StoredActivity['type'];
  startAt: string | undefined;
  dueAt: string;
  timeZone: string;
  /** Where their activities are seen. */
  listUrl: string;
};
export type RenderReminder = (view: ReminderMailView) => Mail;

/** A mail that comes later than this after its minute helps nobody. */
const LATEST_MS = 3_600_000;

/**
 * Mails the owner of an activity that a minute has come of which they wanted to be reminded, once however often this is called.
 * It waits for no digest. Nobody is mailed of one that is done, moved or deleted meanwhile, nor in quiet hours that even what
 * is critical does not pass: when they end it would be too late. Throws where SES refused for its rate, so that whoever
 * called comes again.
 */
export async function mailReminder(
  ctx: Context,
  { activityId, remindedAt }: Pick<StoredActivity, 'activityId'> & { remindedAt: string },
  render: RenderReminder,
): Promise<void> {
  const one = await activities.find(ctx, activityId);
  if (!isThere(ctx, one) || isDone(one) || one.remindedAt !== remindedAt) return;
  if (ctx.now.getTime() > Date.parse(remindedAt) + LATEST_MS) return;
  const [person] = reachable(await known(ctx, [one.ownerId]));
  if (!person) return;
  const [habits, settings] = await Promise.all([notificationsOf(ctx, person.userId), settingsOf(ctx)]);
  const timeZone = person.timeZone ?? settings.timeZone;
  if (whenTold(habits, { severity: 'critical', at: ctx.now, timeZone }) !== undefined) return;
  const mail = render({
    language: habits.language ?? person.language,
    company: ctx.companyId,
    // A mail leaves the house, whatever the company's setting for lists.
    subject: coverText(one.subject, ['subject'], one),
    type: one.type,
    startAt: one.startAt,
    dueAt: one.dueAt,
    timeZone,
    listUrl: `${env('PUBLIC_URL')}/activities`,
  });
  const key = { pk: `${companyPrefix(ctx.companyId)}acm#${activityId}`, sk: remindedAt };
  const outcome = await mailOnce(ctx, { key, mail, to: person.email, tags: { activity: activityId } });
  if (outcome.state === 'later') throw outcome.error;
}
