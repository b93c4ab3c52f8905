import type { Judged } from '../analysis/judged.counters.ts';
import { localDay } from '../kernel/calendar.ts';
import { COMPANY_KEY, type Contribution, type CountingSettings } from './counted-kind.ts';
import { ANONYMOUS, barName, type Counters, excludedName } from './counters.ts';
import { resolutionBucket } from './minute-steps.ts';

/**
 * What numbers can be broken down by; `company` is the total, `resolution` serves the correlation only, `question` holds
 * the anonymous answers to surveys, `engine` how often the analysis was right, `outcome` ({@link outcomeKey}) how scores go with
 * what became of a contact, and `agentCategory` (`agent/category`, written
 * as {@link subcategoryKey} writes) how each agent does in each category.
 */
export const dimensions = [
  'company',
  'source',
  'type',
  'category',
  'subcategory',
  'theme',
  'agent',
  'team',
  'template',
  'segment',
  'tier',
  'language',
  'resolution',
  'question',
  'engine',
  'channel',
  'agentCategory',
  'outcome',
] as const;
export type Dimension = (typeof dimensions)[number];

/** The part of a feedback record that numbers depend on. Stored records and stream images both fit. */
export type Countable = {
  feedbackId: string;
  /** ISO 8601. */
  occurredAt: string;
  source: string;
  type?: string | undefined;
  category?: string | undefined;
  subcategory?: string | undefined;
  theme?: string | undefined;
  templateId?: string | undefined;
  comments?: string | undefined;
  scores?:
    | readonly { metric: string; value: number; scaleMin: number; scaleMax: number; questionId?: string | undefined }[]
    | undefined;
  /** Of an anonymous answer to a survey: the template's version. */
  templateVersion?: number | undefined;
  data?: Readonly<Record<string, unknown>> | undefined;
  snapshot?:
    | {
        agentId?: string | undefined;
        teamId?: string | undefined;
        channel?: string | undefined;
        segment?: string | undefined;
        tier?: string | undefined;
        resolutionMinutes?: number | undefined;
        firstContactResolved?: boolean | undefined;
        reopened?: boolean | undefined;
      }
    | undefined;
  analysis?:
    | (Judged & {
        status: string;
        language?: string | undefined;
        parts?: { sentiment?: string | undefined } | undefined;
      })
    | undefined;
  excluded?: { reason: string } | undefined;
  deletedAt?: string | undefined;
  /** The ledger page that says what of this record has been counted. */
  ledgerPage: string;
};

type Dims = Partial<Record<Dimension, string>>;
export type FeedbackContribution = Contribution & { dims: Dims };

const surveyed = new Set(['csat', 'nps', 'ces']);

/**
 * What a record adds to its company's numbers; null for a deleted record, which adds nothing.
 * Pure and total: every edit, exclusion or late analysis is the difference of two contributions.
 */
export function contribution(record: Countable, settings: CountingSettings): FeedbackContribution | null {
  if (record.deletedAt !== undefined) return null;
  const counters: Counters = {};
  if (record.excluded) countExcluded(record, record.excluded.reason, counters);
  else countIncluded(record, counters);
  return {
    day: dayOf(record.occurredAt, settings),
    dims: dimsOf(record),
    counters,
  };
}

function countIncluded(record: Countable, counters: Counters): void {
  counters['volume'] = 1;
  const scores = record.scores ?? [];
  if (scores.length > 0) {
    counters['answers'] = 1;
    if (hasText(record.comments)) counters['commented'] = 1;
  }
  for (const score of scores) {
    if (surveyed.has(score.metric)) countScore(record, score, counters);
  }
  const { sentiment, reason } = sentimentOf(record);
  add(counters, sentiment === undefined ? excludedName('sentiment', reason) : `sentiment:${sentiment}`);
  countFindings(record, counters);
  if (record.templateVersion !== undefined) countAnonymous(counters);
}

