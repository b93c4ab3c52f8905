import { defineRoutes } from '../http/contract.ts';
import { Job } from '../job/job.schema.ts';
import { AnalysisUsage, UsageQuery } from './analysis-job.schema.ts';
import { CreateEstimate, Estimate, Reanalysis, StartJob } from './estimate.schema.ts';

/** A job over stored texts. */
const AnalysisJob = Job.extend({ result: Reanalysis.optional() }).meta({ id: 'AnalysisJob' });

const path = '/api/crm/analysis';

export const analysisJobRoutes = defineRoutes('analysis-job', {
  estimate: {
    method: 'POST',
    path: `${path}/estimates`,
    summary: 'Estimate what analysing stored feedback again would cost',
    description:
      'Counts texts and units; nothing is sent to any service. The estimate is kept for an hour, and a job is started with it. What waits for its first analysis is not counted.',
    permission: 'analysis:write',
    body: CreateEstimate,
    reply: { 200: Estimate },
  },
  startJob: {
    method: 'POST',
    path: `${path}/jobs`,
    summary: 'Start to analyse stored feedback again',
    description:
      'Does what was estimated, oldest feedback first. What a person has corrected stays; a record that would say the same is not written. Follow it, pause, resume and cancel it by `/jobs/{jobId}`. `conflict` where the estimate is gone or another such job runs, `budget-exceeded` where the month’s budget has no room, `not-enabled` where analysis is switched off.',
    permission: 'analysis:write',
    body: StartJob,
    reply: { 202: AnalysisJob },
    problems: ['conflict', 'budget-exceeded', 'not-enabled'],
  },
  usage: {
    method: 'GET',
    path: `${path}/usage`,
    summary: 'Get what text analysis has used of its budget',
    permission: 'analysis:read',
    query: UsageQuery,
    reply: { 200: AnalysisUsage },
  },
});
