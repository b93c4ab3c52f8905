import { beforeAll, describe, expect, test } from 'vitest';
import { correlation } from '../../../shared/analytics/correlation.ts';
import { CorrelationQuery } from '../../../shared/analytics/correlation.schema.ts';
import { drivers } from '../../../shared/analytics/drivers.ts';
import { DriversQuery } from '../../../shared/analytics/drivers.schema.ts';
import { nonResponse } from '../../../shared/analytics/non-response.ts';
import { NonResponseQuery } from '../../../shared/analytics/non-response.schema.ts';
import { themes } from '../../../shared/analytics/themes.ts';
import { trend } from '../../../shared/analytics/trend.ts';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import { trainingNeeds } from '../../../shared/dashboard/training.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { writeAll } from '../../../shared/kernel/write-all.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { companyOf, rowsOf } from '../fast/load.ts';
import type { Row } from '../fast/folded.ts';
import { demoHistory, type History } from './generate.ts';
import { DAYS, plantedTruth } from './truth.ts';

const NOW = new Date('2026-12-01T00:00:00.000Z');
const LATE = 600_000;
useStandIn();
// A company is looked at with its own table, so that two of one name do not meet.
beforeAll(() => ownTable());

const truth = plantedTruth(NOW, 42);
const whole = { from: truth.from, to: truth.to };
const lastYear = { from: '2025-12-01', to: truth.to };
/** From which month on the analyses below read the days of a dimension; of the others they read whole months. */
const daysFrom: Readonly<Record<string, string>> = {
  company: '2024-12',
  category: '2025-10',
  resolution: '2025-12',
  tier: '2025-12',
  'invited.company': '2025-12',
  'invited.tier': '2025-12',
  theme: '2026-08',
  agentCategory: '2026-09',
  agent: '2026-12',
  team: '2026-12',
};

/** The rows that the analyses read: counters, and the records of the last weeks, which themes are quoted from. */
function isRead({ pk }: Row): boolean {
  const [, , kind, dimension = '', grain, period = ''] = pk.split('#');
  if (kind === 'fb') return dimension >= '2026-10';
  if (kind !== 'm') return kind === 'cal';
  const from = daysFrom[dimension];
  return from !== undefined && (grain === 'm' || period >= from);
}

const contexts = (companyId: string) => systemContext(companyId, 'test', { now: NOW });
const given = async (companyId: string, planted: boolean): Promise<History> => {
  const history = demoHistory({ seed: 42, now: NOW, planted });
  const ctx = companyOf(companyId, NOW);
  const rows = (await rowsOf(ctx, history)).filter(isRead);
  await writeAll(
    ctx,
    rows.map((Item) => ({ PutRequest: { Item } })),
  );
  return history;
};

const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;
const found = async (companyId: string) => {
  const ctx = contexts(companyId);
  const { driver } = truth;
  const before = { from: '2025-10-28', to: '2025-12-28' };
  const query = { metric: 'csat_avg', by: 'category', from: driver.from, to: driver.to };
  return {
    trend: await trend(ctx, { metric: 'csat_avg', ...whole }),
    volume: await trend(ctx, { metric: 'volume', ...whole }),
    drivers: await drivers(ctx, DriversQuery.parse({ ...query, with: `${before.from}..${before.to}` })),
    themes: await themes(ctx, {}),
    training: await trainingNeeds(ctx, '2026-12-01', NOW.toISOString()),
    nonResponse: await nonResponse(ctx, NonResponseQuery.parse({ by: 'tier', ...lastYear })),
    correlation: await correlation(ctx, CorrelationQuery.parse(lastYear)),
    agents: await read(ctx, { name: 'agent_rating', grain: 'total', ...whole }),
  };
};
type Found = Awaited<ReturnType<typeof found>>;

const changesIn = ({ trend: { changePoints } }: Found) => (Array.isArray(changePoints) ? changePoints : []);
const weekdays = ({ effects }: { effects: { key: number; effect: number }[] }) =>
  new Map(effects.map(({ key, effect }) => [key, effect]));

