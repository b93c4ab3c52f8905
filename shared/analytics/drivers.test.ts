import { expect, test } from 'vitest';
import { putSettings } from '../company/put-settings.ts';
import { PutSettings } from '../company/settings.schema.ts';
import { aContext } from '../testing/context.ts';
import { DriversQuery } from './drivers.schema.ts';
import { drivers } from './drivers.ts';
import { answered } from './testing/answers.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const october = { from: '2026-10-01', to: '2026-10-31' };
const ask = (ctx: ReturnType<typeof aContext>, more: object) =>
  drivers(ctx, DriversQuery.parse({ metric: 'csat_avg', by: 'category', ...october, ...more }));
const before = '2026-09-15';
const after = '2026-10-15';

test('the parts of all groups, with what has no category, add up to the change, and each opens its records of both periods', async () => {
  const ctx = aContext({ now });
  await answered(ctx, [
    { day: before, category: 'billing', counts: [0, 0, 0, 100, 0] },
    { day: before, category: 'delivery', counts: [0, 0, 10, 20, 30] },
    { day: before, counts: [5, 5, 10, 15, 5] },
    { day: after, category: 'billing', counts: [0, 0, 80, 80, 0] },
    { day: after, category: 'delivery', counts: [0, 0, 10, 15, 25] },
    { day: after, category: 'new', counts: [10, 0, 0, 0, 0] },
    { day: after, category: 'tiny', counts: [2, 0, 0, 0, 0] },
    { day: after, counts: [5, 5, 10, 15, 5] },
  ]);
  const reply = await ask(ctx, {});
  expect(reply).toMatchObject({
    before: { from: '2026-09-01', to: '2026-09-30', n: 200 },
    now: { ...october, n: 262 },
    additive: true,
    method: { level: 0.05, params: { redraws: 500, seed: 1 } },
  });
  const [first] = reply.groups;
  expect(first).toMatchObject({
    kind: 'key',
    key: 'billing',
    clear: true,
    before: { value: 4, n: 100, records: { query: { from: '2026-09-01', by: 'category', key: 'billing' } } },
    now: { value: 3.5, n: 160, records: { path: '/api/crm/metrics/csat_avg/records' } },
  });
  expect(reply.groups.map(({ kind, key }) => [kind, key])).toEqual(
    expect.arrayContaining([
      ['none', null],
      ['others', null],
      ['key', 'new'],
    ]),
  );
  expect(reply.groups.find(({ kind }) => kind === 'others')?.now).toMatchObject({ n: 2, records: null });
  const sum = reply.groups.reduce((all, { within, mix }) => all + within + mix, 0);
  expect(Math.abs(sum - Number(reply.delta))).toBeLessThan(1e-9);
  expect(Number(reply.delta)).toBeCloseTo((reply.now?.value ?? NaN) - (reply.before?.value ?? NaN), 12);
  const sizes = reply.groups.map(({ total }) => Math.abs(total));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

test('at rest, a group says its share of the unhappy beside its share of all, and what the score would be without it', async () => {
  const ctx = aContext({ now });
  await answered(ctx, [
    { day: before, category: 'billing', counts: [0, 0, 0, 50, 0] },
    { day: after, category: 'billing', counts: [20, 10, 0, 10, 10] },
    { day: after, category: 'delivery', counts: [5, 5, 10, 40, 40] },
  ]);
  const reply = await ask(ctx, {});
  const billing = reply.groups.find(({ key }) => key === 'billing');
  // (30/20)/(10/90), and ln of it ± 1.96·√(1/30 + 1/20 + 1/10 + 1/90).
  expect(billing?.atRest).toEqual({
    shareOfUnhappy: 30 / 40,
    shareOfAll: 50 / 150,
    oddsRatio: expect.closeTo(13.5, 9),
    interval: { low: expect.closeTo(5.688, 3), high: expect.closeTo(32.04, 2) },
  });
  expect(billing?.without).toBeCloseTo(reply.groups.find(({ key }) => key === 'delivery')?.now.value ?? NaN, 9);
});

test('NPS and shares are decomposed in their own unit', async () => {
  const ctx = aContext({ now });
  const nps = (value: number) => ({ scores: [{ metric: 'nps', value, scaleMin: 0, scaleMax: 10 }] });
  await answered(ctx, [
    { day: before, category: 'billing', counts: [30], ...nps(10) },
    { day: before, category: 'app', counts: [30], ...nps(3) },
    { day: after, category: 'billing', counts: [30], ...nps(2) },
    { day: after, category: 'app', counts: [30], ...nps(3) },
  ] as never);
  const reply = await ask(ctx, { metric: 'nps' });
  expect(reply.delta).toBeCloseTo(-100, 9);
  expect(reply.groups[0]).toMatchObject({ key: 'billing', total: expect.closeTo(-100, 9), clear: true });
  const share = await ask(ctx, { metric: 'comment_rate' });
  expect(share.delta).toBe(0);
});

test('below ten answers in either period nothing is told but what it takes', async () => {
  const ctx = aContext({ now });
  await answered(ctx, [
    { day: before, category: 'billing', counts: [9] },
    { day: after, category: 'billing', counts: [0, 40] },
  ]);
  expect(await ask(ctx, {})).toMatchObject({
    delta: { value: null, reason: 'too_few', need: 10, have: 9 },
    groups: [],
  });
});

test('a period that still runs is cut to complete days on both sides, and one that has only begun is refused', async () => {
  const ctx = aContext({ now });
  const running = await ask(ctx, { from: '2026-11-01', to: '2026-11-30' });
  expect(running).toMatchObject({
    partial: true,
    before: { from: '2026-10-01', to: '2026-10-20' },
    now: { from: '2026-11-01', to: '2026-11-20' },
  });
  const begun = await ask(ctx, { from: '2026-11-21', to: '2026-11-21' });
  expect(begun).toMatchObject({ before: null, now: null, delta: { value: null, reason: 'no_complete_day' } });
});

test.each([
  ['drivers of a median', { metric: 'follow_up_first_touch_median' }, 'metric'],
  ['drivers of a number of records', { metric: 'volume' }, 'metric'],
  ['a dimension that the metric has not', { by: 'owner' }, 'by'],
  ['overlapping periods', { with: '2026-09-20..2026-10-01' }, 'with'],
  ['a past that lies behind', { with: '2026-11-01..2026-11-02' }, 'with'],
  ['a past of impossible days', { with: '2026-09-31..2026-09-31' }, 'with'],
  ['a past that ends before it begins', { with: '2026-09-20..2026-09-10' }, 'with'],
  ['a past of more than a year', { with: '2024-09-20..2026-09-10' }, 'with'],
  ['from after to', { from: '2026-11-01' }, 'from'],
])('%s is 400 and names the parameter', async (_, more, parameter) => {
  await expect(ask(aContext({ now }), more)).rejects.toMatchObject({
    code: 'validation-failed',
    errors: [{ parameter }],
  });
});

test('`by` agent for an agent is refused, as everything that compares groups', async () => {
  for (const by of ['agent', 'category'])
    await expect(ask(aContext({ now, role: 'agent' }), { by })).rejects.toMatchObject({ code: 'forbidden' });
});

test('an anonymous template below the floor is told with the next smallest only, and with what is small', async () => {
  const ctx = aContext({ now });
  await putSettings(ctx, PutSettings.parse({ privacy: { anonymityFloor: 20 } }));
  const secret = (templateId: string) => ({ templateId, templateVersion: 1 });
  await answered(ctx, [
    { day: before, ...secret('tpl_a'), counts: [0, 0, 0, 40] },
    { day: before, ...secret('tpl_b'), counts: [0, 0, 0, 40] },
    { day: before, ...secret('tpl_c'), counts: [0, 0, 0, 40] },
    { day: before, templateId: 'tpl_d', counts: [0, 0, 0, 15] },
    { day: after, ...secret('tpl_a'), counts: [12] },
    { day: after, ...secret('tpl_b'), counts: [0, 0, 0, 30] },
    { day: after, ...secret('tpl_c'), counts: [0, 0, 0, 40] },
    { day: after, templateId: 'tpl_d', counts: [0, 0, 0, 12] },
  ]);
  const { delta, now: later, groups } = await ask(ctx, { by: 'template' });
  expect(groups.map(({ kind, key, now: side }) => `${kind} ${key} ${side.n}`).toSorted()).toEqual([
    'key tpl_c 40',
    'key tpl_d 12',
    'others null 42',
  ]);
  expect(later?.n).toBe(94);
  expect(groups.reduce((all, { total }) => all + total, 0)).toBeCloseTo(Number(delta), 9);
});
