import * as z from 'zod';
import { COMPANY_KEY, type Contribution, type CountedKind, type CountingSettings } from '../metrics/counted-kind.ts';
import { excludedName } from '../metrics/counters.ts';
import { minutesName } from '../metrics/minute-steps.ts';
import { type Moment, onTheirDays } from '../metrics/moments.ts';
import { recordChangeOf } from '../metrics/record-change.ts';

const text = z.string().optional();
const instant = z.iso.datetime();

/** The part of an alert that numbers depend on. */
export const CountableAlert = z.object({
  alertId: z.string(),
  ruleId: z.string(),
  severity: z.string(),
  status: z.string(),
  openedAt: instant,
  releasedAt: instant.optional(),
  ackAt: instant.optional(),
  resolvedAt: instant.optional(),
  resolution: text,
  reason: text,
  suppressedBy: text,
  deletedAt: text,
});
export type CountableAlert = z.infer<typeof CountableAlert>;

const MINUTE = 60_000;

/** Whether nobody was ever told of an alert: it waits, or was over before it opened. */
const wasHeldBack = ({ status, suppressedBy, releasedAt }: CountableAlert): boolean =>
  status === 'suppressed' || (status === 'auto_resolved' && suppressedBy !== undefined && releasedAt === undefined);

function momentsOf(alert: CountableAlert): Moment[] {
  const { openedAt, suppressedBy = 'unknown', releasedAt = openedAt, ackAt, resolvedAt, resolution, reason } = alert;
  if (wasHeldBack(alert)) return [[openedAt, excludedName('opened', suppressedBy)]];
  const moments: Moment[] = [[openedAt, 'opened']];
  if (ackAt !== undefined) {
    const waited = Math.max(0, Date.parse(ackAt) - Date.parse(releasedAt));
    moments.push([ackAt, minutesName('ack', Math.floor(waited / MINUTE))]);
  }
  if (resolvedAt === undefined) return moments;
  if (ackAt === undefined) moments.push([resolvedAt, excludedName('ack', 'unacknowledged')]);
  const verdict = resolution === undefined ? excludedName('verdict', reason ?? 'none') : `verdict:${resolution}`;
  return [...moments, [resolvedAt, verdict]];
}

const contributions = (alert: CountableAlert, settings: CountingSettings): Contribution[] => {
  const dims = { 'alert.company': COMPANY_KEY, 'alert.rule': alert.ruleId, 'alert.severity': alert.severity };
  return alert.deletedAt === undefined ? onTheirDays(momentsOf(alert), dims, settings) : [];
};

/** Alerts as a counted kind: each on the days on which it opened, was acknowledged and was resolved. */
export const countedAlerts: CountedKind<CountableAlert> = {
  kind: 'alert',
  ledger: 'alert#',
  dimensions: ['alert.company', 'alert.rule', 'alert.severity'],
  lasts: true,
  contributions,
  changeOf: (change) => recordChangeOf(change, CountableAlert, { kind: 'alert', id: 'alertId' }),
};
