import { accessRoutes } from '../../shared/access/access.routes.ts';
import { alertRuleRoutes } from '../../shared/alert-rule/alert-rule.routes.ts';
import { client, type ClientOptions } from '../../shared/http/client.ts';
import { initiativeRoutes } from '../../shared/initiative/initiative.routes.ts';
import { peopleRoutes } from '../../shared/people/people.routes.ts';
import { reportRunRoutes } from '../../shared/report-run/run.routes.ts';
import { reportRoutes } from '../../shared/report/report.routes.ts';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { surveyTemplateRoutes } from '../../shared/survey-template/survey-template.routes.ts';
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
  'reports/report-list.tsx': ['reports'],
  'reports/report-page.tsx': ['reports/{reportId}', 'reports/new'],
  'reports/run-list.tsx': ['reports/{reportId}/runs'],
  'reports/run-page.tsx': ['reports/{reportId}/runs/{runId}'],
  // A part of the run's page.
  'reports/snapshot.tsx': [],
  'settings/audit/audit.tsx': ['settings/audit'],
  'settings/benchmarks/benchmarks.tsx': ['settings/benchmarks'],
  'settings/calendar/calendars.tsx': ['settings/calendar'],
  'settings/company/company-settings.tsx': ['settings/company'],
  'settings/form-keys/form-keys.tsx': ['settings/form-keys'],
  'settings/goals/goals.tsx': ['settings/goals'],
  'settings/integrations/integrations.tsx': ['settings/integrations'],
  'settings/notifications/notifications.tsx': ['settings/notifications'],
  'settings/people/people.tsx': ['settings/people'],
  'settings/privacy/privacy.tsx': ['settings/privacy'],
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
  return { reportId, runId, templateId, endpointId, initiativeId, ruleId: rule?.ruleId ?? '' };
}

export const addressOf = (pattern: string, ids: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
