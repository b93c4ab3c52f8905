import { describe, expect, test } from 'vitest';
import { putSettings } from '../../company/put-settings.ts';
import { PutSettings } from '../../company/settings.schema.ts';
import { addDays } from '../../kernel/calendar.ts';
import type { Context } from '../../kernel/context.ts';
import { aContext } from '../../testing/context.ts';
import { settingsChangedElsewhere } from '../../testing/other-process.ts';
import { unitsOf } from '../../testing/units.ts';
import type { CountingSettings } from '../counted-kind.ts';
import { read, type ReadInput } from '../metrics.ts';
import { count, nps, type Revised } from '../testing/changes.ts';

const company = (now = '2026-12-10T12:00:00.000Z') => aContext({ now: new Date(now) });
const november: ReadInput = {
  name: 'csat_avg',
  from: '2026-11-01',
  to: '2026-11-30',
  grain: 'total',
  compare: 'previous',
};

let serial = 0;
type Many = { from: string; days: number; each: readonly number[]; agentId?: string; more?: Partial<Revised> };
/** CSAT answers, the same on every day of a stretch, as the reader of the stream counts them. */
const answers = ({ from, days, each, agentId, more }: Many): Revised[] =>
  Array.from({ length: days }, (_, index) => addDays(from, index)).flatMap((day) =>
    each.map((value) => ({
      ...nps(serial++, 0),
      scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }],
      occurredAt: `${day}T10:00:00.000Z`,
      ...(agentId !== undefined && { snapshot: { agentId } }),
      ...more,
    })),
  );
const given = (ctx: Context, many: readonly Many[], settings?: CountingSettings) =>
  count(ctx, many.flatMap(answers), settings);

describe('a comparison', () => {
  test('reads the past by the same formula, and both figures say what they are of', async () => {
    const ctx = company();
    await given(ctx, [
      { from: '2026-10-01', days: 31, each: [4, 5] },
      { from: '2026-11-01', days: 30, each: [3, 4] },
      { from: '2025-11-01', days: 30, each: [3, 4] },
    ]);
    const { total, comparisons } = await read(ctx, { ...november, compare: 'both' });
    expect(total).toMatchObject({ value: 3.5, n: 60, metric: 'csat_avg', asOf: ctx.now.toISOString() });
    expect(comparisons?.previous).toMatchObject({
      before: { value: 4.5, n: 62, metric: 'csat_avg', scope: { from: '2026-10-01', to: '2026-10-31' } },
      difference: expect.closeTo(-1, 10),
      verdict: 'worse',
      designEffect: 1,
    });
    expect(comparisons?.previous).not.toHaveProperty('partial');
    expect(comparisons?.lastYear).toMatchObject({
      before: { scope: { from: '2025-11-01', to: '2025-11-30' } },
      difference: 0,
      verdict: 'no_clear_change',
    });
  });

  test('of a month that still runs is of complete days on both sides, and says so', async () => {
    const ctx = company('2026-11-25T09:00:00.000Z');
    await given(ctx, [
      { from: '2026-10-01', days: 24, each: [4, 5] },
      // What comes after the 24th must not be in it, on either side.
      { from: '2026-10-25', days: 7, each: [1, 1, 1] },
      { from: '2026-11-01', days: 24, each: [4, 5] },
      { from: '2026-11-25', days: 1, each: [1, 1, 1, 1] },
    ]);
    const { total, comparisons } = await read(ctx, november);
    expect(total.n).toBe(52);
    expect(comparisons?.previous).toMatchObject({
      partial: true,
      now: { value: 4.5, n: 48, scope: { from: '2026-11-01', to: '2026-11-24' } },
      before: { value: 4.5, n: 48, scope: { from: '2026-10-01', to: '2026-10-24' } },
      difference: 0,
      verdict: 'no_clear_change',
    });
  });

  test('ends with the company’s own day, not with that of UTC', async () => {
    const ctx = company('2026-11-24T23:30:00.000Z');
    await settingsChangedElsewhere(ctx, { timeZone: 'Europe/Berlin' });
    const { comparisons } = await read(ctx, november);
    expect(comparisons?.previous?.now?.scope).toEqual({ from: '2026-11-01', to: '2026-11-24' });
  });

  test('without a complete day says so and has no verdict', async () => {
    const ctx = company('2026-12-01T12:00:00.000Z');
    const { comparisons } = await read(ctx, { ...november, from: '2026-12-01', to: '2026-12-31' });
    expect(comparisons?.previous).toMatchObject({ before: null, verdict: null, reason: 'no_complete_day', family: 0 });
  });

  test('judges a number of records by its days', async () => {
    const ctx = company();
    await given(ctx, [
      { from: '2026-10-01', days: 31, each: [5, 5] },
      { from: '2026-11-01', days: 30, each: [5, 5, 5] },
    ]);
    const { comparisons } = await read(ctx, { ...november, name: 'volume' });
    expect(comparisons?.previous).toMatchObject({
      test: 'quasi_poisson',
      // Three a day against two, although October is a day longer.
      difference: 1,
      relative: 0.5,
      verdict: 'higher',
    });
  });

  test('of whole months is by their days, too: good and bad days that fall otherwise are no clear change', async () => {
    const ctx = company();
    const [good, bad] = [Array<number>(10).fill(5), Array<number>(10).fill(2)];
    await given(ctx, [
      { from: '2026-10-01', days: 20, each: good },
      { from: '2026-10-21', days: 11, each: bad },
      { from: '2026-11-01', days: 16, each: good },
      { from: '2026-11-17', days: 14, each: bad },
    ]);
    const { comparisons } = await read(ctx, november);
    // 610 answers that knew nothing of each other would be far beyond chance: t = −2.8.
    expect(comparisons?.previous).toMatchObject({ difference: expect.closeTo(-0.335, 3), verdict: 'no_clear_change' });
    expect(comparisons?.previous?.designEffect).toBeGreaterThan(9);
  });

  test('follows an exclusion: value, n and comparison change together', async () => {
    const ctx = company();
    const records = answers({ from: '2026-11-01', days: 10, each: [5, 1] });
    await given(ctx, [{ from: '2026-10-01', days: 31, each: [5] }]);
    await count(ctx, records);
    expect((await read(ctx, november)).comparisons?.previous).toMatchObject({ verdict: 'worse', difference: -2 });
    const unhappy = records.filter(({ scores = [] }) => scores[0]?.value === 1);
    await count(
      ctx,
      unhappy.map((record) => ({ ...record, revision: 2, excluded: { reason: 'spam' } })),
    );
    const { total, comparisons } = await read(ctx, november);
    expect(total).toMatchObject({ value: 5, n: 10, excluded: { spam: 10 } });
    expect(comparisons?.previous).toMatchObject({ verdict: 'no_clear_change', difference: 0 });
  });
});

