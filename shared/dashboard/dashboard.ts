import { readSettings } from '../company/settings.ts';
import type { Settings } from '../company/settings.schema.ts';
import { Problem } from '../http/problem.ts';
import type { Input } from '../http/contract.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Permission } from '../kernel/permissions.ts';
import { teamsOf } from '../people/known.ts';
import { benchmarksOf, goalsOf, praiseOf } from './beside.ts';
import { agentOf, gapsOf, recentOf } from './agent.ts';
import type { dashboardRoutes } from './dashboard.routes.ts';
import type { AgentDashboard, ExecutiveDashboard, ManagerDashboard } from './dashboard.schema.ts';
import { tagged } from '../http/etag.ts';
import { executiveOf } from './executive.ts';
import type { Said } from './figures.ts';
import { managerOf } from './manager.ts';
import { criticalOf, followUpsOf } from './now.ts';
import { agentPage, type Days, executivePage, isStored, managerPage } from './pages.ts';
import { type Asked, pairsOf, rangeAsked } from './periods.ts';
import { type Page, read as readPage, storedCounters } from './stored.ts';

type Routes = (typeof dashboardRoutes)['routes'];

/** What a page is of, and how it is judged. */
async function askedFor(ctx: Context, asked: Asked) {
  const settings = await readSettings(ctx, { consistent: false });
  const { timeZone, dayBoundary, comparison, privacy } = settings;
  const today = localDay(ctx.now, timeZone, dayBoundary);
  const { range, preset } = rangeAsked(asked, today);
  const days: Days = { range, pairs: pairsOf(range, today), today, preset };
  return {
    settings,
    days,
    saidAt: (asOf: string): Said => ({ ...days, asOf, margins: comparison.margins, floor: privacy.anonymityFloor }),
    headAt: (asOf: string) => ({ ...range, ...(preset && { preset }), timeZone, asOf }),
  };
}

/** The counters of a page: stored ones of presets, else as they are this moment. */
const countersOf = async <T extends object>(
  ctx: Context,
  { preset }: Days,
  page: Page<T>,
): Promise<T & { asOf: string }> =>
  isStored(preset) ? storedCounters(ctx, page) : { ...(await readPage(ctx, page)), asOf: ctx.now.toISOString() };

/** How the company does: never for agents. Throws 403 for them, 400 for impossible days. */
export async function executive(ctx: Context, { query, request }: Input<Routes['executive']>) {
  refuseAgents(ctx);
  const { settings, days, saidAt, headAt } = await askedFor(ctx, query);
  const { counters, open, asOf } = await countersOf(ctx, days, executivePage(days, settings));
  const hidden = new Hidden(ctx);
  const { agents, teams, ...page } = executiveOf(counters, saidAt(asOf));
  const isLimited = seesOwnTeamsOnly(ctx, settings);
  const benchmark = await benchmarksOf(ctx, page.headline, days.today);
  if (isLimited) hidden.add('agents', 'teams');
  const body: ExecutiveDashboard = {
    ...headAt(asOf),
    ...page,
    benchmark,
    ...(!isLimited && { agents, teams }),
    ...(hidden.mayRead('alerts:read', 'critical') && { critical: criticalOf(open, ctx.now) }),
    ...(hidden.mayRead('workflow:read', 'followUps') && {
      followUps: { counts: followUpsOf(open, ctx.now), overdue: openFollowUps({ status: 'open', overdue: 'true' }) },
    }),
    hidden: hidden.fields,
  };
  return tagged(body, request.headers['if-none-match']);
}

/** How a team does, or all of them. Throws 403 for agents and, where the company wants it, for teams of others. */
export async function manager(ctx: Context, { query, request }: Input<Routes['manager']>) {
  refuseAgents(ctx);
  const { settings, days, saidAt, headAt } = await askedFor(ctx, query);
  const teamId = await teamAllowed(ctx, settings, query.teamId);
  const found = await countersOf(ctx, days, managerPage(days, settings, teamId));
  const { counters, open, training, correlation, asOf } = found;
  const hidden = new Hidden(ctx);
  // Who deals with follow-ups how fast is for those who hand them out.
  const eachOnTime = hidden.mayRead('workflow:write', 'team.agents.follow_up_on_time');
  const { onTime, firstTouchMedian, opened, ...page } = managerOf(counters, saidAt(asOf), { teamId, eachOnTime });
  const body: ManagerDashboard = {
    ...headAt(asOf),
    ...(teamId !== undefined && { teamId }),
    ...page,
    ...(hidden.mayRead('workflow:read', 'followUps') && {
      followUps: { counts: followUpsOf(open, ctx.now), onTime, firstTouchMedian, board: boardOf(teamId) },
    }),
    ...(hidden.mayRead('alerts:read', 'alerts') && { alerts: { counts: open.alerts, opened } }),
    correlations: [{ ...correlation, asOf }],
    training: training
      .filter(({ team }) => teamId === undefined || team === teamId)
      .slice(0, MOST_TRAINING)
      .map(({ agentId, category, figure, teamAverage, adjusted, interval }) => ({
        agentId,
        category,
        figure: { ...figure, asOf },
        teamAverage,
        adjusted,
        interval,
      })),
    hidden: hidden.fields,
  };
  return tagged(body, request.headers['if-none-match']);
}

