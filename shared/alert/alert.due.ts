import { rulesFor } from '../alert-rule/rule-set.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { CLAIM } from '../kernel/events.ts';
import type { Stored } from '../kernel/store.ts';
import { step } from './alert.life.ts';
import type { Alert } from './alert.schema.ts';
import { alerts } from './alert.store.ts';
import { escalated, escalationDue, escalationName, firstEscalation } from './escalation.ts';
import type { Step } from './firing.ts';

const LEASE_MS = 2 * 60_000;

/** Which event it is. Of one that was changed while it was claimed, so that nothing was due any more, nobody is told. */
const toldAs = (before: Alert, after: Alert): string => {
  if (after.escalated !== before.escalated) return 'escalate';
  if (after.status === before.status) return CLAIM;
  return after.status === 'open' ? 'open' : 'resolve';
};

/**
 * What is due with alerts: a storm that has calmed down ends; what was held back opens, and people are told of it; of what
 * nobody has acknowledged in time more people are told.
 */
export const dueAlerts = (tellOf: (ctx: Context, step: Step) => Promise<void>): DueKind<Stored<Alert>> =>
  dueRecords(alerts, {
    leaseMs: LEASE_MS,
    action: toldAs,
    async act(ctx, alert) {
      const at = ctx.now.toISOString();
      const of = alert.subject.keys ? 'storm' : 'alert';
      const { state, effects } = step({ slots: {}, [of]: alerts.publicOf(alert) }, { kind: 'time', at });
      if (effects.length === 0) return escalate(ctx, alert, tellOf);
      const after = state[of] ?? alert;
      const opens = effects.some(({ action }) => action === 'open');
      if (opens) await tellOf(ctx, { alert: { ...alerts.publicOf(alert), status: after.status }, step: 'opened' });
      const { status, suppressedUntil, releasedAt, recoversAt, resolvedAt, reason } = after;
      const escalatesAt = opens ? firstEscalation(await stepsOf(ctx, alert), at) : undefined;
      return { status, suppressedUntil, releasedAt, recoversAt, resolvedAt, reason, escalatesAt };
    },
  });

/** Tells the next step of an alert that is open still, if its rule has one; once, since its notices are. */
async function escalate(ctx: Context, alert: Stored<Alert>, tellOf: (ctx: Context, step: Step) => Promise<void>) {
  const due = escalationDue(alert);
  if (due === undefined || due > ctx.now.toISOString()) return {};
  const after = escalated(ctx, alert, await stepsOf(ctx, alert));
  if (after.escalated !== undefined)
    await tellOf(ctx, { alert: alerts.publicOf(alert), step: escalationName(after.escalated) });
  return after;
}

const stepsOf = async (ctx: Context, { ruleId }: Alert) =>
  (await rulesFor(ctx)).find((rule) => rule.ruleId === ruleId)?.escalation;
