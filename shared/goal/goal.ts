import { settingsOf } from '../company/settings.ts';
import { equal, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { metrics } from '../metrics/definitions.ts';
import type { Metric } from '../metrics/metric.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import { offScale } from '../metrics/scale.ts';
import { expectKnown } from '../people/known.ts';
import type { CreateGoal, Goal, GoalFilter, GoalProgress } from './goal.schema.ts';
import { goals } from './goal.store.ts';
import { hasRoom, MOST_OPEN } from './open-count.ts';
import { groupingOf, progressOf } from './progress.ts';

type One = Pick<Goal, 'goalId'>;

const full = (): Problem => new Problem('conflict', `${MOST_OPEN} goals for this scope and metric have not ended.`);

/** What a goal's metric and scope have to do with each other. */
function expectMeasurable({ scope, key, metric: name, target, direction }: Goal): void {
  const metric: Metric = metrics[name];
  const refuse = (pointer: string, detail: string | undefined): void => {
    if (detail !== undefined) throw invalid({ pointer, detail });
  };
  if (scope === 'company') refuse('#/key', key === undefined ? undefined : 'is for teams and agents only');
  else refuse('#/key', key === undefined ? `must name the ${scope}` : undefined);
  refuse('#/metric', metric.live ? 'is counted as of now, so no period has a number of it' : undefined);
  const readable = scope === 'company' ? !metric.keyedOnly : groupingOf(metric, scope) !== undefined;
  refuse('#/metric', readable ? undefined : `is not counted for a ${scope}`);
  refuse('#/direction', metric.direction === 'neutral' && !direction ? 'must say what is good' : undefined);
  const other = metric.direction !== 'neutral' && direction !== undefined && direction !== metric.direction;
  refuse('#/direction', other ? `is ${metric.direction} for this metric` : undefined);
  refuse('#/target', offScale(metric, target));
}

async function expectAhead(ctx: Context, { from, to }: Goal, before?: Goal): Promise<void> {
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  if (to !== before?.to && to < localDay(ctx.now, timeZone, dayBoundary))
    throw invalid({ pointer: '#/to', detail: 'must not lie before today' });
  if (from > to) throw invalid({ pointer: '#/from', detail: 'must not be after `to`' });
  if (addDays(from, MAX_DAYS.total) <= to)
    throw invalid({ pointer: '#/to', detail: `must be less than ${MAX_DAYS.total} days after \`from\`` });
}

/** Refuses what could not be measured or judged, and says what follows. */
async function settle(ctx: Context, given: Goal, before?: Goal): Promise<Goal> {
  if (before?.state === 'ended') throw new Problem('conflict', 'The goal has ended and stays as it was judged.');
  expectMeasurable(given);
  const { direction } = metrics[given.metric] as Metric;
  const isLed = ctx.actor.permissions.has('workflow:write');
  const after: Goal = {
    ...given,
    ...(direction !== 'neutral' && { direction }),
    state: before?.state ?? (isLed ? 'open' : 'proposed'),
    acceptedBy: before?.acceptedBy,
  };
  const { scope, key = '' } = after;
  if (!isLed && (scope !== 'agent' || key !== ctx.actor.id))
    throw new Problem('forbidden', 'Agents propose goals for themselves only.');
  await expectAhead(ctx, after, before);
  const named = (goal?: Goal) =>
    goal?.scope === 'agent' && goal.key !== undefined ? [{ userId: goal.key, pointer: '#/key' }] : [];
  if (isLed) await expectKnown(ctx, named(after), named(before));
  if (!(await hasRoom(ctx, after, before))) throw full();
  return after;
}

const verbs = verbsOf(goals, { settle });
export const { edit, remove } = verbs;

/** Sets a goal, or proposes one as an agent; `conflict` where three of its scope and metric have not ended. */
export const create = (ctx: Context, { body }: { body: CreateGoal }): Promise<Goal> =>
  verbs.create(ctx, { body: { ...body, state: 'open' } }).catch((error: unknown) => {
    // Its id is new, so only the count of open goals can have been the condition that failed.
    throw error instanceof ConditionFailed ? full() : error;
  });

export const put = (ctx: Context, input: One & { body: CreateGoal; ifMatch?: number | undefined }): Promise<Goal> =>
  verbs.put(ctx, { ...input, body: { ...input.body, state: 'open' } });

/** Whether this caller may know of a goal: agents of their own. */
const isFor = ({ actor }: Context, { scope, key }: Pick<Goal, 'scope' | 'key'>): boolean =>
  !actor.ownOnly || (scope === 'agent' && key === actor.id);

export async function get(ctx: Context, { goalId }: One): Promise<Goal> {
  const goal = goals.publicOf(await visible(ctx, goals, goalId));
  if (!isFor(ctx, goal)) throw new Problem('not-found');
  return goal;
}

const listed = listOf<GoalFilter, Goal>(
  'goals',
  {
    scope: equal('scope'),
    key: equal('key'),
    metric: equal('metric'),
    open: ({ state }, wanted) => (state !== 'ended') === (wanted === 'true'),
  },
  (ctx, { scope, key, open }, from) => {
    if (scope !== undefined && (key !== undefined || scope === 'company'))
      return goals.by(ctx, 'ofScope', { scope, key }, from);
    return open === 'true' ? goals.by(ctx, 'open', { state: 'open' }, from) : goals.all(ctx, from);
  },
  (one) => one,
);

/** Goals by scope, key, metric and whether they have not ended; of an agent, their own. */
export const list = (ctx: Context, input: Parameters<typeof listed>[1]) =>
  listed(ctx, ctx.actor.ownOnly ? { ...input, ...narrowed(ctx, input) } : input);

function narrowed({ actor }: Context, { scope, key }: GoalFilter): GoalFilter {
  if ((scope !== undefined && scope !== 'agent') || (key !== undefined && key !== actor.id))
    throw new Problem('forbidden', 'Agents see their own goals only.');
  return { scope: 'agent', key: actor.id };
}

type Days = Pick<Goal, 'from' | 'to'>;
const touches = (goal: Days, range: Days): boolean => goal.from <= range.to && goal.to >= range.from;

/** Goals of a metric that hold and whose days touch a range, the one that ends first before; of all scopes. */
export async function goalsIn(ctx: Context, metric: Goal['metric'], range: Days): Promise<Goal[]> {
  const found: Goal[] = [];
  for await (const steps of goals.by(ctx, 'open', { state: 'open' }, { from: undefined, size: 100 }))
    for (const { item } of steps)
      if (item?.metric === metric && item.state === 'open' && touches(item, range)) found.push(goals.publicOf(item));
  return found;
}

const scopeOrder: readonly Goal['scope'][] = ['company', 'team', 'agent'];

/**
 * Goals that hold or held and whose days touch a range, of one scope and key or of all: those of the company first, then of
 * teams, then of agents, and of each the one that ends first. Of an agent, their own; 403 for others.
 */
export async function goalsDuring(
  ctx: Context,
  range: Days,
  wanted: Pick<GoalFilter, 'scope' | 'key'> = {},
): Promise<Goal[]> {
  const of = ctx.actor.ownOnly ? narrowed(ctx, wanted) : wanted;
  const from = { from: undefined, size: 100 };
  const found: Goal[] = [];
  for await (const steps of of.key === undefined ? goals.all(ctx, from) : goals.by(ctx, 'ofScope', of, from))
    for (const { item } of steps) if (item && isHeld(item) && touches(item, range)) found.push(goals.publicOf(item));
  return found.toSorted(
    (one, other) =>
      scopeOrder.indexOf(one.scope) - scopeOrder.indexOf(other.scope) ||
      (`${one.to} ${one.goalId}` < `${other.to} ${other.goalId}` ? -1 : 1),
  );
}

/** Not what is, or ended as, a mere proposal. */
const isHeld = ({ state, result }: Goal): boolean => state === 'open' || result !== undefined;

/** Makes a proposal a goal; `conflict` for what is none. */
export const accept = (ctx: Context, { goalId }: One): Promise<Goal> =>
  change(ctx, goals, goalId, 'accept', (before) => {
    if (before.state !== 'proposed') throw new Problem('conflict', 'Only what is proposed can be accepted.');
    return { ...before, state: 'open' as const, acceptedBy: ctx.actor.id };
  });

/** How a goal stands now. */
export const progress = async (ctx: Context, one: One): Promise<GoalProgress> => progressOf(ctx, await get(ctx, one));
