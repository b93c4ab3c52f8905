import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import type { Context } from '../kernel/context.ts';
import type { Stored } from '../kernel/store.ts';
import { step } from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { alerts } from './alert.store.ts';
import type { Step } from './firing.ts';

const LEASE_MS = 2 * 60_000;

/** What is due with alerts: a storm that has calmed down ends; what was held back opens, and people are told of it. */
export const dueAlerts = (tellOf: (ctx: Context, step: Step) => Promise<void>): DueKind<Stored<Alert>> =>
  dueRecords(alerts, {
    leaseMs: LEASE_MS,
    action: (_, { status }) => (status === 'open' ? 'open' : 'resolve'),
    async act(ctx, alert) {
      const at = ctx.now.toISOString();
      const of = alert.subject.keys ? 'storm' : 'alert';
      const { state, effects } = step({ slots: {}, [of]: alerts.publicOf(alert) }, { kind: 'time', at });
      const after = state[of] ?? alert;
      if (effects.some(({ action }) => action === 'open'))
        await tellOf(ctx, { alert: { ...alerts.publicOf(alert), status: after.status }, step: 'opened' });
      const { status, suppressedUntil, recoversAt, resolvedAt, reason } = after;
      return { status, suppressedUntil, recoversAt, resolvedAt, reason };
    },
  });
