import { expect, test } from 'vitest';
import { encodingOf, type Features, featuresOf, satisfied } from './features.ts';
import { isRefusal } from './refusal.ts';
import { isSkilful, notSkilful, predict, type Rated, train, type Trained } from './prediction-model.ts';
import { rated, zone } from './testing/prediction.ts';

const scores = (value: number, scaleMax = 5) => [{ metric: 'csat' as const, value, scaleMin: 1, scaleMax }];

const trained = (records: readonly Rated[]): Trained => {
  const model = train(records);
  if (isRefusal(model)) throw new Error(`refused: ${model.reason}`);
  return model;
};

test('what decides is learnt, and judged by the newest fifth', () => {
  const model = trained(rated(2_000, true));
  expect(model.holdOut).toMatchObject({ n: 400 });
  expect(isSkilful(model.holdOut)).toBe(true);
  expect(model.holdOut.aucInterval.low).toBeGreaterThan(0.7);
  expect(model.calibration.rough).toBe(false);
  const [quick, slow] = [10, 1_000].map((resolutionMinutes) =>
    predict(
      model.weights,
      featuresOf({ source: 'chat', occurredAt: '2026-06-01T10:00:00.000Z', snapshot: { resolutionMinutes } }, zone),
    ),
  );
  expect(quick?.p).toBeGreaterThan(0.8);
  expect(slow?.p).toBeLessThan(0.2);
  expect(slow?.effects[0]).toMatchObject({ feature: 'resolutionTime', value: '1000 minutes' });
  expect(slow?.effects[0]?.points).toBeLessThan(-10);
  for (const one of [quick, slow])
    expect((one?.low ?? 1) < (one?.p ?? 0) && (one?.p ?? 1) < (one?.high ?? 0)).toBe(true);
});

test('noise features, 2 000 rows: no skill, and refused', () => {
  const { holdOut } = trained(rated(2_000, false));
  expect(holdOut.skill).toBeLessThan(0.02);
  expect(isSkilful(holdOut)).toBe(false);
  expect(notSkilful(holdOut)).toEqual({ value: null, reason: 'no_skill', need: 0.02, have: holdOut.skill });
});

test('the same data twice → the same bytes', () => {
  expect(JSON.stringify(train(rated(800, true)))).toBe(JSON.stringify(train(rated(800, true))));
});

test('all effects and the intercept sum to the log-odds to 1e-9', () => {
  const records = rated(900, true);
  const { weights } = trained(records);
  for (const { features } of records) {
    const { p, logOdds, intercept, effects } = predict(weights, features);
    const sum = effects.reduce((all, { effect }) => all + effect, intercept);
    expect(Math.abs(sum - Math.log(p / (1 - p)))).toBeLessThan(1e-9);
    expect(Math.abs(sum - logOdds)).toBeLessThan(1e-9);
  }
});

test('fewer than 500 rated, 100 of a class, or 50 of one among the newest are refused with what it takes', () => {
  expect(train(rated(499, true))).toEqual({ value: null, reason: 'too_few', need: 500, have: 499 });
  const happy = rated(600, true).map((one, at): Rated => ({ ...one, y: at < 99 ? 0 : 1 }));
  expect(train(happy)).toMatchObject({ need: 100, have: 99 });
  const late = rated(600, true).map((one, at): Rated => ({ ...one, y: at < 300 || at >= 551 ? 0 : 1 }));
  expect(train(late)).toMatchObject({ need: 50, have: 49 });
});

test('agent, team and customer are no features', () => {
  const record = { source: 'chat' as const, occurredAt: '2026-06-01T10:00:00.000Z' };
  const people = { snapshot: { agentId: 'ann', teamId: 'north' }, customerId: 'cus_1' };
  expect(featuresOf({ ...record, ...people }, zone)).toEqual(featuresOf(record, zone));
});

test('names of fewer than 20 records are one column, and no more than 60 columns are made', () => {
  const record = (category: string): Features =>
    featuresOf({ source: 'chat', category, occurredAt: '2026-06-01T10:00:00.000Z' }, zone);
  const few = encodingOf([
    ...Array.from({ length: 30 }, () => record('often')),
    ...Array.from({ length: 19 }, () => record('seldom')),
  ]);
  const named = few.columns.flatMap((one) => (one.kind === 'name' ? [one.name] : []));
  expect(named).toEqual(['often']);
  expect(few.columns.filter(({ kind, feature }) => kind === 'other' && feature === 'category')).toHaveLength(1);
  const many = Array.from({ length: 90 * 20 }, (_, at) => record(`category ${at % 90}`));
  expect(encodingOf(many).columns.length).toBeLessThanOrEqual(60);
});

test('satisfied is 4 of 5 on any scale; another score is none', () => {
  expect([4, 3.9, 1].map((value) => satisfied({ scores: scores(value) }))).toEqual([1, 0, 0]);
  expect([8, 7].map((value) => satisfied({ scores: scores(value, 10) }))).toEqual([1, 0]);
  expect(satisfied({ scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }] })).toBeUndefined();
});

test('weekday and hour are those of the company’s day', () => {
  const { names } = featuresOf({ source: 'chat', occurredAt: '2026-06-07T22:30:00.000Z' }, zone);
  expect([names.weekday, names.hours]).toEqual(['1', '0–6']);
});

test('10 000 rows of 30 columns are learnt within seconds of CPU', () => {
  const records = rated(12_500, true);
  const begun = process.cpuUsage();
  trained(records);
  const { user } = process.cpuUsage(begun);
  expect(user / 1e6).toBeLessThan(10);
});
