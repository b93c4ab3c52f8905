import { accessRoutes } from '../../shared/access/access.routes.ts';
import { alertRuleRoutes } from '../../shared/alert-rule/alert-rule.routes.ts';
import { boardRoutes } from '../../shared/board/board.routes.ts';
import type { CreateBoard } from '../../shared/board/board.schema.ts';
import { client, type ClientOptions } from '../../shared/http/client.ts';
import { initiativeRoutes } from '../../shared/initiative/initiative.routes.ts';
import { peopleRoutes } from '../../shared/people/people.routes.ts';
import { reportRunRoutes } from '../../shared/report-run/run.routes.ts';
import { reportRoutes } from '../../shared/report/report.routes.ts';
import { lastEnded } from '../../shared/review/period.ts';
import { reviewRoutes } from '../../shared/review/review.routes.ts';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { surveyTemplateRoutes } from '../../shared/survey-template/survey-template.routes.ts';
import { customersOfEach } from './customers-of-each.ts';
import { RECEIVER_PORT } from '../webhook-receiver.ts';
import { webhookRoutes } from '../../shared/webhook/webhook.routes.ts';

/** Every screen of the console by the file that draws it, and addresses that open it. */
export const screens: Readonly<Record<string, readonly string[]>> = {
  'agents/agent.tsx': ['me', 'agents/agent-1'],
  'alerts/alerts.tsx': ['alerts'],
  'alerts/rules/rule-list.tsx': ['alerts/rules'],
  'alerts/rules/rule-page.tsx': ['alerts/rules/{ruleId}'],
  'analytics/analytics.tsx': [
    'analytics/drivers',
    'analytics/themes',
    'analytics/trend',
    'analytics/correlation',
    'analytics/causes',
    'analytics/segments',
    'analytics/silent',
    'analytics/prediction',
  ],
  'boards/board-editor.tsx': ['boards/{boardId}/edit'],
  'boards/board-list.tsx': ['boards'],
  'boards/board-page.tsx': ['boards/{boardId}', 'boards/{boardId}?preset=last_90_days'],
  // A part of both.
  'boards/tiles.tsx': [],
  'activities/activity-list.tsx': ['activities', 'activities?view=done'],
  'contacts/contact-list.tsx': ['contacts', 'contacts?q=maier'],
  'contacts/contact-page.tsx': ['contacts/{contactId}'],
  'customers/customer-list.tsx': ['customers', 'customers?q=huber'],
  'customers/customer-page.tsx': ['customers/{customerId}', 'customers/{businessId}'],
  'duplicates/duplicate-list.tsx': ['duplicates'],
  'duplicates/merge-page.tsx': ['customers/{customerId}/merge?with={twinId}'],
  'duplicates/receipt-page.tsx': ['merges/{mergeId}'],
  'feedback/feedback-list.tsx': ['feedback'],
  'feedback/feedback-page.tsx': ['feedback/{feedbackId}'],
  'follow-ups/follow-ups.tsx': ['follow-ups', 'follow-ups?view=board'],
  'initiatives/initiative-list.tsx': ['initiatives'],
  'initiatives/initiative-page.tsx': ['initiatives/{initiativeId}'],
  'jobs/job-list.tsx': ['jobs'],
  'jobs/new-export.tsx': ['exports/new'],
  'jobs/new-import.tsx': ['imports/new'],
  // Stands in the shell while something runs in the background.
  'jobs/tray-list.tsx': [],
  'metrics/metric-list.tsx': ['metrics'],
  'metrics/metric-page.tsx': ['metrics/nps'],
  'overview/overview.tsx': [''],
  // A part of whatever is made of blocks.
  'reports/outline.tsx': [],
  'reports/report-list.tsx': ['reports'],
  'reports/report-page.tsx': ['reports/{reportId}', 'reports/new'],
  'reports/run-list.tsx': ['reports/{reportId}/runs'],
  'reports/run-page.tsx': ['reports/{reportId}/runs/{runId}'],
  // A part of the run's page.
  'reports/snapshot.tsx': [],
  'reviews/review-list.tsx': ['reviews'],
  'reviews/review-page.tsx': ['reviews/{reviewId}'],
  'review-samples/sample-list.tsx': ['review-samples'],
  'review-samples/sample-page.tsx': ['review-samples/{sampleId}'],
  'settings/audit/audit.tsx': ['settings/audit'],
  'settings/benchmarks/benchmarks.tsx': ['settings/benchmarks'],
  'settings/calendar/calendars.tsx': ['settings/calendar'],
  'settings/company/company-settings.tsx': ['settings/company'],
  'settings/follow-up-rules/follow-up-rules.tsx': ['settings/follow-up-rules'],
  'settings/follow-ups/follow-up-settings.tsx': ['settings/follow-ups'],
  'settings/form-keys/form-keys.tsx': ['settings/form-keys'],
  'settings/goals/goals.tsx': ['settings/goals'],
  'settings/integrations/integrations.tsx': ['settings/integrations'],
  'settings/limits/limits.tsx': ['settings/limits'],
  'settings/notifications/notifications.tsx': ['settings/notifications'],
  'settings/people/people.tsx': ['settings/people'],
  'settings/privacy/privacy.tsx': ['settings/privacy'],
  'settings/privacy/request-page.tsx': ['settings/privacy/requests/{requestId}'],
  'settings/reviews/review-settings.tsx': ['settings/reviews'],
  'settings/settings-frame.tsx': ['settings'],
  'settings/settings-index.tsx': ['settings'],
  'settings/taxonomy/taxonomy.tsx': ['settings/taxonomy'],
  'settings/webhooks/webhooks.tsx': ['settings/webhooks'],
  'settings/webhooks/webhook-page.tsx': ['settings/webhooks/{endpointId}'],
  'surveys/decisions.tsx': ['surveys/decisions'],
  'surveys/send.tsx': ['surveys/send'],
  'surveys/survey-list.tsx': ['surveys/list'],
  'surveys/surveys-overview.tsx': ['surveys'],
  'surveys/template-page.tsx': ['surveys/templates/{templateId}'],
  'team/team.tsx': ['team'],
  'triage/triage.tsx': ['triage'],
};

