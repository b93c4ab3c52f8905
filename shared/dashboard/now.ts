import { list } from '../alert/alert.ts';
import type { Alert, AlertCounts } from '../alert/alert.schema.ts';
import { dueAfter } from '../follow-up/counts.ts';
import { countsNow } from '../follow-up/open-counts.ts';
import type { Context } from '../kernel/context.ts';
import type { ExecutiveDashboard } from './dashboard.schema.ts';

const MOST_ALERTS = 20;
/** Due times ahead that are known with the counts. */
const MOST_DUE = 200;

type AlertLine = Pick<Alert, 'alertId' | 'ruleName' | 'severity' | 'key' | 'openedAt' | 'count' | 'ownerId'>;
/** What is open in a company. Plain data that can be stored: what changes with time alone is told when it is read. */
export type OpenNow = {
  critical: AlertLine[];
  alerts: AlertCounts;
  followUps: { pending: number; inProgress: number; unassigned: number; overdue: number; dueToday: number };
  /** Due times of the next open follow-ups; those that have passed when it is read are overdue, too. */
  due: string[];
};

/** Reads what is open this moment, whoever asks: what a caller may see of it is decided later. */
export async function readOpen(ctx: Context): Promise<OpenNow> {
  const [{ items, counts }, open, due] = await Promise.all([
    list(ctx, { status: 'open', severity: 'critical', limit: MOST_ALERTS }),
    countsNow(ctx, undefined),
    dueAfter(ctx, ctx.now.toISOString(), MOST_DUE),
  ]);
  const { pending, inProgress, unassigned, overdue, dueToday } = open;
  return {
    critical: items.map(({ alertId, ruleName, severity, key, openedAt, count, ownerId }) => ({
      alertId,
      ruleName,
      severity,
      key,
      openedAt,
      count,
      ...(ownerId !== undefined && { ownerId }),
    })),
    alerts: counts,
    followUps: { pending, inProgress, unassigned, overdue, dueToday },
    due,
  };
}

/** Open critical alerts with their age at an instant. */
export const criticalOf = ({ critical, alerts }: OpenNow, now: Date): NonNullable<ExecutiveDashboard['critical']> => ({
  open: critical.map((alert) => ({
    ...alert,
    ageMinutes: Math.max(0, Math.floor((now.getTime() - Date.parse(alert.openedAt)) / 60_000)),
  })),
  counts: alerts,
});

/** The counts of follow-ups at an instant. */
export const followUpsOf = (
  { followUps, due }: OpenNow,
  now: Date,
): NonNullable<ExecutiveDashboard['followUps']>['counts'] => ({
  ...followUps,
  overdue: followUps.overdue + due.filter((at) => at < now.toISOString()).length,
});
