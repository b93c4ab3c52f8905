import type { Context } from '../kernel/context.ts';
import { emitMetric } from '../kernel/log.ts';
import type { Analysis, AnalysisReason, PiiSpan } from './analysis.schema.ts';
import { reserveUnits, returnUnits } from './budget.ts';
import { emotionsOf } from './emotion.ts';
import { findIn, type Findings, type Outcome, unitsOf } from './findings.ts';
import { readStored, recordAnalysis, type Stored } from './stored.ts';
import { type TopicName, topicsOf } from './topics.ts';
import { urgencyOf } from './urgency.ts';
import { stopWaiting, wait, type Waiting } from './waiting.ts';

const ENGINE = 'comprehend';
/** Raised when rules or lexicons change what they find. */
const ANALYSIS_VERSION = '1';

/** From the third try that fails because of the text itself, the record says `failed`; after the tenth nobody tries again. */
export const TRIES_UNTIL_FAILED = 3;
const TRIES_AT_MOST = 10;

/** What a company has decided about analysis. */
export type AnalysisSettings = {
  enabled: boolean;
  /** Units of 100 characters per UTC month; none means no limit. */
  monthlyBudgetUnits?: number | undefined;
  defaultLanguage: string;
  topics: readonly TopicName[];
};

export type Summary = {
  done: number;
  skipped: number;
  failed: number;
  waiting: number;
  /** Rows of the waiting list that nobody needs any more. */
  released: number;
  /** Records that changed while they were analysed; their change brings them back. */
  overtaken: number;
  /** Ids whose rows cannot be understood. */
  malformed: string[];
  /** The service was not to be had: more tries now would only prolong it. */
  unavailable: boolean;
};

/**
 * Analyses those of a company's records that wait for it, in as few calls as possible, and writes each result to
 * the version that was read. Safe to repeat at any point: what is done is not sent again, and a result is written
 * once. Records that cannot be finished now get a row in the waiting list and stay `pending`.
 */
export async function analyse(
  ctx: Context,
  settings: AnalysisSettings,
  feedbackIds: readonly string[],
  waiting: ReadonlyMap<string, Waiting> = new Map(),
): Promise<Summary> {
  const { records, malformed } = await readStored(ctx, [...new Set(feedbackIds)]);
  const open = records.filter((record) => isOpen(record, waiting));
  const summary: Summary = {
    done: 0,
    skipped: 0,
    failed: 0,
    waiting: 0,
    released: 0,
    overtaken: 0,
    malformed,
    unavailable: false,
  };
  const openIds = new Set(open.map(({ feedbackId }) => feedbackId));
  const needless = [...waiting.values()].filter(({ feedbackId }) => !openIds.has(feedbackId));
  await Promise.all(needless.map((row) => stopWaiting(ctx, row)));
  summary.released = needless.length;

  const settle = async (record: Stored, analysis: Analysis, kind: 'done' | 'skipped' | 'failed') => {
    const written = await recordAnalysis(ctx, record, analysis);
    summary[written ? kind : 'overtaken']++;
    const row = waiting.get(record.feedbackId);
    // An overtaken record keeps its row: whoever handles the newer version may need it.
    if (written && row && kind !== 'failed') await stopWaiting(ctx, row);
  };
  const skip = (record: Stored, reason: AnalysisReason, language?: string) =>
    settle(record, { status: 'skipped', reason, ...(language && { language }), ...signature(ctx) }, 'skipped');
  const letWait = async (record: Stored, cause: Waiting['cause'], failedOnText = false) => {
    summary.waiting++;
    await wait(ctx, record.feedbackId, cause, waiting.get(record.feedbackId), failedOnText);
  };

  const silent = open.filter((record) => textOf(record).trim() === '');
  const spoken = open.filter((record) => textOf(record).trim() !== '');
  await Promise.all(silent.map((record) => skip(record, 'no-text')));
  if (!settings.enabled) {
    await Promise.all(spoken.map((record) => skip(record, 'disabled')));
    return summary;
  }
  const documents = spoken.map((record) => ({ text: textOf(record), language: record.language }));
  const costs = documents.map((document) => unitsOf(document));
  const granted = await reserveUnits(ctx, costs, settings.monthlyBudgetUnits);
  await Promise.all(spoken.slice(granted).map((record) => letWait(record, 'budget')));

  const { outcomes, units } = await findIn(documents.slice(0, granted), settings.defaultLanguage);
  await returnUnits(ctx, costs.slice(0, granted).reduce((sum, cost) => sum + cost, 0) - units);
  await Promise.all(
    spoken.slice(0, granted).map(async (record, index) => {
      const outcome: Outcome = outcomes[index] ?? { failure: 'service-error' };
      if ('findings' in outcome) return settle(record, analysisOf(ctx, settings, record, outcome.findings), 'done');
      if ('unsupported' in outcome) return skip(record, 'unsupported-language', outcome.unsupported);
      if (outcome.failure === 'unavailable') {
        summary.unavailable = true;
        return letWait(record, 'service');
      }
      return failOn(record, outcome.failure);
    }),
  );
  for (const kind of ['waiting', 'failed'] as const)
    if (summary[kind] > 0) emitMetric(`analysis_${kind}`, summary[kind]);
  return summary;

  /** The text itself is at fault: visible from the third try on, tried again by the sweep until the tenth. */
  async function failOn(record: Stored, reason: 'service-error' | 'rejected') {
    const row = waiting.get(record.feedbackId);
    const attempts = (row?.attempts ?? 0) + 1;
    const final = reason === 'rejected' || attempts >= TRIES_AT_MOST;
    if (!final) await wait(ctx, record.feedbackId, 'service', row, true);
    else if (row) await stopWaiting(ctx, row);
    const visible = record.analysis?.status === 'failed';
    if (final || (attempts >= TRIES_UNTIL_FAILED && !visible)) {
      return settle(record, { ...record.analysis, status: 'failed', reason, attempts, ...signature(ctx) }, 'failed');
    }
    summary.waiting++;
  }
}

