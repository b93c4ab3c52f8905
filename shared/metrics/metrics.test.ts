import { describe, expect, test } from 'vitest';
import { Problem } from '../http/problem.ts';
import { aContext } from '../testing/context.ts';
import { settingsChangedElsewhere } from '../testing/other-process.ts';
import { unitsOf } from '../testing/units.ts';
import type { Countable } from './contribution.ts';
import { Reading } from './figure.schema.ts';
import { read, type ReadInput } from './metrics.ts';
import { count, nps } from './testing/changes.ts';

const november: ReadInput = { name: 'nps', from: '2026-11-01', to: '2026-11-30', grain: 'total' };
const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return error instanceof Problem
    ? { code: error.code, parameters: error.errors?.map(({ parameter }) => parameter) }
    : error;
};

/** The 39 answers: 8 promoters, 9 passives, 22 detractors. */
const thirtyNine = [...Array(8).fill(10), ...Array(9).fill(7), ...Array(22).fill(3)] as number[];

test('39 NPS answers counted twice are 39, with the value and margin of their formulas', async () => {
  const ctx = aContext();
  const answers = thirtyNine.map((value, index) => nps(index, value));
  await count(ctx, answers);
  await count(ctx, answers);
  const report = await read(ctx, november);
  expect(report.total).toMatchObject({ n: 39, excluded: {} });
  expect(report.total.value).toBeCloseTo(-1400 / 39, 9);
  expect(report.total.marginOfError).toBeCloseTo(196 * Math.sqrt((30 / 39 - (14 / 39) ** 2) / 39), 9);
  expect(report.breakdown).toEqual({ promoters: 8, passives: 9, detractors: 22 });
});

test('another company reads n = 0 and null', async () => {
  await count(aContext(), [nps(1, 9)]);
  const { total } = await read(aContext(), november);
  expect(Reading.parse(total)).toEqual({
    value: null,
    n: 0,
    excluded: {},
    breakdown: { promoters: 0, passives: 0, detractors: 0 },
  });
});

test('an excluded or deleted record leaves every number as if it had never come', async () => {
  const ctx = aContext();
  await count(
    ctx,
    thirtyNine.map((value, index) => nps(index, value)),
  );
  const before = await read(ctx, { ...november, grain: 'day', by: 'source' });
  await count(ctx, [nps(100, 0), nps(101, 10)]);
  expect((await read(ctx, november)).total.n).toBe(41);
  await count(ctx, [
    nps(100, 0, { revision: 2, excluded: { reason: 'spam' } }),
    nps(101, 10, { revision: 2, deletedAt: '2026-11-21T00:00:00.000Z' }),
  ]);
  const after = await read(ctx, { ...november, grain: 'day', by: 'source' });
  expect(after.total).toEqual({ ...before.total, excluded: { spam: 1 } });
  expect(after.series).toEqual(before.series);
});

describe('a series', () => {
  const over = (days: string[]) => days.map((day, index) => nps(index, 9, { occurredAt: `${day}T12:00:00.000Z` }));

  test('by day has every day of the range, empty ones with null', async () => {
    const ctx = aContext();
    await count(ctx, over(['2026-10-31', '2026-11-02', '2026-11-02']));
    const { series, total } = await read(ctx, { name: 'nps', from: '2026-10-30', to: '2026-11-02', grain: 'day' });
    expect(series.map(({ period, value, n }) => [period, value, n])).toEqual([
      ['2026-10-30', null, 0],
      ['2026-10-31', 100, 1],
      ['2026-11-01', null, 0],
      ['2026-11-02', 100, 2],
    ]);
    expect(total.n).toBe(3);
  });

  test('by month reads whole months from month rows and the edges from days', async () => {
    const ctx = aContext();
    await count(
      ctx,
      over([
        '2025-12-14',
        '2025-12-15',
        '2025-12-31',
        '2026-01-01',
        '2026-01-31',
        '2026-02-09',
        '2026-02-10',
        '2026-02-11',
      ]),
    );
    const { series, total } = await read(ctx, { name: 'volume', from: '2025-12-15', to: '2026-02-10', grain: 'month' });
    expect(series.map(({ period, n }) => [period, n])).toEqual([
      ['2025-12', 2],
      ['2026-01', 2],
      ['2026-02', 2],
    ]);
    expect(total).toMatchObject({ value: 6, n: 6 });
  });

  test('belongs to the company’s own days, 25 hours long when clocks go back', async () => {
    const ctx = aContext();
    await settingsChangedElsewhere(ctx, { timeZone: 'Europe/Berlin', dayBoundary: '00:00' });
    const zone = { timeZone: 'Europe/Berlin', dayBoundary: '00:00' };
    // 25 October 2026 in Berlin runs from 22:00Z to 23:00Z of the next day.
    const instants = [
      '2026-10-24T21:59:59.999Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T22:59:59.999Z',
      '2026-10-25T23:00:00.000Z',
    ];
    await count(
      ctx,
      instants.map((occurredAt, index) => nps(index, 9, { occurredAt })),
      zone,
    );
    const { series, timeZone } = await read(ctx, {
      name: 'volume',
      from: '2026-10-24',
      to: '2026-10-26',
      grain: 'day',
    });
    expect(series.map(({ n }) => n)).toEqual([1, 2, 1]);
    expect(timeZone).toBe('Europe/Berlin');
  });
});

const csat = (index: number, value: number, snapshot: Countable['snapshot'], more: Partial<Countable> = {}) =>
  nps(index, 0, { scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }], snapshot, ...more });