/** Tiles of the kinds that are drawn differently. */
const tiles: CreateBoard['tiles'] = [
  { kind: 'kpi_row', sectionId: 'scores', width: 'full', metrics: ['csat_avg', 'nps', 'volume'] },
  { kind: 'trend', sectionId: 'trend', width: 'half', metric: 'nps', grain: 'week' },
  { kind: 'verbatims', sectionId: 'voices', width: 'half', count: 3, order: 'newest' },
  { kind: 'breakdown', sectionId: 'agents', width: 'full', metric: 'nps', by: 'agent', top: 10, order: 'n' },
  { kind: 'table', sectionId: 'table', width: 'full', metrics: ['nps', 'volume'], by: 'team', top: 20 },
  { kind: 'text', sectionId: 'text', width: 'full', markdown: 'NPS is {{value:nps}} in **{{period}}**.' },
];

/** One of each kind of record that has a screen of its own; the ids that stand in addresses. */
export async function oneOfEach(access: ClientOptions): Promise<Record<string, string>> {
  const { userId } = await client(accessRoutes, access).me();
  const email = `${userId}@demo.example`;
  await client(peopleRoutes, access).put({ params: { userId }, body: { name: 'Alex Admin', email } });
  const reports = client(reportRoutes, access);
  const [ready] = (await reports.gallery({ query: { language: 'en' } })).items;
  if (!ready) throw new Error('there is no ready-made report');
  const recipients = { ...ready.report.recipients, userIds: [userId] };
  const { reportId } = await reports.create({ body: { ...ready.report, recipients, status: 'active' } });
  const { runId } = await client(reportRunRoutes, access).run({ params: { reportId }, body: {} });
  const { templateId } = await client(surveyTemplateRoutes, access).create({ body: readyMade.nps });
  const { endpointId } = await client(webhookRoutes, access).create({
    body: { url: `http://127.0.0.1:${RECEIVER_PORT}/`, events: ['feedback.*'] },
  });
  const { initiativeId } = await client(initiativeRoutes, access).create({ body: { title: 'Every invoice is right' } });
  const [rule] = (await client(alertRuleRoutes, access).list({ query: { limit: 1 } })).items;
  const { period } = lastEnded('weekly', new Date().toISOString().slice(0, 10));
  await client(reviewRoutes, access).run({ body: { kind: 'weekly', period } });
  const reviewId = `weekly-${period}`;
  const { boardId } = await client(boardRoutes, access).create({ body: { title: 'Support', tiles } });
  return {
    ...(await customersOfEach(access)),
    boardId,
    reviewId,
    reportId,
    runId,
    templateId,
    endpointId,
    initiativeId,
    ruleId: rule?.ruleId ?? '',
  };
}

export const addressOf = (pattern: string, ids: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
