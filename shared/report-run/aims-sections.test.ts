import { describe, expect, test } from 'vitest';
import { CreateBenchmark } from '../benchmark/benchmark.schema.ts';
import { create as createBenchmark } from '../benchmark/benchmark.ts';
import { again } from '../feedback/testing/given.ts';
import { closeGoals } from '../goal/close.ts';
import { CreateGoal } from '../goal/goal.schema.ts';
import { create as createGoal, progress } from '../goal/goal.ts';
import type { Context } from '../kernel/context.ts';
import { knows } from '../people/testing/given.ts';
import { sectionFaults } from '../report/faults.ts';
import { Section } from '../report/section.schema.ts';
import { Snapshot } from '../report/snapshot.schema.ts';
import type { SnapshotSection } from '../report/snapshot-section.schema.ts';
import { aContext } from '../testing/context.ts';
import { answersOn, computedOf, counted, defined, due } from './testing/given.ts';

const company = (more: object = {}) => aContext({ now: due, ...more });
const shownIn = async <K extends SnapshotSection['kind']>(
  ctx: Context,
  section: { kind: K; [field: string]: unknown },
  more: object = {},
) => {
  const { sections } = Snapshot.parse(await computedOf(ctx, defined([{ sectionId: 's', ...section }], more)));
  if (sections[0]?.kind !== section.kind) throw new Error(`no ${section.kind}`);
  return sections[0] as Extract<SnapshotSection, { kind: K }>;
};

describe('goals of a report', () => {
  const aGoal = (ctx: Context, more: object = {}) =>
    createGoal(again(ctx), {
      body: CreateGoal.parse({ metric: 'csat_avg', target: 4.2, from: '2026-11-01', to: '2026-11-30', ...more }),
    });
  const ids = ({ items }: { items: { goalId: string }[] }) => items.map(({ goalId }) => goalId);

  test('stand as the API says, those of the company first, and only those whose days touch the period', async () => {
    const ctx = company();
    await knows(ctx, 'ada');
    await counted(ctx, answersOn('2026-11-16', 4, { scores: [4, 4, 4, 4, 4], agentId: 'ada', teamId: 't' }));
    const agent = await aGoal(ctx, { scope: 'agent', key: 'ada' });
    const team = await aGoal(ctx, { scope: 'team', key: 't', minN: 10, target: 3.9 });
    const whole = await aGoal(ctx, { minN: 10 });
    await aGoal(ctx, { from: '2026-11-23', to: '2026-12-31' });
    const section = await shownIn(ctx, { kind: 'goals' });
    expect(ids(section)).toEqual([whole, team, agent].map(({ goalId }) => goalId));
    expect(section).toMatchObject({
      state: 'ok',
      of: 3,
      items: [
        { scope: 'company', key: '', status: 'behind' },
        { scope: 'team', key: 't', status: 'on_course' },
        { scope: 'agent', key: 'ada', label: 'ada', status: 'too_few' },
      ],
    });
    const { figure, gap, needed, target } = await progress(ctx, whole);
    expect(section.items[0]).toMatchObject({ figure, gap, needed, target });
  });

  test('are those of the team or agent that the section is limited to', async () => {
    const ctx = company();
    await knows(ctx, 'ada');
    await aGoal(ctx);
    const agent = await aGoal(ctx, { scope: 'agent', key: 'ada' });
    const team = await aGoal(ctx, { scope: 'team', key: 't' });
    expect(ids(await shownIn(ctx, { kind: 'goals' }, { filters: { agentId: 'ada' } }))).toEqual([agent.goalId]);
    expect(ids(await shownIn(ctx, { kind: 'goals' }, { filters: { teamId: 't' } }))).toEqual([team.goalId]);
    const own = aContext({ companyId: ctx.companyId, role: 'agent', userId: 'ada', now: due });
    expect(ids(await shownIn(own, { kind: 'goals' }))).toEqual([agent.goalId]);
    expect(await shownIn(own, { kind: 'goals' }, { filters: { teamId: 't' } })).toMatchObject({ state: 'forbidden' });
  });

  test('stay as they were judged, and what was a mere proposal is none', async () => {
    const ctx = company();
    await knows(ctx, 'ada');
    await counted(ctx, answersOn('2026-11-02', 5, { scores: [3, 4, 5, 3, 4, 5], agentId: 'ada' }));
    const early = company({ companyId: ctx.companyId, now: new Date('2026-11-10T12:00:00.000Z') });
    const goal = await aGoal(early, { to: '2026-11-15', target: 4.5 });
    const agent = aContext({ companyId: ctx.companyId, role: 'agent', userId: 'ada', now: early.now });
    await aGoal(agent, { scope: 'agent', key: 'ada' });
    await closeGoals(again(ctx));
    await counted(ctx, answersOn('2026-11-02', 5, { scores: Array.from({ length: 200 }, () => 5) }));
    const { items } = await shownIn(ctx, { kind: 'goals' }, { period: 'this_month' });
    expect(items).toMatchObject([{ goalId: goal.goalId, status: 'missed', figure: { n: 1_030 } }]);
  });
});

