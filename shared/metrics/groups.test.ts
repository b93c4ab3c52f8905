import { describe, expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import type { Countable } from './contribution.ts';
import { read, type ReadInput } from './metrics.ts';
import { count, nps } from './testing/changes.ts';

const november: ReadInput = { name: 'agent_rating', from: '2026-11-01', to: '2026-11-30', grain: 'total' };

let serial = 0;
/** So many CSAT answers of 1 to 5 as are given, in that order. */
const answers = (counts: readonly number[], snapshot: Countable['snapshot'], more: Partial<Countable> = {}) =>
  counts.flatMap((many, index) =>
    Array.from({ length: many }, () => ({
      ...nps(serial++, 0),
      scores: [{ metric: 'csat', value: index + 1, scaleMin: 1, scaleMax: 5 }],
      snapshot,
      ...more,
    })),
  );

/** Agents of whom one is far better than the others, one far worse, and one has few answers that are all the best. */
async function sixAgents(): Promise<Context> {
  const ctx = aContext();
  await count(ctx, [
    ...answers([1, 2, 6, 30, 61], { agentId: 'ann', teamId: 'red' }),
    ...answers([4, 6, 10, 30, 30], { agentId: 'bob', teamId: 'red' }),
    ...answers([5, 8, 20, 40, 37], { agentId: 'cem', teamId: 'red' }),
    ...answers([12, 12, 14, 6, 2], { agentId: 'dan', teamId: 'blue' }),
    ...answers([4, 6, 10, 30, 32], { agentId: 'eve', teamId: 'blue' }),
    ...answers([0, 0, 0, 0, 6], { agentId: 'few', teamId: 'red' }),
  ]);
  return ctx;
}

describe('agents', () => {
  test('are ranked by the rating drawn towards their team, and few answers give no place', async () => {
    const { ranking, groups, total } = await read(await sixAgents(), november);
    expect(ranking).toMatchObject({ ranked: true, estimated: true });
    expect(ranking?.k).toBeCloseTo((ranking?.sigma2 ?? 0) / (ranking?.tau2 ?? 1), 10);
    const of = (key: string) => groups.find((group) => group.key === key);
    expect(of('ann')).toMatchObject({ place: 1, standing: 'above', team: 'red' });
    expect(of('dan')).toMatchObject({ place: 5, standing: 'below', team: 'blue' });
    const few = of('few');
    expect(few).toMatchObject({ value: 5, n: 6, lowSample: true });
    expect(few).not.toHaveProperty('place');
    expect(few?.adjusted).toBeLessThan(5);
    const m = few?.teamAverage ?? 0;
    const k = ranking?.k ?? 0;
    expect(few?.adjusted).toBeCloseTo(m + (6 / (6 + k)) * (5 - m), 10);
    const half = 1.96 * Math.sqrt((ranking?.sigma2 ?? 0) / (6 + k));
    expect(few?.adjustedInterval?.low).toBeCloseTo((few?.adjusted ?? 0) - half, 10);
    expect(total).toMatchObject({ formulaVersion: 2 });
    // As before: most answers first.
    expect(groups.map(({ n }) => n)).toEqual(groups.map(({ n }) => n).toSorted((a, b) => b - a));
  });

  test('see of themselves what the list says of them, without a place and without anybody else', async () => {
    const ctx = await sixAgents();
    const { groups: all } = await read(ctx, november);
    const ann = aContext({ companyId: ctx.companyId, role: 'agent', userId: 'ann' });
    const own = await read(ann, november);
    const listed = all.find(({ key }) => key === 'ann');
    expect(own.groups).toMatchObject([{ key: 'ann', adjusted: listed?.adjusted, standing: 'above' }]);
    expect(listed).toHaveProperty('place');
    expect(own.groups[0]).not.toHaveProperty('place');
    expect(own).not.toHaveProperty('ranking');
  });

  test('who differ by no more than chance are not ranked', async () => {
    const ctx = aContext();
    const alike = ['ann', 'bob', 'cem', 'dan', 'eve'].map((agentId) => answers([2, 3, 5, 20, 20], { agentId }));
    await count(ctx, alike.flat());
    const { ranking, groups } = await read(ctx, november);
    expect(ranking).toMatchObject({ ranked: false, reason: 'chance', tau2: 0, k: null });
    for (const group of groups) {
      expect(group.adjusted).toBeCloseTo(group.value ?? 0, 10);
      expect(group).not.toHaveProperty('place');
    }
  });
});

test('shares are ranked in their own unit, teams and categories towards the company', async () => {
  const ctx = aContext();
  const shares = [10, 40, 60, 80, 90].map((satisfied, index) =>
    answers([100 - satisfied, 0, 0, 0, satisfied], { teamId: `team-${index}` }, { category: `category-${index}` }),
  );
  await count(ctx, shares.flat());
  for (const by of ['team', 'category'] as const) {
    const { ranking, groups, total } = await read(ctx, { ...november, name: 'csat_pct', by });
    // p̂ = 0.56, in per cent.
    expect(ranking?.sigma2).toBeCloseTo(10_000 * 0.56 * 0.44, 8);
    expect(groups.find(({ place }) => place === 1)).toMatchObject({ value: 90, standing: 'above' });
    expect(groups.find(({ place }) => place === 5)).toMatchObject({ value: 10, standing: 'below' });
    for (const { value, adjusted } of groups) {
      const drawn = (total.value ?? 0) + (100 / (100 + (ranking?.k ?? 0))) * ((value ?? 0) - (total.value ?? 0));
      expect(adjusted).toBeCloseTo(drawn, 8);
    }
  }
});

test('numbers of records and medians are not ranked, nor what is broken down by anything else', async () => {
  const ctx = await sixAgents();
  for (const [name, by] of [
    ['volume', 'agent'],
    ['follow_up_close_median', 'team'],
    ['csat_avg', 'source'],
  ] as const)
    expect(await read(ctx, { ...november, name, by })).not.toHaveProperty('ranking');
});