/** What is anonymous is counted beside all, but for the number of records, which tells no answer. */
function countAnonymous(counters: Counters): void {
  for (const [name, count] of Object.entries(counters))
    if (name !== 'volume' && !name.startsWith('x:')) counters[`${ANONYMOUS}${name}`] = count;
}

/** Emotions and urgency that a finished analysis, or a person, has found; what was not looked for is not counted as absent. */
function countFindings({ analysis }: Countable, counters: Counters): void {
  if (!analysis || (analysis.status !== 'done' && analysis.correctedBy === undefined)) return;
  const { emotions, urgency } = analysis;
  if (emotions) {
    counters['emotion'] = 1;
    for (const emotion of new Set(emotions)) counters[`emotion:${emotion}`] = 1;
    if (emotions.length === 0) counters['emotion:none'] = 1;
  }
  if (urgency !== undefined) counters[`urgency:${urgency}`] = 1;
}

function countScore(record: Countable, score: NonNullable<Countable['scores']>[number], counters: Counters): void {
  const { metric, value, scaleMin, scaleMax } = score;
  // Promoters are defined on 0..10 only; other scales are not converted but left out and counted.
  if (metric === 'nps' && (scaleMin !== 0 || scaleMax !== 10)) return add(counters, excludedName('nps', 'scale'));
  add(counters, barName(metric, value, scaleMin, scaleMax));
  if (metric !== 'csat') return;
  const resolved = record.snapshot?.firstContactResolved;
  if (resolved === true) add(counters, barName('fcr', value, scaleMin, scaleMax));
  else if (resolved === false) add(counters, 'fcr-not');
  else add(counters, excludedName('fcr', 'unknown'));
  if (resolutionBucket(record.snapshot?.resolutionMinutes) === undefined) {
    add(counters, excludedName('resolution', 'unknown'));
  }
}

/** An excluded record is left out of every number it would have been part of, and counted there by reason. */
function countExcluded(record: Countable, reason: string, counters: Counters): void {
  counters[excludedName('volume', reason)] = 1;
  const scores = record.scores ?? [];
  if (scores.length > 0) counters[excludedName('answers', reason)] = 1;
  for (const { metric } of scores) {
    if (!surveyed.has(metric)) continue;
    add(counters, excludedName(metric, reason));
    if (metric !== 'csat') continue;
    add(counters, excludedName('fcr', reason));
    add(counters, excludedName('resolution', reason));
  }
  if (sentimentOf(record).sentiment !== undefined) counters[excludedName('sentiment', reason)] = 1;
}

/**
 * Only a finished analysis, or a person's correction, is a sentiment; else why there is none. Of a language that is not
 * handled older records say no more than that they were skipped: naming them otherwise would look like drift.
 */
function sentimentOf({ analysis }: Countable): { sentiment?: string | undefined; reason: string } {
  if (!analysis) return { reason: 'skipped' };
  const settled = analysis.status === 'done' || analysis.correctedBy !== undefined;
  const missing = analysis.parts?.sentiment === 'unsupported' ? 'unsupported' : 'unknown';
  if (settled) return { sentiment: analysis.sentiment, reason: missing };
  return { reason: missing === 'unsupported' ? missing : analysis.status };
}

function dimsOf(record: Countable): Dims {
  const { snapshot } = record;
  const dims: Dims = { company: COMPANY_KEY, source: record.source };
  if (record.type) dims.type = record.type;
  if (record.category) {
    dims.category = record.category;
    if (record.subcategory) dims.subcategory = subcategoryKey(record.category, record.subcategory);
  }
  if (record.theme) dims.theme = record.theme;
  if (record.templateId) dims.template = record.templateId;
  if (record.analysis?.language) dims.language = record.analysis.language;
  if (!snapshot) return dims;
  if (snapshot.agentId) dims.agent = snapshot.agentId;
  if (snapshot.teamId) dims.team = snapshot.teamId;
  if (snapshot.channel) dims.channel = snapshot.channel;
  if (snapshot.agentId && record.category) dims.agentCategory = subcategoryKey(snapshot.agentId, record.category);
  if (snapshot.segment) dims.segment = snapshot.segment;
  if (snapshot.tier) dims.tier = snapshot.tier;
  const bucket = resolutionBucket(snapshot.resolutionMinutes);
  if (bucket !== undefined) dims.resolution = String(bucket);
  const { firstContactResolved, reopened } = snapshot;
  if (firstContactResolved !== undefined || reopened !== undefined) dims.outcome = outcomeKey(snapshot);
  return dims;
}

