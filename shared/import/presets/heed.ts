import type { Kept } from '../../feedback/feedback.import.ts';
import { asText } from '../as-text.ts';
import { compact } from '../../kernel/json.ts';
import { unguarded } from './unguarded.ts';
import { type Draft, emptyDraft, oneRow, type Preset, type Score } from './preset.ts';

/** Fields of a record that its sender says, under the names that its file has. */
const sent = {
  source: 'source',
  type: 'type',
  occurredAt: 'occurred_at',
  sourceUpdatedAt: 'source_updated_at',
  customerId: 'customer_id',
  subject: 'subject',
  comments: 'comments',
  context: 'context',
  language: 'language',
  category: 'category',
  subcategory: 'subcategory',
  theme: 'theme',
  impact: 'impact',
  ticketId: 'ticket_id',
  caseId: 'case_id',
  interactionId: 'interaction_id',
  surveyId: 'survey_id',
  templateId: 'template_id',
  'contact.name': 'contact_name',
  'contact.email': 'contact_email',
  'contact.phone': 'contact_phone',
  'contact.business': 'contact_business',
  'snapshot.agentId': 'agent_id',
  'snapshot.teamId': 'team_id',
  'snapshot.queue': 'queue',
  'snapshot.channel': 'channel',
  'snapshot.segment': 'segment',
  'snapshot.tier': 'tier',
  'snapshot.resolutionMinutes': 'resolution_minutes',
  'snapshot.firstContactResolved': 'first_contact_resolved',
  'snapshot.reopened': 'reopened',
} as const;

/** What an export of ours has written: whole records as NDJSON, the same in columns as CSV. */
export const heed: Preset = {
  name: 'heed',
  description:
    'What an export of Heed has written. NDJSON is lossless; CSV leaves out where in a text the analysis found something. Follow-ups and decisions in triage are records of their own and not in it.',
  headerRows: 1,
  asks: [],
  known: ['feedbackid', 'occurredat', 'analysisstatus'],
  source: 'import',
  nameColumns: oneRow,
  columns: new Map(),
  direct: (values, raw, keeps) =>
    'feedbackId' in values ? ofRecord(values, raw as Record<string, unknown>, keeps) : ofCells(values, keeps),
};

function ofRecord(values: Record<string, unknown>, raw: Record<string, unknown>, keeps: boolean): Draft {
  const { analysis, excluded, contactRequest } = raw as Kept;
  const fields = Object.fromEntries(Object.keys(sent).map((name) => [name, values[name] ?? undefined]));
  return {
    ...emptyDraft(),
    fields: { ...fields, externalId: raw['externalId'] ?? `heed:${String(raw['feedbackId'])}` },
    scores: (raw['scores'] ?? []) as Score[],
    tags: (raw['tags'] ?? []) as string[],
    data: (raw['data'] ?? {}) as Record<string, unknown>,
    kept: compact({ ...(keeps && { analysis }), excluded, contactRequest }),
  };
}

function ofCells(values: Record<string, unknown>, keeps: boolean): Draft {
  const cell = (name: string): string | undefined => {
    const text = asText(values[name]);
    return text === '' ? undefined : unguarded(text);
  };
  const json = <T>(name: string): T | undefined => {
    const text = cell(name);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  const fields = Object.fromEntries(Object.entries(sent).map(([field, name]) => [field, cell(name)]));
  const reason = cell('excluded');
  const status = cell('analysis_status');
  const score = cell('sentiment_score');
  const request = cell('contact_request');
  const analysis = compact({
    status,
    language: cell('analysis_language'),
    sentiment: cell('sentiment'),
    sentimentScore: score === undefined ? undefined : Number(score),
    urgency: cell('urgency'),
    emotions: json('emotions'),
    keyTopics: json('topics'),
    // Why there is nothing is not in the columns; what is left of the reasons is that nobody wanted it.
    reason:
      status === 'skipped'
        ? (cell('comments') ?? cell('subject') ?? cell('context'))
          ? 'disabled'
          : 'no-text'
        : undefined,
  });
  const kept = compact({
    ...(keeps && status !== undefined && { analysis }),
    excluded: reason && { reason, by: 'import', at: cell('updated_at') ?? '' },
    contactRequest: request && { channel: request },
  });
  return {
    ...emptyDraft(),
    fields: { ...fields, externalId: cell('external_id') ?? `heed:${cell('feedback_id') ?? ''}` },
    scores: json<Score[]>('scores') ?? [],
    tags: json<string[]>('tags') ?? [],
    data: json<Record<string, unknown>>('data') ?? {},
    kept: kept as Kept,
  };
}
