import type { Context } from '../kernel/context.ts';
import { metrics } from '../metrics/definitions.ts';
import { COMPANY_KEY } from '../metrics/counted-kind.ts';
import type { MetricName } from '../metrics/figure.schema.ts';
import type { Range } from '../metrics/rows.ts';
import type { ExecutiveDashboard } from './dashboard.schema.ts';
import {
  byDays,
  byKeys,
  type Columns,
  dimensionOf,
  eachFromColumns,
  eachInColumns,
  fromColumns,
  inColumns,
  rowsIn,
  sumIn,
} from './day-counters.ts';
import { Figures, grainOf, type Said } from './figures.ts';
import { type Pairs, rangesOf } from './periods.ts';
import { best, groupsIn, rankedOf } from './ranked.ts';

/** All counters that the page is made of: plain data that can be stored. */
export type ExecutiveCounters = {
  company: Columns;
  invited: Columns;
  by: 'channel' | 'source';
  channels: [key: string, days: Columns][];
  agents: ReturnType<typeof best>;
  teams: ReturnType<typeof best>;
};

const MOST_CHANNELS = 10;
/** What a company’s headline is read from. */
const ofPage = /^(?:x:|~)?(?:volume|answers|commented|nps|csat|ces|sentiment)(?::|$)/;
const volumes = /^(?:x:)?volume(?::|$)/;

/** Reads the counters of a range and of what it is compared with. */
export async function executiveCounters(ctx: Context, range: Range, pairs: Pairs): Promise<ExecutiveCounters> {
  const ranges = rangesOf(range, pairs);
  const [company, invited, channels, agents, teams] = await Promise.all([
    rowsIn(ctx, 'company', ranges, COMPANY_KEY),
    rowsIn(ctx, dimensionOf('response_rate', 'company'), ranges, COMPANY_KEY),
    volumesOf(ctx, range, ranges),
    groupsIn(ctx, 'agent_rating', 'agent', range),
    groupsIn(ctx, 'csat_avg', 'team', range),
  ]);
  return {
    company: inColumns(byDays(company, ofPage)),
    invited: inColumns(byDays(invited)),
    ...channels,
    agents: best(agents),
    teams: best(teams),
  };
}

/** Volumes by channel; by source where no record of the range names its channel. */
async function volumesOf(
  ctx: Context,
  range: Range,
  ranges: readonly Range[],
): Promise<Pick<ExecutiveCounters, 'by' | 'channels'>> {
  for (const by of ['channel', 'source'] as const) {
    const keys = byKeys(await rowsIn(ctx, by, ranges), 'volume', range, volumes);
    if (keys.length > 0 || by === 'source') return { by, channels: eachInColumns(keys.slice(0, MOST_CHANNELS)) };
  }
  throw new Error('neither channels nor sources');
}

const ofCompany = [
  'nps',
  'csat_pct',
  'csat_avg',
  'ces_avg',
  'response_rate',
  'net_sentiment',
  'comment_rate',
  'volume',
] as const satisfies readonly MetricName[];

/** The page of executives from its counters, but for what is open now. */
export function executiveOf(
  counters: ExecutiveCounters,
  said: Said,
): Pick<ExecutiveDashboard, 'headline' | 'trend' | 'nps' | 'volume' | 'agents' | 'teams'> {
  const { by, agents, teams } = counters;
  const [company, invited] = [fromColumns(counters.company), fromColumns(counters.invited)];
  const figures = new Figures(said);
  const headline = ofCompany.map((metric) =>
    figures.of({ metric, days: metric === 'response_rate' ? invited : company }),
  );
  const { n: total } = metrics.volume.read(sumIn(company, said.range));
  const byChannel = eachFromColumns(counters.channels).map(([key, days]) => {
    const figure = figures.of({ metric: 'volume', by, key, days });
    return { key, figure, share: total === 0 ? null : figure.n / total };
  });
  figures.judge();
  const nps = figures.plain({ metric: 'nps', days: company });
  return {
    headline,
    trend: {
      grain: grainOf(said.range) === 'day' ? 'day' : 'month',
      csat_pct: figures.trend({ metric: 'csat_pct', days: company }),
      csat_avg: figures.trend({ metric: 'csat_avg', days: company }),
      nps: figures.trend({ metric: 'nps', days: company }),
    },
    nps: { figure: nps, shares: sharesOf(nps) },
    volume: {
      figure: figures.plain({ metric: 'volume', days: company }),
      by,
      byChannel,
      series: figures.trend({ metric: 'volume', days: company }),
    },
    agents: rankedOf(agents, 'agent_rating', 'agent', said),
    teams: rankedOf(teams, 'csat_avg', 'team', said),
  };
}

/** Counts of the parts of n as per cent of it; none of nothing. */
const sharesOf = ({ n, breakdown = {} }: ExecutiveDashboard['nps']['figure']): Record<string, number> =>
  n === 0 ? {} : Object.fromEntries(Object.entries(breakdown).map(([part, count]) => [part, (100 * count) / n]));
