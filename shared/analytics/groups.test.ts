import { expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { CorrelationQuery } from './correlation.schema.ts';
import { correlation } from './correlation.ts';
import { NonResponseQuery } from './non-response.schema.ts';
import { nonResponse } from './non-response.ts';
import { SegmentsQuery } from './segments.schema.ts';
import { segments } from './segments.ts';
import { answered } from './testing/answers.ts';
import { invitations } from './testing/invitations.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const october = { from: '2026-10-01', to: '2026-10-31' };
const day = '2026-10-15';
const tier = (name: string) => ({ snapshot: { tier: name } });

test('a bronze tier that answers a third as often and is less happy pulls the weighted score down', async () => {
  const ctx = aContext({ now });
  await invitations(ctx, [
    { day, invited: 60, answered: 30, afterReminder: 6, ...tier('gold') },
    { day, invited: 120, answered: 20, ...tier('bronze') },
    { day, invited: 20, answered: 0, snapshot: {} },
  ]);
  await answered(ctx, [
    { day, counts: [0, 0, 0, 15, 15], ...tier('gold') },
    { day, counts: [10, 0, 0, 0, 10], ...tier('bronze') },
  ]);
  const reply = await nonResponse(ctx, NonResponseQuery.parse({ by: 'tier', ...october }));
  expect(reply).toMatchObject({
    invited: 200,
    answered: 50,
    rate: 0.25,
    groups: [
      { key: 'bronze', invited: 120, answered: 20, score: 3, n: 20, toRest: { verdict: 'worse' } },
      { key: 'gold', invited: 60, answered: 30, score: 4.5, n: 30, toRest: { verdict: 'better' } },
      { key: null, invited: 20, answered: 0, score: null, n: 0 },
    ],
    reminders: { first: 44, afterReminder: 6, share: 0.12 },
    weighted: { raw: expect.closeTo(3.9, 9) },
  });
  expect(reply.weighted).toHaveProperty('shift');
  const { shift, weighted } = reply.weighted as { shift: number; weighted: number };
  // Bronze and those without a tier, merged, weigh 140 of 200.
  expect(weighted).toBeCloseTo(0.7 * 3 + 0.3 * 4.5, 9);
  expect(shift).toBeLessThan(0);
});

test('a segment is held against all others, which share no record with it, and against its own past', async () => {
  const ctx = aContext({ now });
  const segment = (name: string) => ({ snapshot: { segment: name } });
  await answered(ctx, [
    { day: '2026-09-15', counts: [0, 0, 0, 20, 20], ...segment('shop') },
    { day, counts: [20, 10, 5, 3, 2], ...segment('shop') },
    { day, counts: [2, 3, 5, 20, 30], ...segment('home') },
    { day, counts: [0, 0, 0, 20, 20] },
  ]);
  const reply = await segments(ctx, SegmentsQuery.parse({ metrics: 'csat_avg,volume', ...october }));
  expect(reply.rows.map(({ key }) => key)).toEqual(['home', 'shop']);
  const [home, shop] = reply.rows;
  expect(home?.volume).toEqual({ n: 60, share: 60 / 140 });
  expect(home?.invitations).toEqual({ n: 0, share: null });
  expect(shop?.metrics).toMatchObject([
    {
      metric: 'csat_avg',
      value: 1.925,
      n: 40,
      // The rest: 60 answers of home and 40 without a segment.
      toRest: { verdict: 'worse', difference: expect.closeTo(1.925 - (253 + 180) / 100, 9), family: 4 },
      toPrevious: { verdict: 'worse', difference: expect.closeTo(1.925 - 4.5, 9) },
    },
    { metric: 'volume', n: 40 },
  ]);
  expect(home?.metrics[0]?.toPrevious).toMatchObject({ verdict: null, reason: 'too_few' });
});

test('the correlation of CSAT with resolution time comes with its table', async () => {
  const ctx = aContext({ now });
  const took = (minutes: number) => ({ snapshot: { resolutionMinutes: minutes } });
  await answered(ctx, [
    { day, counts: [0, 0, 2, 6, 12], ...took(10) },
    { day, counts: [0, 2, 4, 8, 8], ...took(60) },
    { day, counts: [4, 6, 6, 6, 4], ...took(100) },
  ]);
  const reply = await correlation(ctx, CorrelationQuery.parse(october));
  expect(reply).toMatchObject({
    rho: expect.closeTo(-0.5016, 4),
    interval: { low: expect.closeTo(-0.669, 3), high: expect.closeTo(-0.285, 3) },
    n: 68,
    says: 'not proof of cause',
  });
  expect(reply.cells).toHaveLength(12);
  expect(reply.cells[0]).toEqual({ x: 3, y: 10, n: 2 });
  const none = await correlation(ctx, CorrelationQuery.parse({ from: '2026-01-01', to: '2026-01-31' }));
  expect(none).toMatchObject({ rho: { value: null, reason: 'too_few', need: 10, have: 0 }, n: 0, cells: [] });
});

test('NPS and CES are correlated as CSAT is, and with what is yes or no', async () => {
  const ctx = aContext({ now });
  const of = (metric: string, values: readonly number[], scaleMin: number, scaleMax: number) =>
    values.map((value) => ({ metric, value, scaleMin, scaleMax }));
  const one = (nps: number, ces: number, snapshot: object) => ({
    day,
    counts: [10],
    scores: [...of('nps', [nps], 0, 10), ...of('ces', [ces], 1, 7)],
    snapshot,
  });
  await answered(ctx, [
    one(9, 6, { resolutionMinutes: 10, firstContactResolved: true, reopened: false }),
    one(7, 4, { resolutionMinutes: 60, firstContactResolved: true }),
    one(2, 1, { resolutionMinutes: 100, firstContactResolved: false, reopened: true }),
    // Of these nothing is known.
    one(9, 1, {}),
  ] as never);
  const ask = (x: string, y: string) => correlation(ctx, CorrelationQuery.parse({ x, y, ...october }));
  for (const x of ['nps', 'ces'])
    expect(await ask(x, 'resolutionMinutes')).toMatchObject({ rho: expect.closeTo(-1, 9), n: 30 });
  const first = await ask('nps', 'firstContactResolved');
  expect(first.cells).toEqual([
    { x: 2, y: 0, n: 10 },
    { x: 7, y: 1, n: 10 },
    { x: 9, y: 1, n: 10 },
  ]);
  // Mid-ranks 5.5, 15.5, 25.5 and 5.5, 20.5, 20.5: covariance 75 by √(200/3 · 50).
  expect(first).toMatchObject({ rho: expect.closeTo(Math.sqrt(0.75), 9), n: 30, interval: {} });
  // Two scores are no order to speak of.
  expect(await ask('ces', 'reopened')).toMatchObject({ rho: { value: null, reason: 'no_variance' }, n: 20 });
  // Nobody said how satisfied they were.
  expect(await ask('csat', 'reopened')).toMatchObject({ rho: { value: null, reason: 'too_few' }, n: 0 });
});

test.each([
  ['a metric correlated with itself', { x: 'csat', y: 'csat' }, 'y'],
  ['a score whose counters do not stand', { x: 'rating' }, 'x'],
  ['a measure whose counters do not stand', { y: 'waitMinutes' }, 'y'],
])('%s is 400 and names the parameter', async (_, query, parameter) => {
  await expect(correlation(aContext({ now }), CorrelationQuery.parse(query))).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ parameter }],
  });
});

test('a metric that has no test, or not that dimension, is 400 and names those that have', async () => {
  for (const metrics of ['resolution_correlation', 'csat_avg,alert_opened', 'happiness'])
    await expect(segments(aContext({ now }), SegmentsQuery.parse({ metrics }))).rejects.toMatchObject({
      errors: [{ parameter: 'metrics', detail: expect.stringContaining('csat_avg') }],
    });
});

test('agents are refused', async () => {
  const agent = aContext({ now, role: 'agent' });
  for (const reply of [
    () => segments(agent, SegmentsQuery.parse({})),
    () => nonResponse(agent, NonResponseQuery.parse({ by: 'tier' })),
    () => correlation(agent, CorrelationQuery.parse({})),
  ])
    await expect(reply()).rejects.toMatchObject({ code: 'forbidden' });
});
