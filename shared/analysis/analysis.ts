import type { Context } from '../kernel/context.ts';
import { jsonEqual } from '../kernel/json.ts';
import { emitMetric } from '../kernel/log.ts';
import type { Analysis, AnalysisReason } from './analysis.schema.ts';
import { reserveUnits, returnUnits } from './budget.ts';
import { disabledParts, partsIn } from './capabilities.ts';
import { earlyFinding } from './early.ts';
import { findIn, type Outcome } from './findings.ts';
import { textOf } from './texts.ts';
import { analysisOf, signature } from './result.ts';
import { readStored, recordAnalysis, recordEarly, type Stored } from './stored.ts';
import type { TopicName } from './topics.ts';
import { costOf, restOf, sumOf } from './units.ts';
import { stopWaiting, wait, type Waiting } from './waiting.ts';
import type { Id } from '../kernel/id-kinds.ts';

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
  malformed: Id<'feedback'>[];
  /** The service was not to be had: more tries now would only prolong it. */
  unavailable: boolean;
};

type Run = {
  ctx: Context;
  settings: AnalysisSettings;
  /** Rows of the waiting list, by feedback id, that this run takes up. */
  waiting: ReadonlyMap<string, Waiting>;
  summary: Summary;
};

/**
 * Analyses those of a company's records that wait for it, in as few calls as possible, and writes each result to
 * the revision that was read. Safe to repeat at any point: what is done is not sent again, and a result is written
 * once. Records that cannot be finished now get a row in the waiting list and stay `pending`.
 */
export async function analyse(
  ctx: Context,
  settings: AnalysisSettings,
  feedbackIds: readonly Id<'feedback'>[],
  waiting: ReadonlyMap<string, Waiting> = new Map(),
): Promise<Summary> {
  const { records: unordered, malformed } = await readStored(ctx, [...new Set(feedbackIds)]);
  // Where the budget pays for some of them only, it is for the first ones.
  const records = inOrder(unordered, feedbackIds);
  const counts = { done: 0, skipped: 0, failed: 0, waiting: 0, released: 0, overtaken: 0 };
  const run: Run = { ctx, settings, waiting, summary: { ...counts, malformed, unavailable: false } };
  const open = records.filter((record) => isOpen(record, waiting));
  await releaseOthers(run, open);
  const [spoken, silent] = [open.filter(hasText), open.filter((record) => !hasText(record))];
  await Promise.all(silent.map((record) => skip(run, record, 'no-text')));
  if (settings.enabled) await analyseTexts(run, spoken);
  else await Promise.all(spoken.map((record) => skip(run, record, 'disabled', { parts: disabledParts() })));
  for (const kind of ['waiting', 'failed'] as const) {
    if (run.summary[kind] > 0) emitMetric(`analysis_${kind}`, run.summary[kind]);
  }
  return run.summary;
}

function inOrder(records: readonly Stored[], feedbackIds: readonly Id<'feedback'>[]): Stored[] {
  const places = new Map(feedbackIds.map((id, place) => [id, place]));
  return records.toSorted((one, other) => (places.get(one.feedbackId) ?? 0) - (places.get(other.feedbackId) ?? 0));
}

/** Pending records, and failed ones while they still wait for another try. */
const isOpen = ({ feedbackId, analysis, deletedAt }: Stored, waiting: ReadonlyMap<string, Waiting>): boolean =>
  deletedAt === undefined &&
  (analysis?.status === 'pending' || (analysis?.status === 'failed' && waiting.has(feedbackId)));

const hasText = (record: Stored): boolean => textOf(record).trim() !== '';

/** Rows of records that were deleted, or analysed by someone else, need not wait. */
async function releaseOthers({ ctx, waiting, summary }: Run, open: readonly Stored[]): Promise<void> {
  const openIds = new Set<string>(open.map(({ feedbackId }) => feedbackId));
  const needless = [...waiting.values()].filter(({ feedbackId }) => !openIds.has(feedbackId));
  await Promise.all(needless.map((row) => stopWaiting(ctx, row)));
  summary.released = needless.length;
}

