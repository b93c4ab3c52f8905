import type { AuditEntry } from '../audit/audit.schema.ts';
import type { Survey } from '../survey/survey.schema.ts';
import { type Column, feedbackColumns, json } from './columns.ts';
import { customerColumns } from './customer-columns.ts';
import type { ExportedFigure } from './exported-figure.ts';

/** The columns of exported surveys: whom one has asked, where it stands, and what was answered. */
const surveyColumns = {
  survey_id: ['STRING', ({ surveyId }) => surveyId],
  template_id: ['STRING', ({ templateId }) => templateId],
  template_version: ['INT32', ({ templateVersion }) => templateVersion],
  status: ['STRING', ({ status }) => status],
  status_reason: ['STRING', ({ statusReason }) => statusReason],
  created_at: ['TIMESTAMP', ({ createdAt }) => createdAt],
  updated_at: ['TIMESTAMP', ({ updatedAt }) => updatedAt],
  scheduled_at: ['TIMESTAMP', ({ scheduledAt }) => scheduledAt],
  sent_at: ['TIMESTAMP', ({ sentAt }) => sentAt],
  delivered_at: ['TIMESTAMP', ({ deliveredAt }) => deliveredAt],
  opened_at: ['TIMESTAMP', ({ openedAt }) => openedAt],
  started_at: ['TIMESTAMP', ({ startedAt }) => startedAt],
  completed_at: ['TIMESTAMP', ({ completedAt }) => completedAt],
  expires_on: ['TIMESTAMP', ({ expiresOn }) => expiresOn],
  reminders_sent: ['INT32', ({ remindersSent }) => remindersSent],
  customer_id: ['STRING', ({ customerId }) => customerId],
  contact_name: ['STRING', ({ contact }) => contact?.name],
  contact_email: ['STRING', ({ contact }) => contact?.email],
  contact_phone: ['STRING', ({ contact }) => contact?.phone],
  contact_business: ['STRING', ({ contact }) => contact?.business],
  language: ['STRING', ({ language }) => language],
  trigger: ['STRING', ({ trigger }) => trigger],
  ticket_id: ['STRING', ({ relatedTo }) => relatedTo.ticketId],
  case_id: ['STRING', ({ relatedTo }) => relatedTo.caseId],
  interaction_id: ['STRING', ({ relatedTo }) => relatedTo.interactionId],
  order_id: ['STRING', ({ relatedTo }) => relatedTo.orderId],
  agent_id: ['STRING', ({ snapshot }) => snapshot.agentId],
  team_id: ['STRING', ({ snapshot }) => snapshot.teamId],
  channel: ['STRING', ({ snapshot }) => snapshot.channel],
  feedback_id: ['STRING', ({ feedbackId }) => feedbackId],
  overall_score: ['DOUBLE', ({ overallScore }) => overallScore],
  comments: ['STRING', ({ comments }) => comments],
  responses: ['STRING', ({ responses }) => json(responses)],
  contact_request: ['STRING', ({ contactRequest }) => contactRequest?.channel],
  quarantine: ['STRING', ({ quarantine }) => json(quarantine)],
  version: ['INT32', ({ version }) => version],
} as const satisfies Record<string, Column<Survey>>;

/** The columns of the exported audit trail. */
const auditColumns = {
  at: ['TIMESTAMP', ({ at }) => at],
  record_id: ['STRING', ({ recordId }) => recordId],
  version: ['INT32', ({ version }) => version],
  action: ['STRING', ({ action }) => action],
  actor_kind: ['STRING', ({ actor }) => actor.kind],
  actor_id: ['STRING', ({ actor }) => actor.id],
  changed_keys: ['STRING', ({ changedKeys }) => json(changedKeys)],
  request_id: ['STRING', ({ requestId }) => requestId],
} as const satisfies Record<string, Column<AuditEntry>>;

/** The columns of exported numbers. */
const metricColumns = {
  metric: ['STRING', ({ metric }) => metric],
  variant: ['STRING', ({ variant }) => variant],
  grain: ['STRING', ({ grain }) => grain],
  period: ['STRING', ({ period }) => period],
  by: ['STRING', ({ by }) => by],
  key: ['STRING', ({ key }) => key],
  value: ['DOUBLE', ({ value }) => value],
  n: ['INT32', ({ n }) => n],
  margin_of_error: ['DOUBLE', ({ marginOfError }) => marginOfError],
  interval_low: ['DOUBLE', ({ interval }) => interval?.low],
  interval_high: ['DOUBLE', ({ interval }) => interval?.high],
  excluded: ['STRING', ({ excluded }) => json(excluded)],
  breakdown: ['STRING', ({ breakdown }) => json(breakdown)],
  unit: ['STRING', ({ unit }) => unit],
  formula_version: ['INT32', ({ formulaVersion }) => formulaVersion],
} as const satisfies Record<string, Column<ExportedFigure>>;

/** What can be exported, and its columns. */
export const columnsOf = {
  feedback: feedbackColumns,
  surveys: surveyColumns,
  customers: customerColumns,
  audit: auditColumns,
  metrics: metricColumns,
} as const;
export type Resource = keyof typeof columnsOf;
export const resources = Object.keys(columnsOf) as [Resource, ...Resource[]];

export const namesIn = (resource: Resource): string[] => Object.keys(columnsOf[resource]);
/** Every name that a column has in any of them. */
export const columnNames = [...new Set(resources.flatMap(namesIn))] as [string, ...string[]];
