import type { Trigger } from './define.ts';
import { trigger as analysisQueue } from './queues/analysis/trigger.ts';
import { trigger as countingQueue } from './queues/counting/trigger.ts';
import { trigger as jobQueue } from './queues/jobs/trigger.ts';
import { trigger as metricMarks } from './queues/metric-marks/trigger.ts';
import { trigger as loopSend } from './queues/loop-send/trigger.ts';
import { trigger as refreshDashboard } from './queues/refresh-dashboard/trigger.ts';
import { trigger as renderReport } from './queues/render-report/trigger.ts';
import { trigger as sendReport } from './queues/send-report/trigger.ts';
import { trigger as searchQueue } from './queues/search/trigger.ts';
import { trigger as webhookIntakeBulk } from './queues/webhook-intake-bulk/trigger.ts';
import { trigger as webhookWork } from './queues/webhook-work/trigger.ts';
import { trigger as closeDay } from './schedules/close-day/trigger.ts';
import { trigger as countTerms } from './schedules/count-terms/trigger.ts';
import { trigger as dispatchDue } from './schedules/dispatch-due/trigger.ts';
import { trigger as reconcile } from './schedules/reconcile/trigger.ts';
import { trigger as resendLost } from './schedules/resend-lost/trigger.ts';
import { trigger as reviews } from './schedules/reviews/trigger.ts';
import { trigger as scoreCustomers } from './schedules/score-customers/trigger.ts';
import { trigger as scoreYardsticks } from './schedules/score-yardsticks/trigger.ts';
import { trigger as sweepAnalysis } from './schedules/sweep-analysis/trigger.ts';
import { trigger as sweepRollups } from './schedules/sweep-rollups/trigger.ts';
import { trigger as trainPrediction } from './schedules/train-prediction/trigger.ts';
import { trigger as webhookHealth } from './schedules/webhook-health/trigger.ts';
import { trigger as weeklyTopics } from './schedules/weekly-topics/trigger.ts';
import { trigger as analysis } from './streams/analysis/trigger.ts';
import { trigger as changes } from './streams/changes/trigger.ts';
import { trigger as alerts } from './subscribers/alerts/trigger.ts';
import { trigger as askAddresses } from './subscribers/ask-addresses/trigger.ts';
import { trigger as customerGone } from './subscribers/customer-gone/trigger.ts';
import { trigger as customerScores } from './subscribers/customer-scores/trigger.ts';
import { trigger as eraseReported } from './subscribers/erase-reported/trigger.ts';
import { trigger as findDuplicates } from './subscribers/find-duplicates/trigger.ts';
import { trigger as followRecord } from './subscribers/follow-record/trigger.ts';
import { trigger as followUpOpener } from './subscribers/follow-up-opener/trigger.ts';
import { trigger as linker } from './subscribers/linker/trigger.ts';
import { trigger as praiseWall } from './subscribers/praise-wall/trigger.ts';
import { trigger as checkDocuments } from './subscribers/check-documents/trigger.ts';
import { trigger as purchases } from './subscribers/purchases/trigger.ts';
import { trigger as recordAudit } from './subscribers/record-audit/trigger.ts';
import { trigger as recordMailEvent } from './subscribers/record-mail-event/trigger.ts';
import { trigger as restateRollups } from './subscribers/restate-rollups/trigger.ts';
import { trigger as systemAlerts } from './subscribers/system-alerts/trigger.ts';
import { trigger as triageIntake } from './subscribers/triage-intake/trigger.ts';
import { trigger as webhookFanOut } from './subscribers/webhook-fan-out/trigger.ts';

/** Every stream reader, subscriber, schedule and queue worker that is deployed. A test fails when a folder is not listed. */
export const triggers: readonly Trigger[] = [
  analysis,
  changes,
  analysisQueue,
  countingQueue,
  searchQueue,
  metricMarks,
  refreshDashboard,
  webhookWork,
  webhookIntakeBulk,
  jobQueue,
  loopSend,
  renderReport,
  sendReport,
  alerts,
  askAddresses,
  recordAudit,
  recordMailEvent,
  restateRollups,
  webhookFanOut,
  followRecord,
  followUpOpener,
  linker,
  systemAlerts,
  triageIntake,
  sweepAnalysis,
  sweepRollups,
  reconcile,
  dispatchDue,
  resendLost,
  reviews,
  webhookHealth,
  countTerms,
  weeklyTopics,
  trainPrediction,
  closeDay,
  praiseWall,
  eraseReported,
  customerGone,
  purchases,
  checkDocuments,
  findDuplicates,
  customerScores,
  scoreCustomers,
  scoreYardsticks,
];
