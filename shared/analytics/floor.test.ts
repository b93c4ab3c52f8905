import { expect, test } from 'vitest';
import { putSettings } from '../company/put-settings.ts';
import { PutSettings } from '../company/settings.schema.ts';
import { manager } from '../dashboard/dashboard.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { change } from '../feedback/feedback.change.ts';
import { walk } from '../feedback/feedback.walk.ts';
import { compare } from '../metric-comparison/metric-comparison.ts';
import { records } from '../metrics/drill-down.ts';
import { read } from '../metrics/metrics.ts';
import { count } from '../metrics/testing/changes.ts';
import { computedOf, defined } from '../report-run/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { ControlQuery } from './control.schema.ts';
import { control } from './control.ts';
import { DriversQuery } from './drivers.schema.ts';
import { drivers } from './drivers.ts';
import { NonResponseQuery } from './non-response.schema.ts';
import { nonResponse } from './non-response.ts';
import { SegmentsQuery } from './segments.schema.ts';
import { segments } from './segments.ts';
import { answered } from './testing/answers.ts';
import { invitations } from './testing/invitations.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const october = { from: '2026-10-01', to: '2026-10-31' };
const csat = { name: 'csat_avg', grain: 'total', ...october } as const;
const secret = { templateVersion: 1 };
const company = () => aContext({ now });

/** 40, 12 and 4 answers to anonymous surveys on three days, of three channels, tiers and categories; and 3 of people who are known. */
async function given(ctx = company()) {
  const of = (name: string) => ({
    templateId: `tpl_${name}`,
    category: name,
    snapshot: { channel: name, tier: name },
    ...secret,
  });
  await answered(ctx, [
    { day: '2026-09-15', counts: [0, 0, 20, 20], ...of('a') },
    { day: '2026-09-15', counts: [0, 0, 20, 20], ...of('b') },
    { day: '2026-10-05', counts: [0, 0, 0, 40], ...of('a') },
    { day: '2026-10-06', counts: [0, 0, 12], ...of('b') },
    { day: '2026-10-07', counts: [4], ...of('c') },
    { day: '2026-10-08', counts: [0, 3], templateId: 'tpl_d', category: 'd', snapshot: { channel: 'd', tier: 'd' } },
  ]);
  return ctx;
}
const shownOf = (groups: readonly { key: string | null; value?: number | null; n: number }[]) =>
  Object.fromEntries(groups.map(({ key, value, n }) => [key, [value, n]]));
const hidden = { a: [4, 40], b: [null, 0], c: [null, 0] };

test.each(['template', 'channel', 'tier', 'category'] as const)(
  'by %s, 4 and 12 are hidden and say why; who is known is shown, and the total is that of all',
  async (by) => {
    const ctx = await given();
    const { total, groups } = await read(ctx, { ...csat, by });
    expect(total).toMatchObject({ value: (160 + 36 + 4 + 6) / 59, n: 59, records: {} });
    const keys = by === 'template' ? ['tpl_a', 'tpl_b', 'tpl_c', 'tpl_d'] : ['a', 'b', 'c', 'd'];
    const [a = '', b = '', c = '', d = ''] = keys;
    expect(shownOf(groups)).toEqual({ [a]: [4, 40], [b]: [null, 0], [c]: [null, 0], [d]: [2, 3] });
    expect(groups.find(({ key }) => key === b)).toMatchObject({ reason: 'floor', excluded: { floor: 12 } });
    for (const key of [b, c]) {
      const alone = await read(ctx, { ...csat, by, key });
      expect(alone.total).toMatchObject({ value: null, n: 0, reason: 'floor', records: null });
    }
  },
);

test('a day with few is hidden in a series as a group is, and so is the next smallest', async () => {
  const ctx = await given();
  const { series } = await read(ctx, { ...csat, grain: 'day' });
  expect(series.filter(({ n, reason }) => n > 0 || reason).map(({ period, n, reason }) => [period, n, reason])).toEqual(
    [
      ['2026-10-05', 40, undefined],
      ['2026-10-06', 0, 'floor'],
      ['2026-10-07', 0, 'floor'],
      ['2026-10-08', 3, undefined],
    ],
  );
  // In a control chart these days have no answers.
  const chart = await control(ctx, ControlQuery.parse({ metric: 'csat_avg', to: '2026-10-31' }));
  expect(chart.points.filter(({ n }) => n > 0).map(({ n }) => n)).toEqual(expect.arrayContaining([40, 3]));
  expect(chart.points.map(({ n }) => n)).not.toContain(4);
});

test('the company’s own floor decides', async () => {
  const ctx = company();
  await putSettings(ctx, PutSettings.parse({ privacy: { anonymityFloor: 4 } }));
  await given(ctx);
  const { groups } = await read(ctx, { ...csat, by: 'template' });
  expect(groups.map(({ n }) => n)).toEqual([40, 12, 4, 3]);
});

test('where few are among many who are known, only the few are left out', async () => {
  const ctx = company();
  const day = '2026-10-05';
  await answered(ctx, [
    { day, counts: [0, 0, 0, 100], snapshot: { channel: 'phone' } },
    { day, counts: [2], templateId: 'tpl_a', ...secret, snapshot: { channel: 'phone' } },
    { day, counts: [0, 0, 30], templateId: 'tpl_a', ...secret, snapshot: { channel: 'mail' } },
    { day, counts: [0, 20], templateId: 'tpl_a', ...secret, snapshot: { channel: 'chat' } },
  ]);
  const { total, groups } = await read(ctx, { ...csat, by: 'channel' });
  expect(total.n).toBe(152);
  expect(groups).toMatchObject([
    { key: 'phone', value: 4, n: 100, excluded: { floor: 2 } },
    { key: 'mail', value: 3, n: 30 },
    { key: 'chat', value: null, n: 0, reason: 'floor' },
  ]);
  // How many records there are tells no answer.
  const volume = await read(ctx, { ...csat, name: 'volume', by: 'channel' });
  expect(volume.groups.map(({ n }) => n)).toEqual([102, 30, 20]);
});