describe('what is planted is found by the analyses', () => {
  let all: Found;
  beforeAll(async () => {
    await given('planted', true);
    all = await found('planted');
  }, LATE);

  test('the drop and the recovery, each within seven days', () => {
    const near = (day: string, sign: number): boolean =>
      changesIn(all).some(
        (one) => Math.abs(dayNumber(one.day) - dayNumber(day)) <= 7 && Math.sign(one.difference) === sign,
      );
    expect([near(truth.drop.from, -1), near(truth.recovery.from, 1)]).toEqual([true, true]);
  });

  test('Monday: less satisfied, and more of them', () => {
    const { weekday } = all.trend;
    if (!('effects' in weekday)) throw new Error('no effects of weekdays');
    expect(weekday.p).toBeLessThan(0.001);
    const effects = weekdays(weekday);
    expect([...effects].toSorted(([, a], [, b]) => a - b)[0]?.[0]).toBe(truth.season.weekday);
    expect(effects.get(1)).toBeGreaterThan(-0.26);
    expect(effects.get(1)).toBeLessThan(-0.08);
    const ofVolume = all.volume.weekday;
    if (!('effects' in ofVolume)) throw new Error('no effects of weekdays');
    expect([...weekdays(ofVolume)].toSorted(([, a], [, b]) => b - a)[0]?.[0]).toBe(1);
  });

  test('the driver is the first of its list', () => {
    expect(all.drivers.groups[0]).toMatchObject({ key: truth.driver.category, clear: true });
    expect(all.drivers.groups[0]?.total).toBeLessThan(-0.1);
  });

  test('the theme rises', () => {
    expect(all.themes.rising.map(({ theme }) => theme)).toEqual([truth.theme.theme]);
    expect(all.themes.rising[0]?.ratio).toBeGreaterThan(2);
  });

  test('one agent is weak in one category', () => {
    expect(all.training.map(({ agentId, category }) => [agentId, category])).toContainEqual([
      truth.agents.weak.agentId,
      truth.agents.weak.category,
    ]);
  });

  test('one agent is better than their team', () => {
    const strong = all.agents.groups.find(({ key }) => key === truth.agents.strong.agentId);
    expect(strong).toMatchObject({ standing: 'above' });
  });

  test('who does not answer would have been less satisfied, and bronze customers answer a third as often as gold ones', () => {
    const { weighted, groups } = all.nonResponse;
    if (!('shift' in weighted)) throw new Error('no weighting');
    expect(weighted.shift).toBeLessThan(-0.01);
    const rateOf = (tier: string): number => groups.find(({ key }) => key === tier)?.rate ?? NaN;
    expect(rateOf('bronze') / rateOf('gold')).toBeGreaterThan(0.25);
    expect(rateOf('bronze') / rateOf('gold')).toBeLessThan(0.42);
  });

  test('slow tickets score less', () => {
    expect(all.correlation.rho).toBeGreaterThan(-0.38);
    expect(all.correlation.rho).toBeLessThan(-0.2);
  });
});

describe('with planting off none of it is found', () => {
  let all: Found;
  beforeAll(async () => {
    await given('plain', false);
    all = await found('plain');
  }, LATE);

  test('no change of level, no weekday, no driver, no theme, no training need, no one above', () => {
    expect(changesIn(all)).toEqual([]);
    expect('p' in all.trend.weekday && all.trend.weekday.p).toBeGreaterThan(0.05);
    expect('p' in all.volume.weekday && all.volume.weekday.p).toBeGreaterThan(0.05);
    expect(all.drivers.groups.filter(({ clear }) => clear)).toEqual([]);
    expect(all.themes.rising).toEqual([]);
    expect(all.training).toEqual([]);
    expect(all.agents.groups.find(({ key }) => key === truth.agents.strong.agentId)?.standing).not.toBe('above');
  });

  test('who does not answer says the same, and slow tickets are no worse', () => {
    const { weighted } = all.nonResponse;
    if (!('shift' in weighted)) throw new Error('no weighting');
    expect(Math.abs(weighted.shift)).toBeLessThan(0.01);
    const { interval } = all.correlation;
    expect(interval && interval.low < 0 && interval.high > 0).toBe(true);
  });
});

test('a history is the same for a seed and a day, another for another, and as big as it must be', () => {
  const one = demoHistory({ seed: 42, now: NOW });
  expect(demoHistory({ seed: 42, now: new Date('2026-12-01T19:00:00.000Z') })).toEqual(one);
  expect(demoHistory({ seed: 43, now: NOW })).not.toEqual(one);
  for (const seed of [42, 1, 7]) {
    const { said, asked } = demoHistory({ seed, now: NOW });
    expect(said.length).toBeGreaterThanOrEqual(8_400);
    expect(asked.filter(({ refused }) => refused === undefined).length).toBeGreaterThanOrEqual(3_200);
  }
  const distinct = (of: (one: History['said'][number]) => unknown) => new Set(one.said.map(of)).size;
  expect(distinct(({ snapshot }) => snapshot?.agentId)).toBe(12);
  expect(distinct(({ snapshot }) => snapshot?.teamId)).toBe(3);
  expect(distinct(({ snapshot }) => snapshot?.channel)).toBe(5);
  expect(distinct(({ snapshot }) => snapshot?.tier)).toBe(4);
  expect(distinct(({ category }) => category)).toBe(9);
  expect(new Set(one.said.flatMap(({ language }) => language ?? [])).size).toBe(5);
  expect(dayNumber(truth.to) - dayNumber(truth.from) + 1).toBe(DAYS);
});
