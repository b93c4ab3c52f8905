import { addDays, monthEnd } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { comparedReader } from '../metrics/comparison/compared.ts';
import { namesOf } from '../metrics/contribution.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import { figureOf } from '../metrics/figure.ts';
import { mainTeam, varianceWithin } from '../metrics/groups.ts';
import { sum } from '../metrics/numbers.ts';
import { type Candidate, rank } from '../metrics/ranking.ts';
import { type Range, readRows } from '../metrics/rows.ts';
import { Z95 } from '../metrics/statistics.ts';
import type { Training } from './dashboard.schema.ts';

/** A need, and the team that it is judged by. */
export type Need = Training & { team?: string };

/** Needs of 90 days are read from months: those that these days lie in. */
const DAYS = 90;
const LEAST_N = 5;
const MOST_OF_ONE = 3;
/** The quantile of a 90 % interval; that of 95 % is {@link Z95}. */
const Z90 = 1.645;

type Cell = { agentId: string; category: string; counters: Counters; team: string | undefined };

/** The whole months that the last 90 days lie in. */
export const trainingMonths = (today: string): Range => ({
  from: `${addDays(today, 1 - DAYS).slice(0, 7)}-01`,
  to: monthEnd(today),
});

/** Reads how each agent does in each category, and for which team. */
export async function trainingNeeds(ctx: Context, today: string, asOf: string): Promise<Need[]> {
  const months = trainingMonths(today);
  const [cells, agents] = await Promise.all([
    readRows(ctx, 'agentCategory', months, { whole: true }),
    readRows(ctx, 'agent', months, { whole: true }),
  ]);
  const teams = new Map([...Map.groupBy(agents, ({ key }) => key)].map(([key, own]) => [key, mainTeam(sum(own))]));
  const all = [...Map.groupBy(cells, ({ key }) => key)].map(([key, own]): Cell => {
    const [agentId, category] = namesOf(key);
    return { agentId, category, counters: sum(own), team: teams.get(agentId) };
  });
  return needsOf(all, { months, asOf });
}

/**
 * Who is worse in a category than their team is in it, so that a category that is hard for everybody is nobody's fault: the
 * difference to the team's mean, drawn towards 0 by the ranking of all agents and categories, where its 90 % interval lies
 * below 0 and there are five answers. The worst first, at most three of one agent.
 */
export function needsOf(cells: readonly Cell[], { months, asOf }: { months: Range; asOf: string }): Need[] {
  const metric = metrics.csat_avg;
  const read = comparedReader(metric);
  const averages = averagesOf(cells);
  const known = cells.flatMap((cell) => {
    const reading = metric.read(cell.counters);
    const average = averages.get(placeOf(cell));
    return reading.value === null || average === undefined ? [] : [{ ...cell, reading, value: reading.value, average }];
  });
  if (!read || known.length === 0) return [];
  const candidates = known.map(({ reading: { n }, value, average }, index): Candidate => ({
    key: String(index),
    n,
    value: value - average,
    prior: 0,
  }));
  const sigma2 = varianceWithin(known.map(({ counters }) => read(counters))) ?? 0;
  const { standings } = rank(candidates, metric.direction, sigma2);
  const needs = known.flatMap(({ agentId, category, team, reading, average }, index) => {
    const standing = standings.get(String(index));
    if (!standing || reading.n < LEAST_N) return [];
    const { adjusted } = standing;
    const half = (adjusted - standing.interval.low) * (Z90 / Z95);
    if (half === 0 || adjusted + half >= 0) return [];
    const figure = figureOf({ metric, name: 'csat_avg', asOf }, { ...months, by: 'agent', key: agentId }, reading);
    return [
      {
        agentId,
        category,
        ...(team !== undefined && { team }),
        // No metric is broken down by agent and category at once, but the list of feedback is filtered by both.
        figure: { ...figure, records: recordsOf(agentId, category, months) },
        teamAverage: average,
        adjusted,
        interval: { low: adjusted - half, high: adjusted + half },
      },
    ];
  });
  const worst = needs.toSorted((a, b) => a.adjusted - b.adjusted || (a.agentId < b.agentId ? -1 : 1));
  const taken = new Map<string, number>();
  return worst.filter(({ agentId }) => {
    const count = (taken.get(agentId) ?? 0) + 1;
    taken.set(agentId, count);
    return count <= MOST_OF_ONE;
  });
}

const placeOf = ({ team, category }: Cell): string => JSON.stringify([team ?? null, category]);

/** The mean of each team in each category; of agents without a team, that of the company. */
function averagesOf(cells: readonly Cell[]): Map<string, number> {
  const totals = new Map<string, Counters>();
  const add = (place: string, counters: Counters): void => {
    const total = totals.get(place) ?? {};
    totals.set(place, mergeCounters(total, counters));
  };
  for (const cell of cells) {
    if (cell.team !== undefined) add(placeOf(cell), cell.counters);
    add(placeOf({ ...cell, team: undefined }), cell.counters);
  }
  return new Map(
    [...totals].flatMap(([place, counters]) => {
      const { value } = metrics.csat_avg.read(counters);
      return value === null ? [] : [[place, value]];
    }),
  );
}

const recordsOf = (agentId: string, category: string, { from, to }: Range) => ({
  path: '/api/crm/feedback',
  query: { agentId, category, from, to, scoreMetric: 'csat', excluded: 'false' },
});
