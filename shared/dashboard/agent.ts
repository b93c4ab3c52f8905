import { maskLists } from '../analysis/masking.ts';
import { list } from '../feedback/feedback.list.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { masked } from '../http/masked.ts';
import { pageOf } from '../http/page.schema.ts';
import type { Context } from '../kernel/context.ts';
import { metrics } from '../metrics/definitions.ts';
import type { MetricName } from '../metrics/figure.schema.ts';
import { mainTeam } from '../metrics/groups.ts';
import type { Counters } from '../metrics/counters.ts';
import { sum } from '../metrics/numbers.ts';
import { type Range, readRows } from '../metrics/rows.ts';
import type { AgentDashboard, Training } from './dashboard.schema.ts';
import { byDays, type DayCounters, rowsIn } from './day-counters.ts';
import { Figures, type Said } from './figures.ts';
import { type Pairs, rangesOf } from './periods.ts';

/** All counters that the page is made of: plain data that can be stored. */
export type AgentCounters = {
  own: DayCounters;
  team?: string;
  /** Of the team, where so many of its agents have so many answers that nobody can be told from the mean. */
  teamTotals: Partial<Record<MetricName, Counters>>;
};

/** A team's average is shown where so many of its agents have so many answers. */
const LEAST_AGENTS = 3;
const LEAST_ANSWERS = 10;

const ofAgent = [
  'csat_avg',
  'csat_pct',
  'nps',
  'ces_avg',
  'net_sentiment',
  'comment_rate',
  'volume',
] as const satisfies readonly MetricName[];

/** Reads the counters of an agent's range and of what it is compared with. */
export async function agentCounters(
  ctx: Context,
  { agentId, range, pairs }: { agentId: string; range: Range; pairs: Pairs },
): Promise<AgentCounters> {
  const [own, everyone] = await Promise.all([
    rowsIn(ctx, 'agent', rangesOf(range, pairs), agentId),
    readRows(ctx, 'agent', range, { whole: true }),
  ]);
  const agents = new Map([...Map.groupBy(everyone, ({ key }) => key)].map(([key, rows]) => [key, sum(rows)]));
  const team = mainTeam(agents.get(agentId) ?? {});
  const colleagues = [...agents.values()].filter((one) => team !== undefined && mainTeam(one) === team);
  const total = sum(colleagues.map((counters) => ({ grain: 'day', period: '', key: '', counters })));
  const shown = ofAgent.filter((name) => name !== 'volume' && isShared(name, colleagues));
  return {
    own: byDays(own),
    ...(team !== undefined && { team }),
    teamTotals: Object.fromEntries(shown.map((name) => [name, total])),
  };
}

const isShared = (name: MetricName, colleagues: readonly Counters[]): boolean =>
  colleagues.filter((counters) => metrics[name].read(counters).n >= LEAST_ANSWERS).length >= LEAST_AGENTS;

/** The page of an agent from its counters. */
export function agentOf(
  { own, team, teamTotals }: AgentCounters,
  said: Said,
  agentId: string,
): Pick<AgentDashboard, 'agentId' | 'team' | 'me' | 'series'> {
  const figures = new Figures(said);
  const scope = { by: 'agent', key: agentId } as const;
  const me = ofAgent.map((metric) => {
    const total = teamTotals[metric];
    return {
      figure: figures.of({ metric, ...scope, days: own }),
      ...(total && { teamAverage: metrics[metric].read(total).value }),
    };
  });
  figures.judge();
  return {
    agentId,
    ...(team !== undefined && { team }),
    me: { figures: me },
    series: figures.trend({ metric: 'csat_avg', days: own }),
  };
}

const RECENT = 20;

/** The newest records of an agent in a range, masked as lists are. */
export async function recentOf(
  ctx: Context,
  agentId: string,
  range: Range,
): Promise<NonNullable<AgentDashboard['recent']>> {
  const filter = { agentId, ...range };
  const page = await list(ctx, { ...filter, limit: RECENT });
  const { nextCursor } = page;
  return {
    items: (await maskedPage(ctx, page)).items,
    next:
      nextCursor === null
        ? null
        : { path: '/api/crm/feedback', query: { ...filter, limit: String(RECENT), cursor: nextCursor } },
  };
}

/**
 * What an agent could be trained in, with the newest texts behind it, masked as lists are. Neither the team’s mean nor the
 * difference to it: in a category that one colleague has, too, it would be that colleague’s number.
 */
export async function gapsOf(
  ctx: Context,
  needs: readonly Training[],
  quoted: boolean,
): Promise<AgentDashboard['gaps']> {
  return Promise.all(
    needs.map(async (need) => ({
      agentId: need.agentId,
      category: need.category,
      figure: need.figure,
      quotes: quoted ? await quotesOf(ctx, need) : [],
    })),
  );
}

async function quotesOf(ctx: Context, { agentId, category, figure }: Training) {
  const { from, to } = figure.scope;
  const filter = { agentId, category, from, to, scoreMetric: 'csat', excluded: false, hasText: true } as const;
  const { items } = await maskedPage(ctx, await list(ctx, { ...filter, limit: 2 }));
  return items.flatMap(({ feedbackId, comments }) => (comments === undefined ? [] : [{ feedbackId, text: comments }]));
}

type Page = Awaited<ReturnType<typeof list>>;

async function maskedPage(ctx: Context, page: Page): Promise<Page> {
  const cover = await maskLists(ctx);
  return cover ? (masked(pageOf(Feedback), page, cover) as Page) : page;
}
