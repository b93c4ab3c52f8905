import type { Feedback } from '../feedback/feedback.schema.ts';

/** What stands in a column; null or nothing where the record says nothing. */
export type Cell = string | number | boolean | null | undefined;
export type ColumnType = 'STRING' | 'DOUBLE' | 'INT32' | 'BOOLEAN' | 'TIMESTAMP';
type Column = readonly [type: ColumnType, cell: (record: Feedback) => Cell];

const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));
/** The first answer on a metric; the column `scores` holds all. */
const score = ({ scores }: Feedback, metric: 'csat' | 'nps' | 'ces') => scores?.find((one) => one.metric === metric);

/** The columns of an exported record, in their order. What is nested has a column of its own, lists and scores are JSON. */
const columns = {
  feedback_id: ['STRING', ({ feedbackId }) => feedbackId],
  source: ['STRING', ({ source }) => source],
  type: ['STRING', ({ type }) => type],
  occurred_at: ['TIMESTAMP', ({ occurredAt }) => occurredAt],
  created_at: ['TIMESTAMP', ({ createdAt }) => createdAt],
  updated_at: ['TIMESTAMP', ({ updatedAt }) => updatedAt],
  version: ['INT32', ({ version }) => version],
  customer_id: ['STRING', ({ customerId }) => customerId],
  contact_name: ['STRING', ({ contact }) => contact?.name],
  contact_email: ['STRING', ({ contact }) => contact?.email],
  contact_phone: ['STRING', ({ contact }) => contact?.phone],
  contact_business: ['STRING', ({ contact }) => contact?.business],
  csat: ['DOUBLE', (record) => score(record, 'csat')?.value],
  csat_scale_min: ['DOUBLE', (record) => score(record, 'csat')?.scaleMin],
  csat_scale_max: ['DOUBLE', (record) => score(record, 'csat')?.scaleMax],
  nps: ['DOUBLE', (record) => score(record, 'nps')?.value],
  nps_scale_min: ['DOUBLE', (record) => score(record, 'nps')?.scaleMin],
  nps_scale_max: ['DOUBLE', (record) => score(record, 'nps')?.scaleMax],
  ces: ['DOUBLE', (record) => score(record, 'ces')?.value],
  ces_scale_min: ['DOUBLE', (record) => score(record, 'ces')?.scaleMin],
  ces_scale_max: ['DOUBLE', (record) => score(record, 'ces')?.scaleMax],
  scores: ['STRING', ({ scores }) => json(scores)],
  subject: ['STRING', ({ subject }) => subject],
  comments: ['STRING', ({ comments }) => comments],
  context: ['STRING', ({ context }) => context],
  language: ['STRING', ({ language }) => language],
  category: ['STRING', ({ category }) => category],
  subcategory: ['STRING', ({ subcategory }) => subcategory],
  tags: ['STRING', ({ tags }) => json(tags)],
  theme: ['STRING', ({ theme }) => theme],
  impact: ['STRING', ({ impact }) => impact],
  ticket_id: ['STRING', ({ ticketId }) => ticketId],
  case_id: ['STRING', ({ caseId }) => caseId],
  interaction_id: ['STRING', ({ interactionId }) => interactionId],
  survey_id: ['STRING', ({ surveyId }) => surveyId],
  template_id: ['STRING', ({ templateId }) => templateId],
  agent_id: ['STRING', ({ snapshot }) => snapshot?.agentId],
  team_id: ['STRING', ({ snapshot }) => snapshot?.teamId],
  queue: ['STRING', ({ snapshot }) => snapshot?.queue],
  channel: ['STRING', ({ snapshot }) => snapshot?.channel],
  segment: ['STRING', ({ snapshot }) => snapshot?.segment],
  tier: ['STRING', ({ snapshot }) => snapshot?.tier],
  resolution_minutes: ['DOUBLE', ({ snapshot }) => snapshot?.resolutionMinutes],
  first_contact_resolved: ['BOOLEAN', ({ snapshot }) => snapshot?.firstContactResolved],
  reopened: ['BOOLEAN', ({ snapshot }) => snapshot?.reopened],
  analysis_status: ['STRING', ({ analysis }) => analysis?.status],
  analysis_language: ['STRING', ({ analysis }) => analysis?.language],
  sentiment: ['STRING', ({ analysis }) => analysis?.sentiment],
  sentiment_score: ['INT32', ({ analysis }) => analysis?.sentimentScore],
  urgency: ['STRING', ({ analysis }) => analysis?.urgency],
  emotions: ['STRING', ({ analysis }) => json(analysis?.emotions)],
  topics: ['STRING', ({ analysis }) => json(analysis?.keyTopics)],
  contact_request: ['STRING', ({ contactRequest }) => contactRequest?.channel],
  follow_up_status: ['STRING', ({ followUp }) => followUp?.status],
  follow_up_assigned_to: ['STRING', ({ followUp }) => followUp?.assignedTo],
  follow_up_due_at: ['TIMESTAMP', ({ followUp }) => followUp?.dueAt],
  follow_up_root_cause: ['STRING', ({ followUp }) => followUp?.rootCause],
  follow_up_action_taken: ['STRING', ({ followUp }) => followUp?.actionTaken],
  follow_up_first_touch_at: ['TIMESTAMP', ({ followUp }) => followUp?.firstTouchAt],
  follow_up_closed_at: ['TIMESTAMP', ({ followUp }) => followUp?.closedAt],
  triage_status: ['STRING', ({ triage }) => triage?.status],
  triage_route: ['STRING', ({ triage }) => triage?.route],
  triage_initiative_id: ['STRING', ({ triage }) => triage?.initiativeId],
  triage_duplicate_of: ['STRING', ({ triage }) => triage?.duplicateOf],
  triage_external_ref: ['STRING', ({ triage }) => triage?.externalRef],
  triage_decided_at: ['TIMESTAMP', ({ triage }) => triage?.decidedAt],
  excluded: ['STRING', ({ excluded }) => excluded?.reason],
  external_id: ['STRING', ({ externalId }) => externalId],
  source_updated_at: ['TIMESTAMP', ({ sourceUpdatedAt }) => sourceUpdatedAt],
  created_by: ['STRING', ({ createdBy }) => `${createdBy.kind}:${createdBy.id}`],
  data: ['STRING', ({ data }) => json(data)],
} as const satisfies Record<string, Column>;

export type ColumnName = keyof typeof columns;
export const columnNames = Object.keys(columns) as [ColumnName, ...ColumnName[]];

export const typeOf = (name: ColumnName): ColumnType => columns[name][0];

/** The cells of a record under some columns. */
export const cellsOf = (record: Feedback, names: readonly ColumnName[]): Cell[] =>
  names.map((name) => columns[name][1](record));
