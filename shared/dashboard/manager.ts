import { Emotion } from '../analysis/analysis.schema.ts';
import type { Context } from '../kernel/context.ts';
import { COMPANY_KEY } from '../metrics/counted-kind.ts';
import type { Counters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import { figureOf } from '../metrics/figure.ts';
import type { MetricName } from '../metrics/figure.schema.ts';
import { mainTeam } from '../metrics/groups.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { sum } from '../metrics/numbers.ts';
import { type Range, readRows } from '../metrics/rows.ts';
import type { DashboardFigure, ManagerDashboard } from './dashboard.schema.ts';
import {
  byDays,
  byKeys,
  type Columns,
  type DayCounters,
  dimensionOf,
  eachFromColumns,
  eachInColumns,
  fromColumns,
  inColumns,
  kept,
  rowsIn,
  sumIn,
} from './day-counters.ts';
import { Figures, type Said } from './figures.ts';
import { type Pairs, rangesOf } from './periods.ts';
import { adjustedOf, type Groups, groupsIn } from './ranked.ts';

/** All counters that the page is made of: plain data that can be stored. */
export type ManagerCounters = {
  /** Of the team, or of the company. */
  own: Columns;
  /** Volumes only. */
  company: Columns;
  followUps: Columns;
  alerts: Columns;
  categories: [key: string, days: Columns][];
  themes: [key: string, days: Columns][];
  agents: { key: string; team?: string; counters: Counters; onTime?: Counters }[];
  ranking: Groups;
};

const MOST_AGENTS = 500;
const MOST_KEYS = 10;
/** Themes that are compared: the commonest. */
const MOST_THEMES = 40;
const csat = /^(?:x:|~)?(?:csat|volume)(?::|$)/;
/** What a team’s figures are read from. */
const ofPage = /^(?:x:|~)?(?:volume|answers|commented|nps|csat|ces|sentiment|emotion)(?::|$)/;
const ofAgents = /^(?:x:)?(?:volume|answers|commented|nps|csat|ces)(?::|$)/;
const volumes = /^(?:x:)?volume(?::|$)/;

/** Whose page it is: of one team, or of the company. */
type Scope = { by: 'team'; key: string } | undefined;
const scopeOf = (teamId: string | undefined): Scope => (teamId === undefined ? undefined : { by: 'team', key: teamId });

/** Reads the counters of a range and of what it is compared with. */
export async function managerCounters(
  ctx: Context,
  { range, pairs, teamId }: { range: Range; pairs: Pairs; teamId?: string | undefined },
): Promise<ManagerCounters> {
  const ranges = rangesOf(range, pairs);
  const own = teamId === undefined ? (['company', COMPANY_KEY] as const) : (['team', teamId] as const);
  const days = async (name: MetricName, [by, key]: readonly [string, string], keep?: RegExp) =>
    inColumns(byDays(await rowsIn(ctx, dimensionOf(name, by), ranges, key), keep));
  const [ofTeam, ofCompany, followUps, alerts, categories, themes, agents, onTime, ranking] = await Promise.all([
    days('volume', own, ofPage),
    days('volume', ['company', COMPANY_KEY], volumes),
    days('follow_up_on_time', own),
    days('alert_opened', ['company', COMPANY_KEY]),
    rowsIn(ctx, 'category', ranges),
    rowsIn(ctx, 'theme', ranges),
    readRows(ctx, 'agent', range, { whole: true }),
    readRows(ctx, dimensionOf('follow_up_on_time', 'owner'), range, { whole: true }),
    groupsIn(ctx, 'agent_rating', 'agent', range),
  ]);
  const solved = Map.groupBy(onTime, ({ key }) => key);
  const everyone = [...Map.groupBy(agents, ({ key }) => key)].map(([key, rows]) => {
    const [all, theirs] = [sum(rows), solved.get(key)];
    const team = mainTeam(all);
    const counters = kept(all, ofAgents);
    return { key, ...(team !== undefined && { team }), counters, ...(theirs && { onTime: sum(theirs) }) };
  });
  return {
    own: ofTeam,
    company: ofCompany,
    followUps,
    alerts,
    categories: eachInColumns(byKeys(categories, 'volume', range, csat).slice(0, MOST_KEYS)),
    themes: eachInColumns(byKeys(themes, 'volume', range, volumes).slice(0, MOST_THEMES)),
    agents: everyone
      .filter(({ team }) => teamId === undefined || team === teamId)
      .filter(({ counters }) => (counters['volume'] ?? 0) > 0)
      .toSorted((a, b) => (b.counters['volume'] ?? 0) - (a.counters['volume'] ?? 0) || (a.key < b.key ? -1 : 1))
      .slice(0, MOST_AGENTS),
    ranking,
  };
}

const ofTeam = [
  'csat_avg',
  'csat_pct',
  'nps',
  'ces_avg',
  'net_sentiment',
  'comment_rate',
  'volume',
] as const satisfies readonly MetricName[];

type Page = Pick<ManagerDashboard, 'team' | 'categories' | 'sentiment' | 'emotions' | 'topics'> & {
  onTime: DashboardFigure;
  firstTouchMedian: DashboardFigure;
  opened: DashboardFigure;
};

/** The page of managers from its counters, but for what is open now. */
export function managerOf(
  counters: ManagerCounters,
  said: Said,
  { teamId, eachOnTime }: { teamId: string | undefined; eachOnTime: boolean },
): Page {
  const [own, company, followUps, alerts] = [counters.own, counters.company, counters.followUps, counters.alerts].map(
    fromColumns,
  ) as [DayCounters, DayCounters, DayCounters, DayCounters];
  const [categories, themes] = [eachFromColumns(counters.categories), eachFromColumns(counters.themes)];
  const figures = new Figures(said);
  const scope = scopeOf(teamId) ?? {};
  const { breakdown: emotions = {} } = figures.plain({ metric: 'emotion_share', ...scope, days: own });
  const { n: all } = metrics.volume.read(sumIn(company, said.range));
  const shareOf = (days: DayCounters): number | null =>
    all === 0 ? null : (sumIn(days, said.range)['volume'] ?? 0) / all;
  const figuresOf = ofTeam.map((metric) => figures.of({ metric, ...scope, days: own }));
  const page = {
    sentiment: figures.of({ metric: 'sentiment_share', ...scope, days: own }),
    emotions: Emotion.options
      .filter((part) => (emotions[part] ?? 0) > 0)
      .toSorted((a, b) => (emotions[b] ?? 0) - (emotions[a] ?? 0))
      .map((part) => figures.of({ metric: 'emotion_share', part, days: own, ...scope })),
    categories: categories.map(([key, days]) => ({
      key,
      figure: figures.of({ metric: 'category_csat', by: 'category', key, days, among: categories }),
      share: shareOf(days),
      weeks: figures.weeks({ metric: 'category_csat', days, key, among: categories }),
    })),
    onTime: figures.of({ metric: 'follow_up_on_time', ...scope, days: followUps }),
    firstTouchMedian: figures.of({ metric: 'follow_up_first_touch_median', ...scope, days: followUps }),
    opened: figures.of({ metric: 'alert_opened', days: alerts }),
  };
  const topics = themes.map(([key, days]) => ({
    key,
    figure: figures.of({ metric: 'volume', by: 'theme', key, days }),
    share: shareOf(days),
  }));
  figures.judge();
  const moved = (verdict: 'higher' | 'lower') =>
    topics.filter(({ figure }) => figure.compare?.previous?.verdict === verdict).slice(0, MOST_KEYS);
  return {
    ...page,
    team: { figures: figuresOf, ...agentsOf(counters, said, eachOnTime) },
    topics: { rising: moved('higher'), falling: moved('lower'), top: topics.slice(0, MOST_KEYS) },
  };
}

/** The table of agents, best place first; those without one by how many records they have. */
function agentsOf(
  { agents, ranking }: ManagerCounters,
  { range, asOf }: Said,
  eachOnTime: boolean,
): Omit<Page['team'], 'figures'> {
  const ranked = new Map(ranking.groups.map((group) => [group.key, group]));
  const rows = agents.map(({ key, team, counters, onTime }) => {
    const cell = (name: MetricName, by: Grouping = 'agent', from = counters) => {
      const metric: Metric = metrics[name];
      const figure = figureOf({ metric, name, asOf }, { ...range, by, key }, metric.read(from));
      const { value, n, lowSample, records } = figure;
      return { metric: name, value, n, ...(lowSample && { lowSample }), records };
    };
    const group = ranked.get(key);
    return {
      agentId: key,
      ...(team !== undefined && { team }),
      csat_avg: { ...cell('csat_avg'), ...(group && adjustedOf(group)) },
      nps: cell('nps'),
      ces_avg: cell('ces_avg'),
      volume: cell('volume'),
      comment_rate: cell('comment_rate'),
      ...(eachOnTime && onTime && { follow_up_on_time: cell('follow_up_on_time', 'owner', onTime) }),
    };
  });
  const { ranked: isRanked, reason } = ranking;
  const placeOf = ({ csat_avg: { place = Infinity } }: (typeof rows)[number]): number => place;
  return {
    agents: rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0)),
    ranked: isRanked,
    ...(reason && { reason }),
  };
}
