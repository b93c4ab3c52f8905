import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { ReportId } from '../report/report.schema.ts';
import { DeliveryFilter, Resend, Resent, ShownDelivery } from '../report-delivery/delivery.schema.ts';
import { RunDetail, RunFilter, RunId, RunNow, ShownRun, TestReport } from './run.schema.ts';

const ofReport = '/api/crm/reports/{reportId}';
const path = `${ofReport}/runs/{runId}` as const;
const read = 'reports:read';
const write = 'reports:write';
const report = z.object({ reportId: ReportId });
const params = z.object({ reportId: ReportId, runId: RunId });

export const reportRunRoutes = defineRoutes('report-run', {
  run: {
    method: 'POST',
    path: `${ofReport}/run`,
    summary: 'Start a run of a report now',
    description:
      'Whatever its schedule and `sendWhen` say; its periods are those of `at`. 409 while it is paused or a draft.',
    permission: write,
    params: report,
    body: RunNow,
    reply: { 202: ShownRun },
    problems: ['conflict', 'report-paused'],
  },
  test: {
    method: 'POST',
    path: `${ofReport}/test`,
    summary: 'Send oneself one copy of a report, marked as a test',
    permission: write,
    params: report,
    body: TestReport,
    reply: { 202: ShownRun },
    problems: ['conflict'],
  },
  list: {
    method: 'GET',
    path: `${ofReport}/runs`,
    summary: 'List the runs of a report',
    description: 'Those that were due last first, with those that were skipped and why.',
    permission: read,
    params: report,
    query: RunFilter.extend(pageQuery),
    reply: { 200: pageOf(ShownRun) },
  },
  get: {
    method: 'GET',
    path,
    summary: 'Get a run of a report, with a link to its snapshot',
    permission: read,
    params,
    reply: { 200: RunDetail },
  },
  file: {
    method: 'GET',
    path: `${path}/files/{format}`,
    summary: 'Get a printed file of a run',
    description: 'Redirects to a link that works for five minutes.',
    permission: read,
    params: params.extend({ format: z.enum(['pdf', 'xlsx', 'csv']) }),
    reply: { 302: null },
  },
  deliveries: {
    method: 'GET',
    path: `${path}/deliveries`,
    summary: 'List to whom a run went, and what became of each mail',
    permission: read,
    params,
    query: DeliveryFilter.extend(pageQuery),
    reply: { 200: pageOf(ShownDelivery) },
  },
  resend: {
    method: 'POST',
    path: `${path}/resend`,
    summary: 'Send a run again as it was computed',
    description:
      'Nothing is computed or printed again. Each recipient who has unsubscribed, whose mail came back or is under way is refused by itself. 409 for a run that was not sent.',
    permission: write,
    params,
    body: Resend,
    reply: { 202: Resent },
    problems: ['conflict'],
  },
  cancel: {
    method: 'POST',
    path: `${path}/cancel`,
    summary: 'Cancel a run that is under way',
    description: 'What was not sent yet never is. 409 for one that is over.',
    permission: write,
    params,
    reply: { 200: ShownRun },
    problems: ['conflict'],
  },
  revoke: {
    method: 'POST',
    path: `${path}/revoke`,
    summary: 'Revoke the links of a run',
    permission: write,
    params,
    reply: { 200: ShownRun },
  },
});
