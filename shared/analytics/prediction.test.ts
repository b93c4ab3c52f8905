import { beforeAll, expect, test } from 'vitest';
import { putSettings } from '../company/put-settings.ts';
import { PutSettings } from '../company/settings.schema.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { walk } from '../feedback/feedback.walk.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { count } from '../metrics/testing/changes.ts';
import { aContext } from '../testing/context.ts';
import { PredictedQuery } from './prediction.schema.ts';
import { newestModels, packed, unpacked } from './prediction.store.ts';
import { predicted, prediction } from './prediction.ts';
import { featuresOf } from './features.ts';
import { predict, train } from './prediction-model.ts';
import { isRefusal } from './refusal.ts';
import { aModel, made, rated, zone } from './testing/prediction.ts';
import { trainNightly, trainPrediction } from './train-prediction.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const ROWS = 600;
const UNRATED = 40;

/** A company in whose last 26 days 560 customers have rated and 40 have not. */
async function company(): Promise<{ ctx: Context; unrated: string[]; ratedId: Id<'feedback'> }> {
  const ctx = aContext({ now });
  const records = made(ROWS, true, { from: now.getTime() - (ROWS + 2) * 3_600_000 });
  const items = records.map(({ y, ...record }, at) => ({
    ...record,
    ...(at % 15 !== 0 && { scores: [{ metric: 'csat', value: y === 1 ? 5 : 2, scaleMin: 1, scaleMax: 5 }] }),
  }));
  const ids: Id<'feedback'>[] = [];
  for (let at = 0; at < items.length; at += 100) {
    const { results } = await submitMany(again(ctx), { items: items.slice(at, at + 100) as never });
    ids.push(...results.map(({ feedbackId = newId('feedback') }) => feedbackId));
  }
  const unrated = ids.filter((_, at) => at % 15 === 0);
  return { ctx, unrated, ratedId: ids[1] ?? newId('feedback') };
}
const later = (ctx: Context, iso: string): Context => ({ ...again(ctx), now: new Date(iso) });
const ask = (ctx: Context, more: object = {}) => predicted(ctx, PredictedQuery.parse({ from: '2026-10-25', ...more }));

let known: Awaited<ReturnType<typeof company>>;
beforeAll(async () => void (known = await company()), 240_000);

test('a model is trained on what was rated, judged by the newest of it, and says of the rest how likely it is', async () => {
  const { ctx, unrated } = known;
  const model = await trainPrediction(again(ctx));
  expect(model).toMatchObject({ state: 'active', n: ROWS - UNRATED, holdOut: { n: 112 }, day: '2026-11-21' });
  // A row of the table, in which 20 KB are what a model may take.
  expect(JSON.stringify(model).length).toBeLessThan(20_000);
  const list = await ask(ctx);
  expect(list.items.map(({ ref }) => ref).toSorted()).toEqual(unrated.toSorted());
  expect(list).toMatchObject({ looked: ROWS, complete: true, trainedAt: now.toISOString() });
  const ps = list.items.map(({ p }) => p);
  expect(ps).toEqual(ps.toSorted((a, b) => a - b));
  const [first] = list.items;
  expect(first?.reasons).toHaveLength(3);
  expect(first?.reasons[0]).toMatchObject({ feature: 'resolutionTime', value: expect.stringMatching(/ minutes$/) });
  expect(first?.low).toBeLessThan(first?.p ?? 0);
  expect((await ask(ctx, { order: 'newest' })).items[0]?.ref).toBe(unrated.toSorted().at(-1));
  const state = await prediction(ctx);
  expect(state).toMatchObject({
    state: 'active',
    holdOut: { n: 112 },
    calibration: { rough: expect.any(Boolean) },
    estimated: { rated: { n: ROWS - UNRATED }, unrated: UNRATED, complete: true },
  });
  const { estimated, rated: of } = state.estimated ?? {};
  const satisfied = (of?.value ?? NaN) * (ROWS - UNRATED);
  expect(estimated).toBeCloseTo((satisfied + ps.reduce((sum, p) => sum + p, 0)) / ROWS, 9);
  // One record, rated or not.
  expect((await ask(ctx, { feedbackId: first?.ref })).items).toEqual([first]);
  await expect(ask(ctx, { feedbackId: newId('feedback') })).rejects.toMatchObject({ code: 'not-found' });
}, 120_000);

