import type { Context } from '../kernel/context.ts';
import { causesOf } from './causes.ts';
import { LEVEL } from './kitagawa.ts';
import type { Method } from './method.schema.ts';
import { isRefusal } from './refusal.ts';
import { LEAST_WEEKS } from './season.ts';
import { ALPHA, LEAST_ANSWERS, LEAST_DAYS, PERMUTATIONS } from './segmentation.ts';
import { dailySeries } from './series.ts';
import { trendOf } from './trend-of.ts';
import type { Trend, TrendQuery } from './trend.schema.ts';

const DAYS = { usual: 365, least: LEAST_WEEKS * 7, most: 1_100 };

const methods: Record<'season' | 'trend' | 'changePoints', Method> = {
  season: {
    name: 'weighted least squares, F test',
    source: 'R. A. Fisher, Statistical Methods for Research Workers (1925)',
    level: LEVEL,
    params: { weights: 'answers of the day' },
  },
  trend: {
    name: 'Mann–Kendall with ties, Theil–Sen slope',
    source: 'M. G. Kendall (1975); P. K. Sen, JASA 63 (1968)',
    level: LEVEL,
    params: { leastWeeks: LEAST_WEEKS },
  },
  changePoints: {
    name: 'circular binary segmentation',
    source: 'A. B. Olshen, E. S. Venkatraman et al., Biostatistics 5 (2004)',
    level: ALPHA,
    params: { permutations: PERMUTATIONS, seed: 1, leastDays: LEAST_DAYS, leastAnswers: LEAST_ANSWERS },
  },
};

/**
 * Season, trend and changes of level of a mean, a share, NPS or a number of records over at most 1 100 complete days. Read from
 * the counters of days. Effects and slopes are in the unit of the metric, of numbers of records effects are factors. Throws
 * 400 below eight weeks; what has too few answers is refused in its place.
 */
export async function trend(ctx: Context, input: TrendQuery): Promise<Trend> {
  const { metric, kind, scope, from, to, days, settings } = await dailySeries(ctx, input, DAYS);
  const raw = days.map(({ day, counters }) => {
    const { value, n } = metric.read(counters);
    return { day, value, n };
  });
  const scale = kind === 'count' ? 'multiplicative' : 'additive';
  const { changePoints, ...told } = trendOf(raw, scale, metric.direction);
  return {
    metric: input.metric,
    unit: metric.unit,
    ...scope,
    from,
    to,
    asOf: ctx.now.toISOString(),
    scale,
    raw,
    ...told,
    changePoints: isRefusal(changePoints) ? changePoints : await causesOf(ctx, settings, changePoints),
    methods,
  };
}
