import type { Funnel, QuestionSummary, Rate } from './survey.analytics.schema.ts';
import type { Decision, SurveyResponse } from '../survey/survey.schema.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

/** What the funnel needs of a survey. */
export type Counted = Pick<
  StoredSurvey,
  | 'surveyId'
  | 'status'
  | 'sentAt'
  | 'deliveredAt'
  | 'openedAt'
  | 'startedAt'
  | 'completedAt'
  | 'comments'
  | 'responses'
  | 'templateId'
  | 'language'
  | 'contact'
  | 'scannedAt'
  | 'quarantine'
  | 'feedbackId'
> & { snapshot: StoredSurvey['snapshot'] };

const Z = 1.959963984540054;

/** Share of successes in per cent with its 95 % Wilson interval; null when there is nothing to divide by. */
export function rate(successes: number, n: number, formula: string): Rate {
  if (n === 0) return { value: null, n, formula };
  const share = successes / n;
  const spread = 1 + Z ** 2 / n;
  const centre = (share + Z ** 2 / (2 * n)) / spread;
  const half = (Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))) / spread;
  return {
    value: 100 * share,
    n,
    // At the ends the formula gives the end itself; floating point does not quite.
    interval: {
      low: successes === 0 ? 0 : 100 * (centre - half),
      high: successes === n ? 100 : 100 * (centre + half),
    },
    formula,
  };
}

/** Folds surveys and decisions into a funnel. Each step counts whoever got at least that far. */
export function funnelOf(
  surveys: readonly Counted[],
  decisions: readonly Pick<Decision, 'sent' | 'reason' | 'surveyId'>[],
): Funnel {
  const count = (test: (survey: Counted) => boolean): number => surveys.filter(test).length;
  const mailed = surveys.filter(({ sentAt }) => sentAt !== undefined);
  const among = (test: (survey: Counted) => boolean): number => mailed.filter(test).length;
  const bounced = among(({ status }) => status === 'bounced');
  const completed = among(({ status }) => status === 'completed');
  const partial = among(({ status, responses = [] }) => status !== 'completed' && responses.length > 0);
  const started = among(hasStarted);
  const mailedIds = new Set(mailed.map(({ surveyId }) => surveyId));
  // A decision that names a survey and does not send takes an earlier yes back; after its mail it is too late to.
  const withdrawn = decisions.filter(({ sent, surveyId }) => !sent && surveyId !== undefined);
  const inTime = withdrawn.filter(({ surveyId }) => surveyId !== undefined && !mailedIds.has(surveyId));
  const refusals = [...decisions.filter(({ sent, surveyId }) => !sent && surveyId === undefined), ...inTime];
  return {
    considered: decisions.length - withdrawn.length,
    eligible: decisions.length - withdrawn.length - refusals.length,
    suppressed: tally(refusals.flatMap(({ reason }) => (reason ? [reason] : []))),
    sent: mailed.length,
    delivered: among(
      (survey) => survey.deliveredAt !== undefined || survey.openedAt !== undefined || hasStarted(survey),
    ),
    bounced,
    opened: among((survey) => survey.openedAt !== undefined || hasStarted(survey)),
    started,
    partial,
    completed,
    expired: count(({ status }) => status === 'expired'),
    cancelled: count(({ status }) => status === 'cancelled'),
    optedOut: count(({ status }) => status === 'opted_out'),
    unresolved: count(({ status }) => status === 'unresolved'),
    responseRate: rate(
      completed + partial,
      mailed.length - bounced,
      'answered / (sent − bounced), reminders not counted',
    ),
    commentRate: rate(
      among(({ status, comments }) => status === 'completed' && comments !== undefined),
      among(({ status, feedbackId }) => status === 'completed' && feedbackId !== undefined),
      'answers with a comment / answers, anonymous ones left out',
    ),
    completionRate: rate(completed, started, 'completed / started'),
    minutesToAnswer: timeToAnswer(mailed),
  };
}

const hasStarted = ({ status, startedAt, responses = [] }: Counted): boolean =>
  status === 'completed' || startedAt !== undefined || responses.length > 0;

function timeToAnswer(surveys: readonly Counted[]): Funnel['minutesToAnswer'] {
  const minutes = surveys
    .flatMap(({ sentAt, completedAt, feedbackId }) =>
      sentAt && completedAt && feedbackId ? [(Date.parse(completedAt) - Date.parse(sentAt)) / 60_000] : [],
    )
    .toSorted((a, b) => a - b);
  const middle = Math.floor(minutes.length / 2);
  const upper = minutes[middle];
  if (upper === undefined) return { median: null, n: 0 };
  const lower = minutes.length % 2 === 0 ? (minutes[middle - 1] ?? upper) : upper;
  return { median: (lower + upper) / 2, n: minutes.length };
}

/** How often each value occurs. */
export function tally<Value extends string>(values: readonly Value[]): Record<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<Value, number>;
}

/** Answers of one template, whatever survey they came with. */
export type AnsweredTemplate = { templateId: Id<'template'>; responses: readonly SurveyResponse[] };

/** How each question was answered. Texts are counted, never listed; below the floor nothing is shown. */
export function questionsOf(
  answered: readonly AnsweredTemplate[],
  floorOf: (templateId: Id<'template'>) => number,
): QuestionSummary[] {
  const byQuestion = new Map<string, { templateId: Id<'template'>; all: SurveyResponse[] }>();
  for (const { templateId, responses } of answered) {
    for (const response of responses) {
      const key = `${templateId}/${response.questionId}`;
      const group = byQuestion.get(key) ?? { templateId, all: [] };
      group.all.push(response);
      byQuestion.set(key, group);
    }
  }
  return [...byQuestion.values()].map(({ templateId, all }) => summaryOf(templateId, all, floorOf(templateId)));
}

function summaryOf(templateId: Id<'template'>, all: SurveyResponse[], floor: number): QuestionSummary {
  const [first] = all;
  if (!first) throw new Error('a question without answers has no summary');
  const { questionId, question, type } = first;
  const base = { templateId, questionId, question, type };
  if (all.length < floor) return { ...base, n: 0, counts: {}, withheld: true };
  const values = all.flatMap(({ answer }) => (type.endsWith('text') ? ['answered'] : [answer].flat().map(String)));
  const scores = all.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { ...base, n: all.length, counts: tally(values), ...(scores.length > 0 && { mean }) };
}

/** Domains by how often a gateway of theirs pressed buttons. */
export function scannersOf(surveys: readonly Counted[]): { domain: string; sent: number; scanned: number }[] {
  const domains = new Map<string, { domain: string; sent: number; scanned: number }>();
  for (const { sentAt, contact, scannedAt } of surveys) {
    const domain = contact?.email?.split('@')[1]?.toLowerCase();
    if (sentAt === undefined || domain === undefined) continue;
    const entry = domains.get(domain) ?? { domain, sent: 0, scanned: 0 };
    entry.sent++;
    if (scannedAt !== undefined) entry.scanned++;
    domains.set(domain, entry);
  }
  return [...domains.values()]
    .filter(({ scanned }) => scanned > 0)
    .toSorted((a, b) => b.scanned / b.sent - a.scanned / a.sent || b.scanned - a.scanned)
    .slice(0, 50);
}