/** How an agent does. Throws 403 where an agent asks for a colleague. */
export async function agent(ctx: Context, { query, request }: Input<Routes['agent']>) {
  const agentId = query.agentId ?? ctx.actor.id;
  if (ctx.actor.ownOnly && agentId !== ctx.actor.id)
    throw new Problem('forbidden', 'Agents read their own numbers only.');
  const { settings, days, saidAt, headAt } = await askedFor(ctx, query);
  const hidden = new Hidden(ctx);
  const [{ counters, training, asOf }, recent, praise, goals] = await Promise.all([
    countersOf(ctx, days, agentPage(days, settings, agentId)),
    hidden.unless('feedback:read', 'recent', () => recentOf(ctx, agentId, days.range)),
    praiseOf(ctx, agentId),
    goalsOf(ctx, agentId, days.today),
  ]);
  if (agentId !== ctx.actor.id && counters.team !== undefined) await teamAllowed(ctx, settings, counters.team);
  const own = training.map((need) => ({ ...need, figure: { ...need.figure, asOf } }));
  const body: AgentDashboard = {
    ...headAt(asOf),
    hidden: hidden.fields,
    ...agentOf(counters, saidAt(asOf), agentId),
    ...(recent && { recent }),
    praise,
    goals,
    gaps: await gapsOf(ctx, own, ctx.actor.permissions.has('feedback:read')),
  };
  return tagged(body, request.headers['if-none-match']);
}

const MOST_TRAINING = 100;

function refuseAgents({ actor }: Context): void {
  if (actor.ownOnly) throw new Problem('forbidden', 'Agents read their own dashboard only.');
}

const seesOwnTeamsOnly = ({ actor }: Context, { dashboards }: Settings): boolean =>
  dashboards.managersSeeOwnTeamsOnly && actor.roles.includes('manager') && !actor.roles.includes('admin');

/** The team that a page is of. Whoever sees only teams of their own has to name one where they are in several. */
async function teamAllowed(ctx: Context, settings: Settings, asked: string | undefined): Promise<string | undefined> {
  if (!seesOwnTeamsOnly(ctx, settings)) return asked;
  const own = await teamsOf(ctx, ctx.actor.id);
  const teamId = asked ?? (own.length === 1 ? own[0] : undefined);
  if (teamId !== undefined && own.includes(teamId)) return teamId;
  if (asked === undefined && own.length > 0)
    throw new Problem('validation-failed', undefined, {
      errors: [{ parameter: 'teamId', detail: `must be one of ${own.join(', ')}` }],
    });
  throw new Problem('forbidden', 'Managers read the numbers of their own teams only.');
}

/** What a caller may not read, by the names of the fields that are therefore absent. */
class Hidden {
  readonly #names = new Set<string>();
  readonly #permissions: ReadonlySet<Permission>;

  constructor({ actor }: Context) {
    this.#permissions = actor.permissions;
  }

  add(...fields: string[]): void {
    for (const field of fields) this.#names.add(field);
  }

  /** What some work finds, if the caller may read it. */
  async unless<T>(needed: Permission, field: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.mayRead(needed, field) ? work() : undefined;
  }

  mayRead(needed: Permission, field: string): boolean {
    const may = this.#permissions.has(needed);
    if (!may) this.add(field);
    return may;
  }

  get fields(): string[] {
    return [...this.#names].toSorted();
  }
}

const openFollowUps = (query: Record<string, string>) => ({ path: '/api/crm/follow-ups', query });
const boardOf = (teamId: string | undefined) => ({
  path: '/api/crm/follow-ups/board',
  query: { ...(teamId !== undefined && { teamId }) },
});