test('an agent’s rating stands beside the team’s average and is drawn towards it while answers are few', async () => {
  const ctx = aContext();
  await count(ctx, [
    csat(1, 5, { agentId: 'Ann', teamId: 'red' }),
    ...Array.from({ length: 9 }, (_, index) => csat(10 + index, 3, { agentId: 'bob', teamId: 'red' })),
    csat(30, 1, {}),
  ]);
  const { groups, total } = await read(ctx, { ...november, name: 'agent_rating' });
  expect(total).toMatchObject({ n: 10, value: 3.2, excluded: { unknown: 1 } });
  expect(groups).toMatchObject([
    { key: 'bob', value: 3, n: 9, team: 'red', teamAverage: 3.2 },
    { key: 'Ann', value: 5, n: 1, team: 'red', teamAverage: 3.2 },
  ]);
  expect(groups[1]?.adjusted).toBeCloseTo((1 * 5 + 10 * 3.2) / 11, 12);
  const { total: ann } = await read(ctx, { ...november, name: 'csat_avg', by: 'agent', key: 'Ann' });
  expect(ann).toMatchObject({ value: 5, n: 1 });
});

test('satisfaction correlates with resolution time over exact buckets', async () => {
  const ctx = aContext();
  const values = [5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1];
  await count(
    ctx,
    values.map((value, index) => csat(index, value, index < 10 ? { resolutionMinutes: index * 15 } : {})),
  );
  const { total } = await read(ctx, { ...november, name: 'resolution_correlation' });
  expect(total).toMatchObject({ n: 10, excluded: { unknown: 1 } });
  expect(total.value).toBeCloseTo(-0.9847319278346618, 12);
});

describe('a request', () => {
  test.each([
    ['a range the wrong way round', { ...november, from: '2026-12-01' }, 'from'],
    ['more than a year of days', { ...november, from: '2025-11-29', grain: 'day' }, 'to'],
    ['a key without a dimension', { ...november, key: 'x' }, 'key'],
    ['a dimension the metric has not', { ...november, name: 'resolution_correlation', by: 'agent' }, 'by'],
  ] as const)('for %s is refused and names the parameter', async (_, input, parameter) => {
    expect(await refusalOf(read(aContext(), input))).toEqual({ code: 'validation-failed', parameters: [parameter] });
  });

  test('without days is for the last 30 in the company’s time zone', async () => {
    const ctx = aContext({ now: new Date('2026-11-21T23:30:00.000Z') });
    await settingsChangedElsewhere(ctx, { timeZone: 'Asia/Tokyo', dayBoundary: '00:00' });
    expect(await read(ctx, { name: 'nps', grain: 'total' })).toMatchObject({
      from: '2026-10-24',
      to: '2026-11-22',
      asOf: '2026-11-21T23:30:00.000Z',
    });
  });
});

describe('an agent', () => {
  test('reads their own numbers only, whatever they ask for', async () => {
    const admin = aContext();
    await count(admin, [csat(1, 5, { agentId: 'ann', teamId: 'red' }), csat(2, 1, { agentId: 'bob', teamId: 'red' })]);
    const ann = aContext({ companyId: admin.companyId, role: 'agent', userId: 'ann' });
    expect((await read(ann, { ...november, name: 'csat_avg' })).total).toMatchObject({ value: 5, n: 1 });
    expect((await read(ann, { ...november, name: 'volume' })).groups).toMatchObject([{ key: 'ann', n: 1 }]);
    expect((await read(ann, { ...november, name: 'agent_rating' })).groups).toMatchObject([
      { key: 'ann', value: 5, teamAverage: 3 },
    ]);
    for (const input of [{ by: 'agent', key: 'bob' }, { by: 'team' }, { by: 'team', key: 'red' }] as const) {
      expect(await refusalOf(read(ann, { ...november, name: 'csat_avg', ...input }))).toMatchObject({
        code: 'forbidden',
      });
    }
    expect(await refusalOf(read(ann, { ...november, name: 'resolution_correlation' }))).toMatchObject({
      code: 'forbidden',
    });
  });
});

test('90 days for the executive cost the same at 100 and 5 000 records, and at most 4 read units', async () => {
  const unitsAt = async (records: number): Promise<number> => {
    const ctx = aContext();
    const day = (index: number) => new Date(Date.UTC(2026, 7, 22 + (index % 91), 12)).toISOString();
    const answers = Array.from({ length: records }, (_, index) =>
      nps(index, index % 11, { occurredAt: day(index), ledgerPage: `fb_${index % 91}` }),
    );
    await count(ctx, answers);
    const { units } = await unitsOf(() =>
      read(ctx, { name: 'nps', from: '2026-08-23', to: '2026-11-20', grain: 'total' }),
    );
    return units.total;
  };
  const [few, many] = [await unitsAt(1_001), await unitsAt(5_005)];
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(4);
}, 120_000);

test('days are those of the settings of this moment, whichever process changed them', async () => {
  const ctx = aContext();
  await count(ctx, [nps(1, 9)]);
  expect((await read(ctx, november)).timeZone).toBe('UTC');
  await settingsChangedElsewhere(ctx, { timeZone: 'Asia/Tokyo' });
  expect((await read(ctx, november)).timeZone).toBe('Asia/Tokyo');
});

test('an agent’s question for another breakdown is refused, even where it is the metric’s usual one', async () => {
  const agent = aContext({ role: 'agent', userId: 'ann' });
  for (const name of ['volume', 'csat_avg'] as const) {
    expect(await refusalOf(read(agent, { ...november, name, by: 'source' }))).toMatchObject({ code: 'forbidden' });
    expect(await read(agent, { ...november, name })).toMatchObject({ by: 'agent', key: 'ann' });
  }
});
