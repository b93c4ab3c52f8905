import type { Analysis } from '../analysis/analysis.schema.ts';
import type { AnalysisSettings } from '../analysis/analysis.ts';
import { reserveUnits, returnUnits } from '../analysis/budget.ts';
import { partsIn } from '../analysis/capabilities.ts';
import { type Findings, findSome, type Outcome, type SomeFindings } from '../analysis/findings.ts';
import { analysisOf, signature } from '../analysis/result.ts';
import { readStored, replaceAnalysis, type Stored } from '../analysis/stored.ts';
import { textOf } from '../analysis/texts.ts';
import { costOf, restOf, sumOf, unitsIn } from '../analysis/units.ts';
import { expectedUnits } from '../analysis/usage.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Pace } from '../kernel/pace.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { isAnalysed, rerun, saysTheSame } from './rerun.ts';
import { askedOf, documentOf, isOpenTo, type Parts } from './selected.ts';

export type Redone = { written: number; unchanged: number; failed: number; units: number };
type Work = { settings: AnalysisSettings; parts: Parts; pace: Pace };

/**
 * Does parts of the analysis of some records anew and writes what differs. Safe to repeat: the same again writes nothing. Throws
 * `budget-exceeded` before anything is sent where the budget has no room, and an error where the service is not to be had.
 */
export async function redo(ctx: Context, ids: readonly Id<'feedback'>[], work: Work): Promise<Redone> {
  const { records } = await readStored(ctx, ids);
  const open = records.filter((record) => isOpenTo(work.parts, record));
  const { outcomes, units } = await found(ctx, open, work);
  const redone: Redone = { written: 0, unchanged: records.length - open.length, failed: 0, units };
  const ends = await Promise.all(open.map((record, index) => settle(ctx, record, outcomes[index], work)));
  for (const end of ends) if (end !== 'unavailable') redone[end]++;
  // What was found is kept; the rest of the part is done again with it, and what it has written says the same then.
  if (ends.includes('unavailable')) throw new Error('the analysis service is not available');
  return redone;
}

type Found = Outcome<SomeFindings> | undefined;

/** What the service says of records, and what that has cost; nothing where only rules are asked for. */
async function found(
  ctx: Context,
  records: readonly Stored[],
  { settings, parts, pace }: Work,
): Promise<{ outcomes: Found[]; units: number }> {
  const asked = askedOf(parts);
  if (asked.size === 0 || records.length === 0) return { outcomes: [], units: 0 };
  const documents = records.map(documentOf);
  const reserved = sumOf(documents.map((document) => costOf(document, undefined, asked)));
  const { monthlyBudgetUnits: budget } = settings;
  const purse = { job: true, ...(budget !== undefined && { budget, keep: await expectedUnits(ctx) }) };
  if ((await reserveUnits(ctx, [reserved], purse)) === 0)
    throw new Problem('budget-exceeded', 'The month’s budget has no room left for jobs.');
  await pace(documents.length);
  const { outcomes, cost } = await findSome(documents, settings.defaultLanguage, asked);
  await returnUnits(ctx, restOf(reserved, cost), purse);
  return { outcomes, units: unitsIn(cost) };
}

type End = 'written' | 'unchanged' | 'failed' | 'unavailable';

/** Writes the result of a record where it says something else; onto what a person has made of the record meanwhile. */
async function settle(ctx: Context, first: Stored, outcome: Found, work: Work): Promise<End> {
  if (outcome && 'failure' in outcome) return outcome.failure === 'unavailable' ? 'unavailable' : 'failed';
  let record: Stored | undefined = first;
  return retryOnConflict(ctx, async () => {
    // With another text it is analysed by itself.
    if (!record || !isOpenTo(work.parts, record) || textOf(record) !== textOf(first)) return 'unchanged';
    const made = madeOf(ctx, record, outcome, work);
    if (!made || saysTheSame(made, record.analysis ?? {})) return 'unchanged';
    if (await replaceAnalysis(ctx, record, made)) return 'written';
    [record] = (await readStored(ctx, [first.feedbackId])).records;
    throw new ConditionFailed(0);
  }).catch((error: unknown): End => {
    // Others keep changing it: it is counted, and the job goes on.
    if (error instanceof Problem) return 'failed';
    throw error;
  });
}

/** What an analysis comes to; undefined where there is nothing to say. */
function madeOf(
  ctx: Context,
  record: Stored,
  outcome: Exclude<Found, { failure: unknown }>,
  work: Work,
): Analysis | undefined {
  const { parts, settings } = work;
  if (isAnalysed(record)) {
    const findings = outcome && 'findings' in outcome ? outcome.findings : undefined;
    return rerun(ctx, record, { parts, topics: settings.topics, found: findings });
  }
  if (!outcome) return undefined;
  // All parts were asked for, or the record would not be open.
  if ('findings' in outcome) return analysisOf(ctx, settings.topics, record, outcome.findings as Findings);
  const language = outcome.unsupported;
  return { status: 'skipped', reason: 'unsupported-language', language, parts: partsIn(language), ...signature(ctx) };
}
