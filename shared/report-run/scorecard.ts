import type { MetricName } from '../metrics/definitions.ts';
import { read } from '../metrics/metrics.ts';
import type { SectionOf } from '../report/section.schema.ts';
import { type Frame, placeOf } from './frame.ts';
import { wordsOf } from './verbatims.ts';
import type { Data } from './snapshot-types.ts';

const scores = ['csat_avg', 'nps', 'ces_avg', 'comment_rate', 'volume'] as const satisfies readonly MetricName[];
/** A team's average is shown where so many agents of it have so many answers: else it could tell one colleague's. */
const LEAST_AGENTS = 3;
const LEAST_N = 10;
const NEWEST = 5;

/** The numbers of one agent, beside the average of the team that most of their answers were given for. */
export async function scorecard(frame: Frame, section: SectionOf<'scorecard'>): Promise<Data<'scorecard'>> {
  const { burst, labels, family, ctx } = frame;
  const key = section.agentId ?? burst?.key ?? '';
  const { range } = placeOf(frame, section);
  const team = ctx.actor.ownOnly ? undefined : await teamOf(frame, key, range);
  const figures = scores.map(async (metric) => ({
    ...(await family.of(metric, { range, by: 'agent', key })),
    ...(team !== undefined && metric !== 'volume' && { teamAverage: await averageOf(frame, team, metric, range) }),
  }));
  const onTime = family.of('follow_up_on_time', { range, by: 'owner', key });
  const place = { range, scope: { by: 'agent', key, filter: 'agentId' } } as const;
  const { items } = await wordsOf(frame, place, { match: undefined, count: NEWEST, order: 'newest' });
  return {
    agent: await labels.keyed('agent', key),
    ...(team !== undefined && { team: { key: team, label: team } }),
    figures: [...(await Promise.all(figures)), await onTime],
    items,
  };
}

type Range = { from: string; to: string };

const agentsOf = async ({ ctx }: Frame, metric: MetricName, range: Range) =>
  (await read(ctx, { name: metric, ...range, by: 'agent', grain: 'total' })).groups;

const teamOf = async (frame: Frame, key: string, range: Range): Promise<string | undefined> =>
  (await agentsOf(frame, 'csat_avg', range)).find((group) => group.key === key)?.team;

async function averageOf(frame: Frame, team: string, metric: MetricName, range: Range): Promise<number | null> {
  const [scored, counted] = await Promise.all([agentsOf(frame, 'csat_avg', range), agentsOf(frame, metric, range)]);
  const members = new Set(scored.filter((group) => group.team === team).map(({ key }) => key));
  const enough = counted.filter(({ key, n }) => members.has(key) && n >= LEAST_N).length;
  if (enough < LEAST_AGENTS) return null;
  return (await read(frame.ctx, { name: metric, ...range, by: 'team', key: team, grain: 'total' })).total.value;
}