/** Pending records, and failed ones while they still wait for another try. */
const isOpen = ({ feedbackId, analysis, deletedAt }: Stored, waiting: ReadonlyMap<string, Waiting>): boolean =>
  deletedAt === undefined &&
  (analysis?.status === 'pending' || (analysis?.status === 'failed' && waiting.has(feedbackId)));

const signature = (ctx: Context) => ({ engine: ENGINE, version: ANALYSIS_VERSION, analysedAt: ctx.now.toISOString() });

const fields = ['subject', 'comments', 'context'] as const;
const JOINT = '\n';

/** What a customer said, as one text: subject, comments and context, a line each. */
const textOf = (record: Pick<Stored, (typeof fields)[number]>): string =>
  fields.flatMap((field) => record[field] ?? []).join(JOINT);

function analysisOf(ctx: Context, settings: AnalysisSettings, record: Stored, found: Findings): Analysis {
  const text = textOf(record);
  const { language, sentiment, sentimentScore } = found;
  const emotions = emotionsOf(text, language);
  return {
    status: 'done',
    language,
    sentiment,
    sentimentScore,
    emotions,
    urgency: urgencyOf(text, language, { sentimentScore, emotions }),
    keyTopics: topicsOf(text, language, withoutPii(text, found), settings.topics),
    pii: piiSpans(record, found),
    ...signature(ctx),
  };
}

/** Topics are listed and counted: a customer's name or number must not become one. */
function withoutPii(text: string, { phrases, pii }: Findings): Findings['phrases'] {
  const secrets = pii.map(({ start, end }) => text.slice(start, end).toLowerCase());
  return phrases.filter(
    (phrase) =>
      !secrets.some(
        (secret) => phrase.text.toLowerCase().includes(secret) || secret.includes(phrase.text.toLowerCase()),
      ),
  );
}

const MAX_SPANS = 200;

/** Places in the joined text become places in its fields. */
function piiSpans(record: Stored, { pii }: Findings): PiiSpan[] {
  const spans: PiiSpan[] = [];
  let from = 0;
  for (const field of fields) {
    const length = record[field]?.length;
    if (length === undefined) continue;
    for (const { type, start, end } of pii) {
      const [begin, stop] = [Math.max(start - from, 0), Math.min(end - from, length)];
      if (begin < stop) spans.push({ type, field, start: begin, end: stop });
    }
    from += length + JOINT.length;
  }
  return spans.slice(0, MAX_SPANS);
}
