import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isSkilful, LEAST_RATED, notSkilful, predict, type Rated, train, type Weights } from './prediction-model.ts';
import type { StoredModel } from './prediction.schema.ts';
import { models, newestModels, packed, unpacked } from './prediction.store.ts';
import { type Seen, seenRecords } from './rated-records.ts';
import { DAYS, ratedInYear } from './rated-in-year.ts';
import { isRefusal } from './refusal.ts';
import { type Scored, skillOf } from './skill.ts';

/** So many records are read, or so many rated ones, the newest: what a night can bear. */
const MOST_RECORDS = 60_000;
const MOST_RATED = 20_000;
const LIVE_DAYS = 28;
const LEAST_LIVE = 50;
const LEAST_OF_CLASS_LIVE = 10;
const NIGHTS = 7;
const HOUR = 2;

/**
 * Trains a company's prediction once a night, at two o'clock its time or as soon after it as there is time; undefined where
 * that is not due, or fewer than 500 answers are there to learn from.
 */
export async function trainNightly(ctx: Context): Promise<{ state: string; n: number } | undefined> {
  const settings = await settingsOf(ctx);
  const day = localDay(ctx.now, settings.timeZone);
  // Two hours ago it was today already.
  if (localDay(new Date(ctx.now.getTime() - HOUR * 3_600_000), settings.timeZone) !== day) return undefined;
  const [last] = await newestModels(ctx, 1);
  if (last?.day === day || (await ratedInYear(ctx, settings)) < LEAST_RATED) return undefined;
  const { state, n } = await trainPrediction(ctx);
  return { state, n };
}

/**
 * Trains a model on the records of the last 365 days and stores it with how good it is, whether it may be used or not. The models
 * before it are held against what was rated after each was made: seven nights in a row without skill turn the prediction off, a
 * night with skill turns it on again.
 */
export async function trainPrediction(ctx: Context): Promise<StoredModel> {
  const settings = await settingsOf(ctx);
  const { records } = await seenRecords(ctx, settings, { days: DAYS, most: MOST_RECORDS, mostRated: MOST_RATED });
  const rated = records.filter((one): one is Seen & Rated => one.y !== undefined).toReversed();
  const trained = train(rated);
  const before = await newestModels(ctx);
  const live = liveOf(ctx, before, records);
  const isOff = (live?.nights ?? 0) >= NIGHTS;
  const head = {
    modelId: ctx.now.toISOString().toLowerCase(),
    trainedAt: ctx.now.toISOString(),
    day: localDay(ctx.now, settings.timeZone),
    n: rated.length,
    ...(live && { live }),
  };
  const refusal = isRefusal(trained) ? trained : isSkilful(trained.holdOut) ? undefined : notSkilful(trained.holdOut);
  const told = isRefusal(trained)
    ? {}
    : {
        rate: trained.rate,
        holdOut: trained.holdOut,
        calibration: trained.calibration,
        packed: packed(trained.weights),
      };
  const state = refusal ? ('refused' as const) : isOff ? ('off' as const) : ('active' as const);
  const reason = refusal && { reason: refusal.reason, need: refusal.need, have: refusal.have };
  return create(ctx, models, { ...head, ...told, state, ...(reason && { reason }) }, { action: 'train' });
}

/** How good the models were for what was rated after each was made; undefined while that is too little to say. */
function liveOf(ctx: Context, before: readonly StoredModel[], records: readonly Seen[]): StoredModel['live'] {
  const nights = before[0]?.live?.nights ?? 0;
  const used = before.filter((one) => one.state !== 'refused');
  const since = new Date(ctx.now.getTime() - LIVE_DAYS * 86_400_000).toISOString();
  const weights = new Map<string, Weights>();
  const scored = records.flatMap(({ createdAt, features, y }): Scored[] => {
    const model = y === undefined || createdAt < since ? undefined : used.find((one) => one.trainedAt <= createdAt);
    if (model?.packed === undefined || y === undefined) return [];
    const known = weights.get(model.modelId) ?? unpacked(model.packed);
    weights.set(model.modelId, known);
    return [{ p: predict(known, features).p, y }];
  });
  const positives = scored.filter(({ y }) => y === 1).length;
  const isEnough = scored.length >= LEAST_LIVE && Math.min(positives, scored.length - positives) >= LEAST_OF_CLASS_LIVE;
  if (!isEnough) return undefined;
  const { n, auc, brier, base, skill } = skillOf(scored, used[0]?.rate ?? positives / scored.length);
  return { n, auc, brier, base, skill, nights: skill <= 0 ? nights + 1 : 0 };
}
