import { ofMetrics } from '../benchmark/benchmark.ts';
import { list as goals } from '../goal/goal.ts';
import { progressOn } from '../goal/progress.ts';
import type { Context } from '../kernel/context.ts';
import { list as praises } from '../praise/praise.ts';
import type { AgentDashboard, ExecutiveDashboard } from './dashboard.schema.ts';

const MOST = 10;

/** Values of outside beside those of a company’s headline. They say nothing of how surely the two differ. */
export async function benchmarksOf(
  ctx: Context,
  headline: ExecutiveDashboard['headline'],
  today: string,
): Promise<NonNullable<ExecutiveDashboard['benchmark']>> {
  const own = new Map(headline.map(({ metric, value }) => [metric, value]));
  const found = await ofMetrics(ctx, new Set(own.keys()));
  return found.slice(0, MOST).map((benchmark) => {
    const value = own.get(benchmark.metric) ?? null;
    return {
      benchmark,
      value,
      distance: value === null ? null : value - benchmark.value,
      ...(benchmark.validTo < today && { outdated: true as const }),
    };
  });
}

/** Praise of an agent, the newest first. */
export async function praiseOf(ctx: Context, agentId: string): Promise<NonNullable<AgentDashboard['praise']>> {
  const { items } = await praises(ctx, { agentId, limit: MOST });
  return { items, all: { path: '/api/crm/praise', query: { agentId } } };
}

/** The goals of an agent that have not ended, and how they stand. */
export async function goalsOf(
  ctx: Context,
  agentId: string,
  today: string,
): Promise<NonNullable<AgentDashboard['goals']>> {
  const { items } = await goals(ctx, { scope: 'agent', key: agentId, open: 'true', limit: MOST });
  return Promise.all(items.map((goal) => progressOn(ctx, goal, today)));
}