/** `category/subcategory`, with `~` and `/` inside either written as in a JSON pointer: two pairs never share a key. */
export const subcategoryKey = (...names: [category: string, subcategory: string]): string =>
  names.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

type Outcome = { firstContactResolved?: boolean | undefined; reopened?: boolean | undefined };

/** `yn`: resolved at the first contact, not reopened; `-` where it is not known. */
const outcomeKey = ({ firstContactResolved, reopened }: Outcome): string =>
  [firstContactResolved, reopened].map((is) => (is === undefined ? '-' : is ? 'y' : 'n')).join('');

/** What {@link outcomeKey} has written. */
export function outcomeOf(key: string): Outcome {
  const [firstContactResolved, reopened] = key.split('').map((sign) => (sign === '-' ? undefined : sign === 'y'));
  return { firstContactResolved, reopened };
}

/** The two names that {@link subcategoryKey} has joined. */
export function namesOf(key: string): [first: string, second: string] {
  const [first = '', second = ''] = key.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [first, second];
}

const add = (counters: Counters, name: string): void => {
  counters[name] = (counters[name] ?? 0) + 1;
};

/** A comment of white space only says nothing. */
const hasText = (comments: string | undefined): boolean => comments !== undefined && comments.trim() !== '';

const onlyScores: Readonly<Record<string, RegExp>> = {
  agentCategory: /^csat:/,
  resolution: /^(?:csat|nps|ces):/,
  outcome: /^(?:csat|nps|ces):/,
};
const withFindings = new Set(['company', 'team', 'agent', 'channel']);

/**
 * Which counters a dimension's rows carry: those that are correlated have answers only, and the categories of agents those of CSAT; emotions and
 * urgency are told of the company, of teams, agents and channels, and would make the rows of the rest longer for nobody.
 */
export const countsIn = (dimension: string, counter: string): boolean =>
  onlyScores[dimension]
    ? onlyScores[dimension].test(counter)
    : withFindings.has(dimension) || !/^~?(?:emotion|urgency)(?::|$)/.test(counter);

/** Dimensions that are read over months only: a row less to write for each record. */
export const isMonthly = (dimension: string): boolean => dimension === 'agentCategory';

/** In an agent's rows: CSAT answers given for a team, since the team's average stands beside an agent's rating. */
export function teamOfAgent(dimension: string, { dims, counters }: Contribution): [string, number] | undefined {
  return dimension === 'agent' && dims['team'] !== undefined
    ? [`team:${dims['team']}`, csatAnswers(counters)]
    : undefined;
}

function csatAnswers(counters: Counters): number {
  let answers = 0;
  for (const name in counters) if (name.startsWith('csat:')) answers += counters[name] ?? 0;
  return answers;
}

const days = new Map<string, Map<number, string | null>>();
const HOUR = 3_600_000;

/** {@link localDay}, remembered per hour; an hour in which the day changes is computed each time. */
export function dayOf(occurredAt: string, { timeZone, dayBoundary }: CountingSettings): string {
  const at = Date.parse(occurredAt);
  const hour = Math.floor(at / HOUR);
  const zone = `${timeZone}/${dayBoundary}`;
  let known = days.get(zone);
  if (!known || known.size > 50_000) days.set(zone, (known = new Map()));
  let day = known.get(hour);
  if (day === undefined) {
    const [first, last] = [hour * HOUR, (hour + 1) * HOUR - 1].map((edge) =>
      localDay(new Date(edge), timeZone, dayBoundary),
    );
    known.set(hour, (day = first === last && first !== undefined ? first : null));
  }
  return day ?? localDay(new Date(at), timeZone, dayBoundary);
}
