import { type Counters, mergeCounters } from '../metrics/counters.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import { medianMinutes } from './minutes.ts';
import { countsOfQuestions, type QuestionCount, SOME_TEXT } from './question-counters.ts';
import type { Funnel, QuestionSummary, Rate } from './survey.analytics.schema.ts';

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

/** A funnel from the counters of surveys and of decisions. Each step counts whoever got at least that far. */
export function funnelOf(surveys: Counters, decisions: Counters): Funnel {
  const count = (name: string): number => surveys[name] ?? 0;
  const considered = decisions['considered'] ?? 0;
  const withdrawn = familyOf(surveys, 'withdrawn');
  const takenBack = Object.values(withdrawn).reduce((sum, number) => sum + number, 0);
  const minutes = Object.entries(familyOf(surveys, 'minutes')).map(([step, n]) => [Number(step), n] as const);
  return {
    considered,
    eligible: considered - (decisions['refused'] ?? 0) - takenBack,
    suppressed: mergeCounters(familyOf(decisions, 'suppressed'), withdrawn),
    sent: count('sent'),
    delivered: count('delivered'),
    bounced: count('bounced'),
    opened: count('opened'),
    started: count('started'),
    partial: count('partial'),
    completed: count('completed'),
    expired: count('expired'),
    cancelled: count('cancelled'),
    optedOut: count('opted-out'),
    unresolved: count('unresolved'),
    responseRate: rate(
      count('completed') + count('partial'),
      count('sent') - count('bounced'),
      'answered / (sent − bounced), reminders not counted',
    ),
    commentRate: rate(
      count('commented'),
      count('answers'),
      'answers with a comment / answers, anonymous ones left out',
    ),
    completionRate: rate(count('completed'), count('started'), 'completed / started'),
    minutesToAnswer: medianMinutes(new Map(minutes)),
  };
}

/** The counters of one family without its name, of those that count something. */
function familyOf(counters: Counters, family: string): Counters {
  const prefix = `${family}:`;
  const own = Object.entries(counters).filter(([name, count]) => count !== 0 && name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, count]) => [name.slice(prefix.length), count]));
}

/** Counters of the answers to questions: of one row, or of several that were added up. */
export type KeyedCounters = { key: string; counters: Counters };
export type AskedTemplate = Pick<SurveyTemplate, 'templateId' | 'anonymous' | 'questions' | 'brand' | 'languages'>;
/** What is known of a template: as it is now, or last was, and each version that was answered. */
export type KnownTemplate = { current: AskedTemplate; versions: ReadonlyMap<number, Pick<AskedTemplate, 'questions'>> };

/**
 * How each question was answered, in the order of its template. Texts are counted, never listed; below the floor nothing
 * is shown. The words are those of the newest version that has the question.
 */
export function questionsOf(
  rows: readonly KeyedCounters[],
  templates: ReadonlyMap<string, KnownTemplate>,
  floorOf: (template: AskedTemplate) => number,
  wordsOf: (template: AskedTemplate, question: Question) => string,
): QuestionSummary[] {
  return [...templates.values()].flatMap(({ current, versions }) => {
    const newestFirst = [current, ...[...versions].sort(([a], [b]) => b - a).map(([, version]) => version)];
    const questions = new Map<string, Question>();
    for (const { questions: asked } of newestFirst)
      for (const question of asked) if (!questions.has(question.id)) questions.set(question.id, question);
    const counted = countsOf(rows, current.templateId, versions);
    return [...questions.values()].flatMap((question): QuestionSummary[] => {
      const count = counted.get(question.id);
      if (!count || count.n === 0) return [];
      const { id: questionId, type } = question;
      const base = { templateId: current.templateId, questionId, question: wordsOf(current, question), type };
      if (count.n < floorOf(current)) return [{ ...base, n: 0, counts: {}, withheld: true }];
      return [{ ...base, ...count, ...meanOf(type, count) }];
    });
  });
}
type Question = SurveyTemplate['questions'][number];

function countsOf(
  rows: readonly KeyedCounters[],
  wanted: string,
  versions: KnownTemplate['versions'],
): Map<string, QuestionCount> {
  const all = new Map<string, QuestionCount>();
  for (const { key, counters } of rows) {
    const { templateId, version, questions } = countsOfQuestions(key, counters);
    if (templateId !== wanted) continue;
    const written = versions.get(version)?.questions.find(({ type }) => type.endsWith('text'));
    for (const [name, { n, counts }] of questions) {
      const questionId = name === SOME_TEXT ? written?.id : name;
      if (questionId === undefined) continue;
      const sum = all.get(questionId) ?? { n: 0, counts: {} };
      mergeCounters(sum.counts, counts);
      all.set(questionId, { n: sum.n + n, counts: sum.counts });
    }
  }
  for (const { counts } of all.values())
    for (const [value, count] of Object.entries(counts)) if (count === 0) delete counts[value];
  return all;
}

const scored = new Set(['nps', 'csat', 'ces', 'rating']);

function meanOf(type: string, { n, counts }: QuestionCount): { mean?: number } {
  if (!scored.has(type)) return {};
  return { mean: Object.entries(counts).reduce((sum, [value, count]) => sum + Number(value) * count, 0) / n };
}

/** Domains by how often a gateway of theirs pressed buttons. */
export function scannersOf(rows: readonly KeyedCounters[]): { domain: string; sent: number; scanned: number }[] {
  const domains = new Map<string, Counters>();
  for (const { key, counters } of rows) {
    const domain = key.slice(key.indexOf('/') + 1);
    domains.set(domain, mergeCounters(domains.get(domain) ?? {}, counters));
  }
  return [...domains]
    .map(([domain, { sent = 0, scanned = 0 }]) => ({ domain, sent, scanned }))
    .filter(({ scanned }) => scanned > 0)
    .toSorted((a, b) => b.scanned / b.sent - a.scanned / a.sent || b.scanned - a.scanned)
    .slice(0, 50);
}
