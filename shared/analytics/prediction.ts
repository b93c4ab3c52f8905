import { settingsOf } from '../company/settings.ts';
import { find } from '../feedback/feedback.walk.ts';
import { isVisible } from '../feedback/feedback.change.ts';
import { Problem } from '../http/problem.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { spanOfDays } from '../match/days.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import { rangeOf } from '../metrics/metrics.ts';
import { featuresOf, satisfied } from './features.ts';
import type { Method, Refusal } from './method.schema.ts';
import { LAMBDA, LEAST_RATED, predict, type Weights } from './prediction-model.ts';
import type { Predicted, PredictedQuery, PredictionState, StoredModel } from './prediction.schema.ts';
import { newestModels, unpacked } from './prediction.store.ts';
import { seenRecords } from './rated-records.ts';
import { refuse } from './refusal.ts';
import { refuseAgents } from './scope.ts';
import { ratedInYear } from './rated-in-year.ts';

const ESTIMATED_DAYS = 28;
const MOST_ESTIMATED = 5_000;
const MOST_LOOKED = 2_000;
const MOST_ITEMS = 100;
const REASONS = 3;

const method: Method = {
  name: 'ridge logistic regression, hold-out by time',
  source:
    'P. McCullagh & J. A. Nelder (1989); A. Hoerl & R. Kennard, Technometrics 12 (1970); J. A. Hanley & B. J. McNeil (1982)',
  level: 0.05,
  params: { lambda: LAMBDA, train: 0.8, target: 'csat ≥ 4 of 5' },
};

/** Whether there is a prediction of satisfaction that may be used, how good it is, and what it says of the last 28 days. */
export async function prediction(ctx: Context): Promise<PredictionState> {
  refuseAgents(ctx);
  const [model] = await newestModels(ctx, 1);
  if (!model) return { state: 'refused', reason: await untrained(ctx), method };
  const { state, reason, modelId, trainedAt, n, holdOut, calibration, live, packed } = model;
  return {
    state,
    ...(reason && { reason: { value: null, ...reason } }),
    model: modelId,
    trainedAt,
    n,
    ...(holdOut && { holdOut }),
    ...(calibration && { calibration }),
    ...(live && { live }),
    ...(state === 'active' && packed !== undefined && { estimated: await estimate(ctx, unpacked(packed)) }),
    method,
  };
}

async function untrained(ctx: Context): Promise<Refusal> {
  const have = await ratedInYear(ctx, await settingsOf(ctx));
  return have < LEAST_RATED ? refuse('too_few', LEAST_RATED, have) : refuse('not_trained', 1, 0);
}

/** The share of satisfied customers, those who rated and those who did not together: (Σ y + Σ p)/N. */
async function estimate(ctx: Context, weights: Weights): Promise<NonNullable<PredictionState['estimated']>> {
  const settings = await settingsOf(ctx);
  const to = localDay(ctx.now, settings.timeZone, settings.dayBoundary);
  const days = { days: ESTIMATED_DAYS, most: MOST_ESTIMATED };
  const { records, complete } = await seenRecords(ctx, settings, days);
  const rated = records.flatMap(({ y }) => y ?? []);
  const ones = rated.reduce<number>((sum, y) => sum + y, 0);
  const guessed = records.filter(({ y }) => y === undefined).map(({ features }) => predict(weights, features).p);
  const likely = guessed.reduce((sum, p) => sum + p, 0);
  return {
    from: addDays(to, 1 - ESTIMATED_DAYS),
    to,
    estimated: records.length === 0 ? null : (ones + likely) / records.length,
    rated: { value: rated.length === 0 ? null : ones / rated.length, n: rated.length },
    unrated: guessed.length,
    complete,
  };
}

/**
 * What is predicted of records that nobody rated. Computed when it is read, and in no other number. `conflict` while there is no
 * model that may be used, and for one record that was rated, with its rating.
 */
export async function predicted(ctx: Context, { order, feedbackId, from, to }: PredictedQuery): Promise<Predicted> {
  refuseAgents(ctx);
  const { weights, modelId, trainedAt } = await usable(ctx);
  const said = { model: modelId, trainedAt };
  if (feedbackId !== undefined) return { ...(await ofOne(ctx, feedbackId, weights)), ...said };
  const { settings, range } = await rangeOf(ctx, { from, to }, MAX_DAYS.day);
  const { start, end } = spanOfDays(range, settings);
  const span = { start, end: Math.min(end, ctx.now.getTime()) };
  const { records, complete } = await seenRecords(ctx, settings, { days: 0, most: MOST_LOOKED, span });
  const items = records
    .filter(({ y }) => y === undefined)
    .map((one) => itemOf(one.feedbackId as Predicted['items'][number]['ref'], predict(weights, one.features)));
  if (order === 'p') items.sort((a, b) => a.p - b.p || (a.ref > b.ref ? -1 : 1));
  return { items: items.slice(0, MOST_ITEMS), looked: records.length, complete, ...said };
}

async function usable(ctx: Context): Promise<{ weights: Weights } & Pick<StoredModel, 'modelId' | 'trainedAt'>> {
  const [model] = await newestModels(ctx, 1);
  if (model?.state !== 'active' || model.packed === undefined)
    throw new Problem('conflict', 'There is no prediction that may be used; /analytics/prediction says why.');
  return { weights: unpacked(model.packed), modelId: model.modelId, trainedAt: model.trainedAt };
}

async function ofOne(ctx: Context, feedbackId: NonNullable<PredictedQuery['feedbackId']>, weights: Weights) {
  const record = await find(ctx, feedbackId);
  if (!record || !isVisible(ctx, record)) throw new Problem('not-found');
  const rating = record.scores?.find(({ metric }) => metric === 'csat');
  if (satisfied(record) !== undefined && rating)
    throw new Problem('conflict', `It was rated ${rating.value} on ${rating.scaleMin} to ${rating.scaleMax}.`);
  const features = featuresOf(record, await settingsOf(ctx));
  return { items: [itemOf(feedbackId, predict(weights, features))], looked: 1, complete: true };
}

const itemOf = (ref: Predicted['items'][number]['ref'], { p, low, high, effects }: ReturnType<typeof predict>) => ({
  ref,
  p,
  low,
  high,
  reasons: effects.slice(0, REASONS),
});