/**
 * Notes first what the words alone show, so that neither an outage nor a spent budget hides it, then sends as many texts
 * as the budget pays for; the units are taken before and settled after.
 */
async function analyseTexts(run: Run, open: readonly Stored[]): Promise<void> {
  const { ctx, settings } = run;
  const records = (await Promise.all(open.map((record) => noteEarly(run, record)))).filter((one) => one !== undefined);
  const documents = records.map((record) => ({ text: textOf(record), language: record.language }));
  const costs = documents.map((document) => costOf(document));
  const granted = await reserveUnits(ctx, costs, { budget: settings.monthlyBudgetUnits });
  await Promise.all(records.slice(granted).map((record) => letWait(run, record, 'budget')));
  const { outcomes, cost } = await findIn(documents.slice(0, granted), settings.defaultLanguage);
  await returnUnits(ctx, restOf(sumOf(costs.slice(0, granted)), cost));
  await Promise.all(
    records
      .slice(0, granted)
      .map((record, index) => conclude(run, record, outcomes[index] ?? { failure: 'service-error' })),
  );
}

/** The record as it is then; undefined when it changed meanwhile. */
async function noteEarly({ ctx, settings, summary }: Run, record: Stored): Promise<Stored | undefined> {
  const { status, early: known } = record.analysis ?? {};
  const early = status === 'pending' ? earlyFinding(record, settings.defaultLanguage) : undefined;
  if (early === undefined || jsonEqual(early, known)) return record;
  const noted = await recordEarly(ctx, record, early);
  if (noted === undefined) summary.overtaken++;
  return noted;
}

async function conclude(run: Run, record: Stored, outcome: Outcome): Promise<void> {
  if ('findings' in outcome) {
    return settle(run, record, 'done', analysisOf(run.ctx, run.settings.topics, record, outcome.findings));
  }
  if ('unsupported' in outcome) {
    const language = outcome.unsupported;
    return skip(run, record, 'unsupported-language', { language, parts: partsIn(language) });
  }
  if (outcome.failure !== 'unavailable') return failOn(run, record, outcome.failure);
  run.summary.unavailable = true;
  return letWait(run, record, 'service');
}

async function settle(
  run: Run,
  record: Stored,
  kind: 'done' | 'skipped' | 'failed',
  analysis: Analysis,
): Promise<void> {
  const written = await recordAnalysis(run.ctx, record, analysis);
  run.summary[written ? kind : 'overtaken']++;
  const row = run.waiting.get(record.feedbackId);
  // An overtaken record keeps its row: whoever handles the newer revision may need it.
  if (written && row && kind !== 'failed') await stopWaiting(run.ctx, row);
}

const skip = (
  run: Run,
  record: Stored,
  reason: AnalysisReason,
  about: Pick<Analysis, 'language' | 'parts'> = {},
): Promise<void> => settle(run, record, 'skipped', { status: 'skipped', reason, ...about, ...signature(run.ctx) });

function letWait({ ctx, waiting, summary }: Run, record: Stored, cause: Waiting['cause']): Promise<void> {
  summary.waiting++;
  return wait(ctx, record.feedbackId, cause, waiting.get(record.feedbackId));
}

/** The text itself is at fault: visible from the third try on, tried again by the sweep until the tenth. */
async function failOn(run: Run, record: Stored, reason: 'service-error' | 'rejected'): Promise<void> {
  const { ctx, waiting, summary } = run;
  const row = waiting.get(record.feedbackId);
  const attempts = (row?.attempts ?? 0) + 1;
  const final = reason === 'rejected' || attempts >= TRIES_AT_MOST;
  if (!final) await wait(ctx, record.feedbackId, 'service', row, true);
  else if (row) await stopWaiting(ctx, row);
  const visible = record.analysis?.status === 'failed';
  if (final || (attempts >= TRIES_UNTIL_FAILED && !visible)) {
    const failed: Analysis = { ...record.analysis, status: 'failed', reason, attempts, ...signature(ctx) };
    return settle(run, record, 'failed', failed);
  }
  summary.waiting++;
}
