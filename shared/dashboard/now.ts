import { list } from '../alert/alert.ts';
import { countsNow } from '../follow-up/open-counts.ts';
import type { Context } from '../kernel/context.ts';
import type { ExecutiveDashboard } from './dashboard.schema.ts';

const MOST_ALERTS = 20;

/** Alerts that wait for somebody; the open critical ones with their owners. */
export async function criticalNow(ctx: Context): Promise<NonNullable<ExecutiveDashboard['critical']>> {
  const { items, counts } = await list(ctx, { status: 'open', severity: 'critical', limit: MOST_ALERTS });
  return {
    open: items.map(({ alertId, ruleName, severity, key, openedAt, count, ownerId }) => ({
      alertId,
      ruleName,
      severity,
      key,
      openedAt,
      count,
      ...(ownerId !== undefined && { ownerId }),
      ageMinutes: Math.max(0, Math.floor((ctx.now.getTime() - Date.parse(openedAt)) / 60_000)),
    })),
    counts,
  };
}

/** What is open of follow-ups in the company. */
export async function followUpsNow(ctx: Context): Promise<NonNullable<ExecutiveDashboard['followUps']>['counts']> {
  const { pending, inProgress, unassigned, overdue, dueToday } = await countsNow(ctx, undefined);
  return { pending, inProgress, unassigned, overdue, dueToday };
}
