import type { Context as LambdaContext, ScheduledEvent } from 'aws-lambda';
import { log } from '../../../shared/kernel/log.ts';
import { pacer } from '../../../shared/kernel/pace.ts';
import { systemDb } from '../../../shared/kernel/table.ts';
import { dueActivities } from '../../../shared/activity/due-activities.ts';
import { dueAlerts } from '../../../shared/alert/alert.due.ts';
import { dueDigests } from '../../../shared/alert/digest.ts';
import { dueVehicles } from '../../../shared/activity/vehicle-dates.ts';
import { dueCustomers } from '../../../shared/customer-view/due-customers.ts';
import { dueDocuments } from '../../../shared/document/due-documents.ts';
import { dueFollowUps } from '../../../shared/follow-up/due-follow-ups.ts';
import { dueMarks } from '../../../shared/metric-rule/due-marks.ts';
import { readFollowUpSettings } from '../../../shared/follow-up/follow-up-settings.ts';
import { dueMessageMails } from '../../../shared/message/send-messages.ts';
import { dueLoops } from '../../../shared/initiative/loop-due.ts';
import { dueReceipts } from '../../../shared/initiative/receipt.ts';
import { tellLater } from '../../../shared/alert/watch.ts';
import { rulesOf } from '../../../shared/asking/ask-rules.ts';
import { dueDataRequests } from '../../../shared/privacy/due-requests.ts';
import { dueReports } from '../../../shared/report-run/occurrences.ts';
import { dueRuns } from '../../../shared/report-run/due-runs.ts';
import { dispatchDue, type DispatchParts } from '../../../shared/sending/dispatch.ts';
import { readTemplate } from '../../../shared/survey-template/survey-template.store.ts';
import { sesMailer } from '../../../shared/sending/survey.mailer.ts';
import { alertMail } from '../../../web/mail/alert-mail.tsx';
import { messageMail } from '../../../web/mail/message-mail.tsx';
import { digestMail } from '../../../web/mail/digest-mail.tsx';
import { surveyMail } from '../../../web/mail/survey-mail.tsx';

const SPARE_MS = 10_000;
/** Mails a second. A new SES account may send 14; two runs may overlap, so each takes less than half. */
const DEFAULT_RATE = 6;

export async function handler(
  _: Partial<ScheduledEvent>,
  lambda: Pick<LambdaContext, 'getRemainingTimeInMillis'>,
): Promise<void> {
  const deadline = new Date(Date.now() + lambda.getRemainingTimeInMillis() - SPARE_MS);
  const parts: DispatchParts = {
    systemDb: systemDb(),
    now: () => new Date(),
    deadline,
    mailer: sesMailer(surveyMail),
    rules: rulesOf,
    isActive: async (ctx, templateId) => (await readTemplate(ctx, templateId))?.active === true,
    pace: pacer(Number(process.env['MAIL_RATE'] ?? DEFAULT_RATE)),
  };
  const alerts = dueAlerts((ctx, step) => tellLater(ctx, step, alertMail));
  const numbers = dueMarks(alertMail);
  const messages = dueMessageMails({
    render: messageMail,
    replyTo: async (ctx) => (await readFollowUpSettings(ctx)).replyTo,
    pace: parts.pace,
  });
  const kinds = [
    alerts,
    dueDigests(digestMail),
    dueFollowUps,
    dueLoops,
    dueReceipts,
    numbers,
    messages,
    dueReports,
    dueRuns,
    dueDataRequests,
    dueCustomers,
    dueDocuments,
    dueVehicles,
    dueActivities,
  ];
  const { done, skipped, failed, left } = await dispatchDue(parts, kinds);
  if (done + skipped + failed > 0) log.info('dispatched', { done, skipped, failed, left });
  if (failed > 0)
    throw new Error(
      `${failed} due surveys, alerts, digests, follow-ups, loops, receipts, numbers, messages, reports, requests of data subjects, customers, documents, vehicles or activities failed and are tried again`,
    );
}