describe('benchmarks of a report', () => {
  const aBenchmark = (ctx: Context, more: object = {}) =>
    createBenchmark(again(ctx), {
      body: CreateBenchmark.parse({
        metric: 'csat_avg',
        industry: 'software',
        region: 'Europe',
        value: 4.5,
        source: { title: 'Report', url: 'https://example.com/report', publishedOn: '2026-03-01' },
        asOf: '2025-12-31',
        validTo: '2026-12-31',
        ...more,
      }),
    });

  test('have a verdict only where the source gives n and spread, else value, distance and source without one', async () => {
    const ctx = company();
    await counted(ctx, answersOn('2026-11-16', 7, { scores: [3, 4, 5, 4] }));
    await aBenchmark(ctx);
    await aBenchmark(ctx, { region: 'world', n: 5_000, spread: 1.1 });
    const { items, of, state } = await shownIn(ctx, { kind: 'benchmark', metrics: ['csat_avg', 'nps'] });
    expect({ of, state }).toEqual({ of: 2, state: 'ok' });
    const byRegion = new Map(items.map((item) => [item.region, item]));
    expect(byRegion.get('world')?.comparison).toMatchObject({
      verdict: 'worse',
      difference: expect.closeTo(-0.5, 9),
      family: 1,
    });
    expect(byRegion.get('Europe')).toMatchObject({
      value: 4.5,
      figure: { value: 4, n: 28 },
      source: { title: 'Report', url: 'https://example.com/report' },
      comparison: { verdict: null, reason: 'too_different', difference: -0.5 },
    });
    expect(byRegion.get('Europe')).not.toHaveProperty('n');
  });

  test('are one family in a whole report', async () => {
    const ctx = company();
    await counted(ctx, answersOn('2026-11-16', 7, { scores: [3, 4, 5, 4] }));
    await aBenchmark(ctx, { n: 5_000, spread: 1.1 });
    const tile = (sectionId: string) => ({ sectionId, kind: 'benchmark', metrics: ['csat_avg'] });
    const { sections } = Snapshot.parse(await computedOf(ctx, defined([tile('a'), tile('b')])));
    for (const section of sections) expect(section).toMatchObject({ items: [{ comparison: { family: 2 } }] });
  });

  test('come as the metrics do, those still valid first, of one industry and region where they are named', async () => {
    const ctx = company();
    const some = [
      { metric: 'nps', value: 30 },
      { asOf: '2024-12-31', validTo: '2025-12-31' },
      { asOf: '2023-12-31' },
      { industry: 'retail' },
    ];
    const [nps, old, older, retail] = await Promise.all(some.map((more) => aBenchmark(ctx, more)));
    const ids = async (more: object = {}) => {
      const { items } = await shownIn(ctx, { kind: 'benchmark', metrics: ['csat_avg', 'nps'], ...more });
      return items.map(({ benchmarkId }) => benchmarkId);
    };
    expect(await ids()).toEqual([retail, older, old, nps].map((one) => one?.benchmarkId));
    expect(await ids({ industry: 'retail' })).toEqual([retail?.benchmarkId]);
    expect(await ids({ region: 'world' })).toEqual([]);
    expect((await shownIn(ctx, { kind: 'benchmark', metrics: ['csat_avg'] })).items.at(-1)).toMatchObject({
      outdated: true,
    });
  });
});

test.each([
  [{ kind: 'goals' }, { filters: { segment: 's' } }, '#/sections/0 not_limited'],
  [{ kind: 'benchmark', metrics: ['follow_up_open'] }, {}, '#/sections/0/metrics/0 of_now'],
  [
    { kind: 'benchmark', metrics: ['response_rate'] },
    { filters: { source: 'api' as const } },
    '#/sections/0/metrics/0 no_dimension',
  ],
  [{ kind: 'benchmark', metrics: ['nps'] }, { period: 'last_24_months' }, '#/sections/0 too_long'],
])('%j with %j is refused', (section, more, fault) => {
  const frame = { period: 'last_week', compare: 'none', filters: {}, burst: 'none', ...more } as const;
  const faults = sectionFaults(frame, [Section.parse({ sectionId: 's', ...section })]);
  expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([fault]);
});
