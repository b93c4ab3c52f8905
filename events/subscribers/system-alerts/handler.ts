import * as z from 'zod';
import { ActivityId } from '../../../shared/activity/activity.schema.ts';
import { mailReminder } from '../../../shared/activity/reminder-mail.ts';
import { AlertId } from '../../../shared/alert/alert.schema.ts';
import { tellSystemAlert } from '../../../shared/alert/system.ts';
import { watchAddress, watchEndpoint, watchLoop, watchPool } from '../../../shared/alert/system-watch.ts';
import { watchPrediction } from '../../../shared/analytics/prediction-alert.ts';
import { alertOnBudget, watchBudget } from '../../../shared/analysis/budget-alert.ts';
import { BudgetLevel } from '../../../shared/analysis/budget-level.schema.ts';
import { idSchema, OuterId } from '../../../shared/fields/ids.schema.ts';
import { Severity } from '../../../shared/fields/severity.schema.ts';
import { FollowUpId } from '../../../shared/follow-up/follow-up.schema.ts';
import { InitiativeId } from '../../../shared/initiative/initiative.schema.ts';
import { LoopStage } from '../../../shared/initiative/loop.schema.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { RunId } from '../../../shared/report-run/run.schema.ts';
import { watchRecipient, watchReport } from '../../../shared/report-run/watch.ts';
import { ReportId } from '../../../shared/report/report.schema.ts';
import { alertMail } from '../../../web/mail/alert-mail.tsx';
import { reminderMail } from '../../../web/mail/reminder-mail.tsx';
import { onEvent } from '../../on-event.ts';

const OfAlert = z.object({ alertId: AlertId, source: z.string(), severity: Severity });
/** What an event is about, by the name of its id. */
const About = z.union([
  z.object({ reportId: ReportId, stopId: idSchema('recipientStop'), why: z.string() }),
  z.object({ reportId: ReportId, runId: RunId.optional() }),
  z.object({ endpointId: idSchema('webhook') }),
  z.object({ userId: OuterId, eventId: z.string() }),
  z.object({ followUpId: FollowUpId }),
  z.object({ initiativeId: InitiativeId, stage: LoopStage }),
]);

function look(ctx: Context, about: z.output<typeof About>): Promise<void> {
  if ('stopId' in about) return watchRecipient(ctx, about);
  if ('reportId' in about) return watchReport(ctx, about);
  if ('endpointId' in about) return watchEndpoint(ctx, about);
  if ('userId' in about) return watchAddress(ctx, about);
  return 'followUpId' in about ? watchPool(ctx, about) : watchLoop(ctx, about);
}

const OfSettings = z.object({ eventId: z.string(), changedKeys: z.array(z.string()) });
const ofSettings = async (ctx: Context, detail: object): Promise<void> => {
  const { eventId, changedKeys } = OfSettings.parse(detail);
  if (changedKeys.includes('analysis')) await watchBudget(ctx, { eventId });
};

const OfBudget = BudgetLevel.pick({ levelId: true, month: true, percent: true, budgetUnits: true });

const OfReminder = z.object({ activityId: ActivityId, remindedAt: z.iso.datetime() });

const ofAlert = async (ctx: Context, detail: object, type: string): Promise<void> => {
  const { alertId, source, severity } = OfAlert.parse(detail);
  if (source !== 'system') return;
  await tellSystemAlert(ctx, { alertId, step: type === 'AlertOpened' ? 'opened' : `raised-${severity}` }, alertMail);
};

/** Whatever an event tells, what it is about is looked at as it is now: order and repetition change nothing. */
export const handler = onEvent({
  name: 'system-alerts',
  detail: z.looseObject({ companyId: z.string() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, detail, type) {
    if (type.startsWith('Alert')) await ofAlert(ctx, detail, type);
    else if (type === 'SettingsChanged') await ofSettings(ctx, detail);
    else if (type === 'AnalysisBudgetReached') await alertOnBudget(ctx, OfBudget.parse(detail));
    else if (type === 'ActivityReminder') await mailReminder(ctx, OfReminder.parse(detail), reminderMail);
    else if (type === 'ModelTrained') await watchPrediction(ctx);
    else await look(ctx, About.parse(detail));
  },
});
