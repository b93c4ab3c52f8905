import * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { AskRules } from '../asking/ask.types.ts';
import { addressEvent, SesBounce, SesMoment, sesTags } from '../mail/ses-event.schema.ts';
import { next } from './due.ts';
import { openStatuses, SurveyId, type SurveyStatus } from '../survey/survey.schema.ts';
import type { SurveyAction } from '../survey/survey.events.ts';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { noteUndeliverable } from '../contact-preference/undeliverable.ts';
import { notDue, replaceSurvey, type StoredSurvey, surveys } from '../survey/survey.store.ts';

/**
 * What SES tells about a mail over EventBridge, as far as it matters here (event publishing, AWS SES
 * developer guide). Tags are ours: they name company and survey, so that a mail whose answer was lost is found.
 */
export const MailEvent = z.object({
  eventType: z.enum([
    'Send',
    'Delivery',
    'Bounce',
    'Complaint',
    'Open',
    'Click',
    'Reject',
    'DeliveryDelay',
    'Rendering Failure',
    'Subscription',
  ]),
  mail: SesMoment.extend({
    messageId: z.string(),
    tags: z.object({ company: z.tuple([z.string()]), survey: z.tuple([SurveyId]) }),
  }),
  delivery: SesMoment.optional(),
  open: SesMoment.optional(),
  click: SesMoment.optional(),
  bounce: SesBounce.optional(),
  complaint: SesMoment.optional(),
});
export type MailEvent = z.infer<typeof MailEvent>;

const tag = z.tuple([z.string()]);

/** The same of a mail about an initiative, or for feedback that came: what it says of its address. The address is SES's own word. */
export const LoopMailEvent = addressEvent(z.union([sesTags({ initiative: tag }), sesTags({ feedback: tag })]));
export type LoopMailEvent = z.infer<typeof LoopMailEvent>;

/** Marks the addresses from which such a mail came back, or by which it was reported. */
export const recordLoopMailEvent = (ctx: Context, event: LoopMailEvent): Promise<void> => noteUndeliverable(ctx, event);

/** How far along a survey is; an event never moves it back, however late it comes. */
const order: readonly SurveyStatus[] = [...openStatuses, 'completed'];
const behind = (status: SurveyStatus, mark: SurveyStatus): boolean =>
  order.includes(status) && order.indexOf(status) < order.indexOf(mark);

/** Applies one event of SES to its survey and address; events may come twice, late and in any order. */
export async function recordMailEvent(ctx: Context, event: MailEvent, rules: AskRules): Promise<void> {
  const surveyId = event.mail.tags.survey[0];
  const survey = await retryOnConflict(ctx, async () => {
    const found = await surveys.find(ctx, surveyId);
    const changes = found && changesOf(found, event, rules);
    if (changes) await replaceSurvey(ctx, found, changes, actionOf(found, changes));
    return found;
  });
  if (survey) await markAddress(ctx, survey, event);
}

/** What an event says about a survey; undefined when it is old news. */
function changesOf(survey: StoredSurvey, event: MailEvent, rules: AskRules): Partial<StoredSurvey> | undefined {
  const known = survey.messageIds.includes(event.mail.messageId);
  const { timestamp } = event.mail;
  // Any event of the mail proves that it went out, whatever became of SES's answer.
  const sent: Partial<StoredSurvey> = known
    ? {}
    : { messageIds: [...survey.messageIds, event.mail.messageId], sentAt: survey.sentAt ?? utc(timestamp) };
  const doubtful = survey.status === 'sending' || survey.status === 'unresolved';
  const settled: StoredSurvey = {
    ...survey,
    ...sent,
    ...(doubtful && { status: 'sent' as const, statusReason: undefined }),
  };
  const due = survey.dueKind === 'settle' || survey.status === 'unresolved' ? next(settled, rules) : {};
  const proof: Partial<StoredSurvey> = {
    ...sent,
    ...(doubtful && { status: settled.status, statusReason: undefined, ...due }),
  };
  const mark = markOf(settled, event);
  const all = { ...proof, ...mark };
  return Object.keys(all).length > 0 ? all : undefined;
}

function markOf(
  survey: StoredSurvey,
  { eventType, mail, delivery, open, click, bounce, complaint }: MailEvent,
): Partial<StoredSurvey> {
  if (eventType === 'Delivery' && delivery) {
    const at = utc(delivery.timestamp);
    return {
      ...(at > (survey.lastMailAt ?? '') && { lastMailAt: at }),
      ...(!survey.deliveredAt && {
        deliveredAt: at,
        ...(behind(survey.status, 'delivered') && { status: 'delivered' as const }),
      }),
    };
  }
  const opened = open ?? click;
  if ((eventType === 'Open' || eventType === 'Click') && opened && !survey.openedAt) {
    return { openedAt: utc(opened.timestamp), ...(behind(survey.status, 'opened') && { status: 'opened' }) };
  }
  // A mailbox may refuse what its server took; but a bounced reminder says nothing against the mail before it.
  const itsMail = survey.messageIds[0] === mail.messageId || behind(survey.status, 'delivered');
  if (eventType === 'Bounce' && bounce?.bounceType === 'Permanent' && itsMail && behind(survey.status, 'opened')) {
    return { status: 'bounced', ...notDue };
  }
  if (eventType === 'Reject' && behind(survey.status, 'delivered')) {
    return { status: 'suppressed', statusReason: 'mail_rejected', ...notDue };
  }
  if (complaint && survey.status !== 'completed' && survey.status !== 'opted_out') {
    return { status: 'opted_out', statusReason: 'complained', ...notDue };
  }
  return {};
}

const ends = { bounced: 'bounce', suppressed: 'withdraw', opted_out: 'optOut' } as const;

/** What an event did to a survey; the first one that is heard of a mail says that it went out. */
function actionOf(
  before: StoredSurvey,
  { status, sentAt, deliveredAt, openedAt }: Partial<StoredSurvey>,
): SurveyAction {
  const end = Object.entries(ends).find(([name]) => name === status)?.[1];
  if (end) return end;
  if (before.sentAt === undefined && sentAt !== undefined) return 'send';
  if (openedAt !== undefined) return 'open';
  return deliveredAt === undefined ? 'note' : 'deliver';
}

async function markAddress(ctx: Context, survey: StoredSurvey, { bounce, complaint }: MailEvent): Promise<void> {
  const email = survey.contact?.email;
  if (email === undefined) return;
  if (bounce?.bounceType === 'Permanent') await setAddress(ctx, email, { bounced: true }, utc(bounce.timestamp));
  if (complaint) await setAddress(ctx, email, { complained: true }, utc(complaint.timestamp));
}

const utc = (timestamp: string): string => new Date(timestamp).toISOString();