test('a company with fewer than the floor has a total without them', async () => {
  const ctx = company();
  await answered(ctx, [
    { day: '2026-10-05', counts: [0, 0, 0, 8] },
    { day: '2026-10-05', counts: [4], templateId: 'tpl_a', ...secret },
  ]);
  expect((await read(ctx, csat)).total).toMatchObject({ value: 4, n: 8, excluded: { floor: 4 } });
});

test('comparisons, segments, drivers and the view of who does not answer hide the same groups', async () => {
  const ctx = await given();
  const rest = await compare(ctx, { ...csat, with: 'rest', by: 'tier' });
  expect(shownOf((rest.groups ?? []).map(({ key, figure }) => ({ ...figure, key })))).toEqual({ ...hidden, d: [2, 3] });
  const past = await compare(ctx, { ...csat, with: 'previous', by: 'tier' });
  expect(past.groups?.find(({ key }) => key === 'b')).toMatchObject({
    figure: { reason: 'floor' },
    comparison: { before: { n: 40 }, verdict: null },
  });

  const { rows } = await segments(ctx, SegmentsQuery.parse({ metrics: 'csat_avg', by: 'tier', ...october }));
  expect(
    shownOf(rows.map(({ key, metrics: [cell] }) => ({ key, value: cell?.value ?? null, n: cell?.n ?? 0 }))),
  ).toEqual({ ...hidden, d: [2, 3] });

  const driven = await drivers(ctx, DriversQuery.parse({ metric: 'csat_avg', by: 'tier', ...october }));
  expect(driven.now).toMatchObject({ n: 59 });
  expect(driven.groups.map(({ kind, key, now: side }) => [kind, key, side.n])).toEqual(
    expect.arrayContaining([
      ['key', 'a', 40],
      ['others', null, 19],
    ]),
  );
  expect(driven.groups).toHaveLength(2);
  expect(driven.groups.reduce((all, { total }) => all + total, 0)).toBeCloseTo(Number(driven.delta), 9);

  await invitations(
    ctx,
    ['a', 'b', 'c', 'd'].map((tier) => ({ day: '2026-10-05', invited: 50, answered: 5, snapshot: { tier } })),
  );
  const view = await nonResponse(ctx, NonResponseQuery.parse({ by: 'tier', metric: 'csat_avg', ...october }));
  expect(shownOf(view.groups.map(({ key, score, n }) => ({ key, value: score, n })))).toEqual({ ...hidden, d: [2, 3] });
});

test('dashboards and reports hide the same groups, with their weeks', async () => {
  const ctx = await given();
  const page = await manager(ctx, { query: october, request: { headers: {} } } as never);
  const { categories } = (page as { body: { categories: { key: string; figure: object; weeks: { n: number }[] }[] } })
    .body;
  const byKey = new Map(categories.map((one) => [one.key, one]));
  for (const key of ['b', 'c']) {
    expect(byKey.get(key)?.figure).toMatchObject({ value: null, n: 0, reason: 'floor', records: null });
    expect(byKey.get(key)?.weeks.every(({ n }) => n === 0)).toBe(true);
  }
  expect(byKey.get('a')?.figure).toMatchObject({ value: 4, n: 40 });
  expect(byKey.get('d')?.figure).toMatchObject({ value: 2, n: 3 });

  const place = { sectionId: 's', metric: 'csat_avg', by: 'channel' };
  const period = `${october.from}..${october.to}`;
  const section = { ...place, kind: 'breakdown', top: 10, order: 'n' };
  const { sections } = await computedOf(ctx, defined([section], { period }));
  const [told] = sections as { rows?: { key: string; figure: { value: number | null; n: number } }[] }[];
  expect(shownOf((told?.rows ?? []).map(({ key, figure }) => ({ ...figure, key })))).toEqual({ a: [4, 40], d: [2, 3] });
});

test('the list behind a number holds what it counts: no anonymous answer that it leaves out', async () => {
  const ctx = company();
  const of = (channel: string, many: number) =>
    Array.from({ length: many }, () => ({
      source: 'survey',
      occurredAt: '2026-11-10T00:00:00.000Z',
      templateId: 'tpl_01h00000000000000000000000',
      scores: [{ metric: 'csat', value: 3, scaleMin: 1, scaleMax: 5 }],
      snapshot: { channel },
    }));
  const { results } = await submitMany(ctx, {
    items: [...of('mail', 6), ...of('chat', 4), ...of('phone', 9)] as never,
  });
  for (const [at, { feedbackId }] of results.entries())
    // Nine answers by phone are of people who are known, but for two.
    if (feedbackId && at < 12) await change(ctx, feedbackId, 'score', (was) => ({ ...was, templateVersion: 1 }));
  for await (const page of walk(ctx, '2026-11')) await count(ctx, page);
  const range = { from: '2026-11-01', to: '2026-11-20', by: 'channel' } as const;
  const { total, groups } = await read(ctx, { name: 'csat_avg', grain: 'total', ...range });
  expect([total.n, ...groups.map(({ key, n }) => `${key} ${n}`)]).toEqual([19, 'phone 7', 'mail 6', 'chat 0']);
  const listed = async (key?: string) =>
    (await records(ctx, { name: 'csat_avg', ...range, ...(key && { key }), limit: 100 })).items.length;
  expect([await listed(), await listed('mail'), await listed('phone'), await listed('chat')]).toEqual([19, 6, 7, 0]);
});
