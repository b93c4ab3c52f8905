import * as z from 'zod';
import { dayOf } from '../metrics/contribution.ts';
import { COMPANY_KEY, type Contribution, type CountedKind, type CountingSettings } from '../metrics/counted-kind.ts';
import { type Counters, excludedName } from '../metrics/counters.ts';
import { recordChangeOf } from '../metrics/record-change.ts';
import { decisionReasons, surveyStatuses } from '../survey/survey.schema.ts';
import { minuteStep, minuteSteps } from './minutes.ts';
import { questionContributions, wholeScales } from './question-counters.ts';

const text = z.string().optional();

/** The part of a survey that numbers depend on. */
export const CountableSurvey = z.object({
  surveyId: z.string(),
  templateId: z.string(),
  templateVersion: z.int(),
  status: z.enum(surveyStatuses),
  statusReason: text,
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().optional(),
  deliveredAt: text,
  openedAt: text,
  startedAt: text,
  completedAt: text,
  language: z.string(),
  contact: z.object({ email: text }).optional(),
  mailDomain: text,
  snapshot: z.object({ agentId: text, teamId: text, channel: text, segment: text, tier: text }),
  responses: z.array(z.object({ questionId: z.string(), type: z.string(), answer: z.unknown() })).optional(),
  comments: text,
  feedbackId: text,
  scannedAt: text,
  remindersSent: z.int().optional(),
  quarantine: z.unknown().optional(),
});
export type CountableSurvey = z.infer<typeof CountableSurvey>;

const funnel = [
  'asked',
  'sent',
  'delivered',
  'bounced',
  'opened',
  'started',
  'partial',
  'completed',
  'expired',
  'cancelled',
  'opted-out',
  'unresolved',
  'quarantined',
  'answers',
  'commented',
  ...minuteSteps.map((step) => `minutes:${step}`),
];
const invitations = ['invited', 'answered', 'after-reminder', excludedName('invited', 'bounced')];
const byInvitation = ['company', 'agent', 'team', 'template', 'segment', 'tier', 'language', 'channel'].map(
  (dimension) => `invited.${dimension}`,
);

/** Of a template and one more thing: the key of the thing stands behind the template's id. */
export const funnelRows = {
  template: 'survey.template',
  agent: 'survey.agent',
  channel: 'survey.channel',
  language: 'survey.language',
} as const;
export const DOMAIN_ROWS = 'survey.domain';
export const QUESTION_ROWS = 'survey.question';

/**
 * What became of a survey: the funnel on the day on which it was asked for, the invitation on the day of its first mail,
 * the answers to its questions, and its mail domain.
 */
function contributions(survey: CountableSurvey, settings: CountingSettings): Contribution[] {
  const { templateId, language, snapshot, sentAt, responses = [] } = survey;
  const day = dayOf(survey.createdAt, settings);
  const ofTemplate = (key: string | undefined) => (key === undefined ? undefined : `${templateId}/${key}`);
  const steps = {
    day,
    dims: {
      [funnelRows.template]: templateId,
      [funnelRows.agent]: ofTemplate(snapshot.agentId),
      [funnelRows.channel]: ofTemplate(snapshot.channel),
      [funnelRows.language]: ofTemplate(language),
    },
    counters: stepsOf(survey),
  };
  const version = { day, templateId, version: survey.templateVersion };
  const questions = questionContributions(QUESTION_ROWS, version, responses);
  if (sentAt === undefined) return [steps, ...questions];
  const invited = { day: dayOf(sentAt, settings), dims: invitedDims(survey), counters: invitationOf(survey) };
  const domain = survey.contact?.email?.split('@')[1]?.toLowerCase() ?? survey.mailDomain;
  if (domain === undefined) return [steps, invited, ...questions];
  const counters = { sent: 1, scanned: survey.scannedAt === undefined ? 0 : 1 };
  return [steps, invited, ...questions, { day, dims: { [DOMAIN_ROWS]: ofTemplate(domain) }, counters }];
}

/** Each step counts whoever got at least that far; of those whose mail went out, but for how a survey ended. */
function stepsOf(survey: CountableSurvey): Counters {
  const { status, sentAt, completedAt, feedbackId, responses = [] } = survey;
  const counters: Counters = { asked: 1 };
  const count = (name: string, is: boolean): void => {
    if (is) counters[name] = 1;
  };
  count('expired', status === 'expired');
  count('cancelled', status === 'cancelled');
  count('opted-out', status === 'opted_out');
  count('unresolved', status === 'unresolved');
  count('quarantined', survey.quarantine !== undefined);
  if (sentAt === undefined) {
    const reason = withdrawnFor(survey);
    if (reason !== undefined) counters[`withdrawn:${reason}`] = 1;
    return counters;
  }
  const completed = status === 'completed';
  const started = completed || survey.startedAt !== undefined || responses.length > 0;
  counters['sent'] = 1;
  count('delivered', started || survey.deliveredAt !== undefined || survey.openedAt !== undefined);
  count('bounced', status === 'bounced');
  count('opened', started || survey.openedAt !== undefined);
  count('started', started);
  count('partial', !completed && responses.length > 0);
  count('completed', completed);
  // Anonymous answers have no record that is known, and no time.
  count('answers', completed && feedbackId !== undefined);
  count('commented', completed && survey.comments !== undefined);
  if (completedAt !== undefined && feedbackId !== undefined)
    counters[`minutes:${minuteStep((Date.parse(completedAt) - Date.parse(sentAt)) / 60_000)}`] = 1;
  return counters;
}

const reasons: ReadonlySet<string> = new Set(decisionReasons);

/** Why the yes to a survey was taken back before its mail; after the mail it stays what it was. */
function withdrawnFor({ status, statusReason = '' }: CountableSurvey): string | undefined {
  if (status === 'opted_out') return status;
  return (status === 'suppressed' || status === 'cancelled') && reasons.has(statusReason) ? statusReason : undefined;
}

/** Bounced mail invited nobody; a rating that was kept is an answer even where the rest was left out. */
function invitationOf({ status, remindersSent = 0, responses = [] }: CountableSurvey): Counters {
  if (status === 'bounced') return { [excludedName('invited', 'bounced')]: 1 };
  if (status !== 'completed' && responses.length === 0) return { invited: 1 };
  return { invited: 1, answered: 1, ...(remindersSent > 0 && { 'after-reminder': 1 }) };
}

const invitedDims = ({ templateId, language, snapshot }: CountableSurvey): Contribution['dims'] => ({
  'invited.company': COMPANY_KEY,
  'invited.template': templateId,
  'invited.language': language,
  'invited.agent': snapshot.agentId,
  'invited.team': snapshot.teamId,
  'invited.segment': snapshot.segment,
  'invited.tier': snapshot.tier,
  'invited.channel': snapshot.channel,
});

/** Surveys as a counted kind. */
export const countedSurveys: CountedKind<CountableSurvey> = {
  kind: 'survey',
  ledger: 'survey#',
  dimensions: [...Object.values(funnelRows), DOMAIN_ROWS, QUESTION_ROWS, ...byInvitation],
  contributions,
  always: (dimension, names) => {
    if (dimension.startsWith('invited.')) return invitations;
    if (dimension === DOMAIN_ROWS) return ['sent', 'scanned'];
    return dimension === QUESTION_ROWS ? wholeScales(names) : funnel;
  },
  changeOf: (change) => recordChangeOf(change, CountableSurvey, { kind: 'survey', id: 'surveyId' }),
};
