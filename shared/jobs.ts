import { trainingJob } from './analytics/train.job.ts';
import { exportJob } from './export/export.job.ts';
import { alertRuleReplay } from './alert-replay/replay.job.ts';
import { importJob } from './import/import.job.ts';
import { followUpRuleReplay } from './follow-up-replay/replay.job.ts';
import { reanalysis } from './analysis-job/reanalysis.job.ts';
import { dataRequestJob } from './privacy/data-request.job.ts';
import type { JobDefinition } from './job/define.ts';
import { themeBackfill } from './initiative/theme-backfill.ts';
import { reviewJob } from './review/review.job.ts';
import { webhookReplayFailed } from './webhook/replay-failed.ts';
import { taxonomyTrial } from './taxonomy/trial.job.ts';
import { duplicateScan } from './duplicate/scan.job.ts';
import { mergeJob, mergeUndoJob } from './merge/merge.job.ts';
import { webhookReplay } from './webhook/replay-range.ts';

/** Every kind of job that the worker knows. */
export const jobDefinitions: readonly JobDefinition[] = [
  webhookReplay,
  webhookReplayFailed,
  themeBackfill,
  alertRuleReplay,
  followUpRuleReplay,
  taxonomyTrial,
  reviewJob,
  reanalysis,
  exportJob,
  importJob,
  trainingJob,
  dataRequestJob,
  duplicateScan,
  mergeJob,
  mergeUndoJob,
];