test('prediction for a rated record is 409 with the rating', async () => {
  const { ctx, ratedId } = known;
  await expect(ask(ctx, { feedbackId: ratedId })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/rated [25] on 1 to 5/),
  });
});

test('seven nights without skill turn the prediction off, a night with skill turns it on again', async () => {
  const { ctx } = await company();
  const before = (day: string) => later(ctx, `2026-11-${day}T01:00:00.000Z`);
  const live = { n: 60, auc: 0.4, brier: 0.3, base: 0.2, skill: -0.5, nights: 6 };
  await aModel(before('18'), { live }, true);
  const off = await trainPrediction(later(ctx, '2026-11-22T01:00:00.000Z'));
  expect(off).toMatchObject({ state: 'off', live: { n: ROWS - UNRATED, nights: 7 } });
  expect(off.live?.skill).toBeLessThan(0);
  expect((await prediction(later(ctx, '2026-11-22T02:00:00.000Z'))).estimated).toBeUndefined();
  await expect(ask(later(ctx, '2026-11-22T02:00:00.000Z'))).rejects.toMatchObject({ code: 'conflict' });
  // The model that was in use when they were rated is another one now.
  await aModel(before('19'));
  const on = await trainPrediction(later(ctx, '2026-11-23T01:00:00.000Z'));
  expect(on).toMatchObject({ state: 'active', live: { nights: 0 } });
}, 240_000);

test('a company is trained once a night, from two o’clock its time on, and not before there is enough to learn from', async () => {
  const { ctx } = known;
  await putSettings(again(ctx), PutSettings.parse({ timeZone: 'America/New_York' }));
  const at = (time: string) => later(ctx, `2026-11-22T${time}:00.000Z`);
  expect(await trainNightly(at('07:05'))).toBeUndefined();
  for (const month of ['2026-10', '2026-11'])
    for await (const page of walk(ctx, month))
      await count(ctx, page, { timeZone: 'America/New_York', dayBoundary: '00:00' });
  expect(await trainNightly(at('06:55'))).toBeUndefined();
  const models = (await newestModels(ctx)).length;
  expect(await trainNightly(at('07:05'))).toMatchObject({ n: ROWS - UNRATED });
  expect(await trainNightly(at('08:05'))).toBeUndefined();
  expect(await newestModels(ctx)).toHaveLength(models + 1);
}, 240_000);

test('where nothing was rated it says how much that takes, and predicts nothing', async () => {
  const ctx = aContext({ now });
  expect(await prediction(ctx)).toMatchObject({
    state: 'refused',
    reason: { value: null, reason: 'too_few', need: 500, have: 0 },
  });
  await expect(ask(ctx)).rejects.toMatchObject({ code: 'conflict' });
  expect(await trainPrediction(ctx)).toMatchObject({
    state: 'refused',
    reason: { reason: 'too_few', need: 500, have: 0 },
  });
  expect((await prediction(ctx)).reason).toEqual({ value: null, reason: 'too_few', need: 500, have: 0 });
});

test('agents are refused', async () => {
  const agent = aContext({ now, role: 'agent' });
  await expect(prediction(agent)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(ask(agent)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a model that was packed says what it said before', () => {
  const records = rated(900, true);
  const trained = train(records);
  if (isRefusal(trained)) throw new Error('refused');
  const again_ = unpacked(packed(trained.weights));
  const record = featuresOf(
    { source: 'chat', occurredAt: '2026-06-01T10:00:00.000Z', snapshot: { resolutionMinutes: 90 } },
    zone,
  );
  const [one, other] = [trained.weights, again_].map((weights) => predict(weights, record));
  expect(other?.p).toBe(one?.p);
  expect(other?.low).toBeCloseTo(one?.low ?? NaN, 4);
});
