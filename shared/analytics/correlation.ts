import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { outcomeOf } from '../metrics/contribution.ts';
import { type Bar, barsOf } from '../metrics/counters.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import { rangeOf } from '../metrics/metrics.ts';
import { sum } from '../metrics/numbers.ts';
import { readRows, type Row } from '../metrics/rows.ts';
import { type Cell, rescaled } from '../metrics/statistics.ts';
import { type Correlation, type CorrelationQuery, measures, scores } from './correlation.schema.ts';
import { LEVEL } from './kitagawa.ts';
import type { Method } from './method.schema.ts';
import { correlationOf } from './rank-correlation.ts';
import { isRefusal } from './refusal.ts';
import { refuseAgents } from './scope.ts';

const method: Method = {
  name: 'Spearman’s ρ with mid-ranks, Bonett–Wright interval',
  source: 'D. Bonett & T. Wright, Psychometrika 65 (2000)',
  level: LEVEL,
  params: {},
};

/**
 * The rank correlation of a score with what was measured of the same record, from counters by steps of the measure: minutes, or
 * yes and no. Throws 400
 * for a pair whose counters do not stand, a variable with itself among them.
 */
export async function correlation(ctx: Context, input: CorrelationQuery): Promise<Correlation> {
  const [x, y] = [scores.find((one) => one === input.x), measures.find((one) => one === input.y)];
  if (input.x === input.y) throw invalid({ parameter: 'y', detail: 'must not be what it is correlated with' });
  if (!x) throw invalid({ parameter: 'x', detail: `must be one of ${scores.join(', ')}` });
  if (!y) throw invalid({ parameter: 'y', detail: `must be one of ${measures.join(', ')}` });
  refuseAgents(ctx);
  const { range } = await rangeOf(ctx, input, MAX_DAYS.total);
  const rows = await readRows(ctx, y === 'resolutionMinutes' ? 'resolution' : 'outcome', range, { whole: true });
  const cells = [...Map.groupBy(rows, (row) => measured(row, y))]
    .flatMap(([step, own]) =>
      step === undefined
        ? []
        : barsOf(sum(own), x).map((bar): Cell => ({ x: onScale[x](bar), y: step, count: bar.count })),
    )
    .toSorted((a, b) => a.y - b.y || a.x - b.x);
  const found = correlationOf(cells, y === 'resolutionMinutes' ? undefined : 2);
  return {
    x,
    y,
    ...range,
    asOf: ctx.now.toISOString(),
    ...(isRefusal(found) ? { rho: found } : found),
    n: cells.reduce((all, { count }) => all + count, 0),
    cells: cells.map((cell) => ({ x: cell.x, y: cell.y, n: cell.count })),
    says: 'not proof of cause',
    method,
  };
}

type Measure = Correlation['y'];

/** What a row's records were measured as: minutes, or 1 for yes and 0 for no; undefined where it is not known. */
function measured({ key }: Row, y: Measure): number | undefined {
  if (y === 'resolutionMinutes') return Number(key);
  const is = outcomeOf(key)[y];
  return is === undefined ? undefined : Number(is);
}

const onScale: Record<Correlation['x'], (bar: Bar) => number> = {
  csat: (bar) => rescaled(bar, 5),
  nps: ({ value }) => value,
  ces: (bar) => rescaled(bar, 7),
};