describe('a breakdown', () => {
  test('has a comparison for each group, all judged together with the total', async () => {
    const ctx = company();
    const stretch = { from: '2026-10-01', days: 31 };
    const later = { from: '2026-11-01', days: 30 };
    await given(ctx, [
      { ...stretch, each: [4, 4, 5], agentId: 'ann' },
      { ...later, each: [2, 3], agentId: 'ann' },
      { ...stretch, each: [4, 5], agentId: 'bob' },
      { ...later, each: [4, 5], agentId: 'bob' },
      { ...later, each: [4], agentId: 'new' },
    ]);
    const { comparisons, groups } = await read(ctx, { ...november, by: 'agent' });
    const of = (key: string) => groups.find((group) => group.key === key)?.comparisons?.previous;
    expect(of('ann')).toMatchObject({
      verdict: 'worse',
      before: { n: 93, scope: { from: '2026-10-01', to: '2026-10-31', by: 'agent', key: 'ann' } },
    });
    expect(of('bob')).toMatchObject({ verdict: 'no_clear_change' });
    expect(of('new')).toMatchObject({ verdict: null, reason: 'too_few', before: { n: 0, value: null } });
    // The total, Ann and Bob: whoever has no test is not one of the family.
    expect([comparisons?.previous, of('ann'), of('bob'), of('new')].map((one) => one?.family)).toEqual([3, 3, 3, 3]);
    expect(of('ann')?.q).toBeGreaterThan(of('ann')?.p ?? 1);
    // Read alone it is a family of one.
    const { comparisons: alone } = await read(ctx, { ...november, by: 'agent', key: 'ann' });
    expect(alone?.previous).toMatchObject({ family: 1, p: of('ann')?.p, q: of('ann')?.p });
  });

  test('that is asked for by one key compares that key’s total, once', async () => {
    const ctx = company();
    await given(ctx, [
      { from: '2026-10-01', days: 31, each: [4], agentId: 'ann' },
      { from: '2026-11-01', days: 30, each: [4], agentId: 'ann' },
    ]);
    const { groups, comparisons } = await read(ctx, { ...november, by: 'agent', key: 'ann' });
    expect(groups).toMatchObject([{ key: 'ann', n: 30 }]);
    expect(groups[0]).not.toHaveProperty('comparisons');
    expect(comparisons?.previous).toMatchObject({ before: { n: 31 } });
  });
});

test('the company’s margins decide what is equivalent', async () => {
  const ctx = company();
  await given(ctx, [
    { from: '2026-10-01', days: 31, each: [4, 5, 4, 5] },
    { from: '2026-11-01', days: 30, each: [4, 5, 4, 5] },
  ]);
  const equivalent = async () => (await read(ctx, november)).comparisons?.previous;
  expect(await equivalent()).toMatchObject({ equivalent: false });
  await putSettings(ctx, PutSettings.parse({ comparison: { margins: { csat_avg: 0.2 } } }));
  expect(await equivalent()).toMatchObject({ equivalent: true, words: 'no clear change; within ± 0.20' });
});

test('a month compared with both pasts costs the same at 100 and 5 000 records, and at most 6 read units', async () => {
  const unitsAt = async (each: number): Promise<number> => {
    const ctx = company();
    const values = Array.from({ length: each }, (_, index) => 1 + (index % 5));
    for (const [from, days] of [
      ['2025-11-01', 30],
      ['2026-10-01', 31],
      ['2026-11-01', 30],
    ] as const)
      await given(ctx, [
        { from, days, each: [1, 2, 3, 4, 5] },
        { from, days: Math.ceil(days / 3), each: values },
      ]);
    const { units } = await unitsOf(() => read(ctx, { ...november, compare: 'both' }));
    return units.total;
  };
  const [few, many] = [await unitsAt(1), await unitsAt(150)];
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(6);
}, 120_000);
