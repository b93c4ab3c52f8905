import type { Context } from '../kernel/context.ts';
import type { Alert } from './alert.schema.ts';
import type { Notify } from './notice.ts';

/** Whom a rule tells, too, of an alert that nobody has acknowledged so long after it opened. */
export type EscalationStep = { afterMinutes: number; notify: Notify };
type Minutes = Pick<EscalationStep, 'afterMinutes'>;

const MINUTE = 60_000;
const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * MINUTE).toISOString();

/** When the first step is due of an alert that opened then; undefined for a rule without steps. */
export const firstEscalation = ([first]: readonly Minutes[] = [], openedAt: string): string | undefined =>
  first && later(openedAt, first.afterMinutes);

/** When the next step is due with an alert: only while it is open, and not before its snooze is over. */
export function escalationDue({ status, escalatesAt, snoozedUntil = '' }: Alert): string | undefined {
  if (status !== 'open' || escalatesAt === undefined) return undefined;
  return snoozedUntil > escalatesAt ? snoozedUntil : escalatesAt;
}

/** The name of a step, as notices bear it. */
export const escalationName = (step: number): string => `escalation-${step}`;

/** Whom a step of an alert's life is told to: for a step of the escalation those whom it names, where the rule still has it. */
export function notifyOf(rule: { notify: Notify; escalation?: readonly EscalationStep[] | undefined }, step: string) {
  const index = rule.escalation?.findIndex((_, at) => escalationName(at + 1) === step) ?? -1;
  return step.startsWith('escalation-') ? rule.escalation?.[index]?.notify : rule.notify;
}

/**
 * What an alert says once its next step is told. The step after it comes as long after its planned time as the rule says;
 * where that has passed, too, as after an outage, a minute is left to who was told first.
 */
export function escalated(
  { now }: Pick<Context, 'now'>,
  { escalated: told = 0, escalatesAt = now.toISOString() }: Alert,
  steps: readonly Minutes[] = [],
): Pick<Alert, 'escalated' | 'escalatesAt'> {
  const [current, next] = steps.slice(told);
  if (!current) return { escalatesAt: undefined };
  const planned = next && later(escalatesAt, next.afterMinutes - current.afterMinutes);
  const soonest = later(now.toISOString(), 1);
  return { escalated: told + 1, escalatesAt: planned && (planned > soonest ? planned : soonest) };
}
