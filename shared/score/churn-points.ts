import type { PurchaseFact } from '../purchase/fact.ts';
import { daysAgo, type Figure, type Reason } from './figure.ts';

/** What the points are given for; `undefined` where nothing is known of it. */
export type ChurnFacts = {
  /** When the customer bought what, whatever the currency; returns are no purchases. */
  boughtAt: readonly string[];
  /** The median gap of the company’s customers, in days, for who has bought less than 3 times. */
  companyGapDays?: number | undefined;
  revenueTrend?: number | undefined;
  lastNps?: number | undefined;
  /** Complaints within 90 days. */
  complaints: number;
  /** The first day on which a lease ends, from today on. */
  leaseEndsOn?: string | undefined;
  /** When unpaid invoices were due. */
  unpaidDueAt: readonly string[];
};

const OWN_GAP_FROM = 3;
const TOP = 3;

const median = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return sorted.length === 0 ? undefined : ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

/** The median of the days between purchases; undefined below two. */
export function medianGapDays(boughtAt: readonly string[]): number | undefined {
  const days = boughtAt.map((at) => Date.parse(at) / 86_400_000).toSorted((one, other) => one - other);
  return median(days.slice(1).map((day, index) => day - (days[index] ?? day)));
}

/** When what was bought was bought. */
export const boughtAtOf = (all: readonly Pick<PurchaseFact, 'kind' | 'at'>[]): string[] =>
  all.filter(({ kind }) => kind !== 'return').map(({ at }) => at);

function gapReason({ boughtAt, companyGapDays }: ChurnFacts, now: Date): Reason | undefined {
  const own = boughtAt.length >= OWN_GAP_FROM ? medianGapDays(boughtAt) : undefined;
  const gap = own ?? companyGapDays;
  if (gap === undefined || gap <= 0 || boughtAt.length === 0) return undefined;
  const last = Math.min(...boughtAt.map((at) => daysAgo(at, now)));
  const points = last >= 3 * gap ? 40 : last >= 2 * gap ? 25 : 0;
  const whose = own === undefined ? 'of the company' : 'of their own';
  return { ruleId: 'purchase_gap', points, evidence: `${Math.floor(last)} days; median ${gap.toFixed(1)} ${whose}` };
}

/**
 * How likely a customer is lost, 0–100, by points that add up and are capped; the three that weigh most are the reasons.
 * Complaints and bad answers never lower it. None without a purchase. `missing` names rules that nothing is known of.
 */
export function churnPoints(facts: ChurnFacts, now: Date): Figure {
  const { boughtAt, revenueTrend, lastNps, complaints, leaseEndsOn, unpaidDueAt } = facts;
  const leaseDays = leaseEndsOn === undefined ? undefined : -daysAgo(`${leaseEndsOn}T23:59:59.999Z`, now);
  const overdue = Math.max(0, ...unpaidDueAt.map((at) => daysAgo(at, now)));
  const when = (is: boolean, ruleId: string, points: number, evidence: string): Reason[] =>
    is ? [{ ruleId, points, evidence }] : [];
  const gap = gapReason(facts, now);
  const all: Reason[] = [
    ...(gap && gap.points > 0 ? [gap] : []),
    ...when(
      revenueTrend !== undefined && revenueTrend < 30,
      'revenue_trend',
      15,
      `${(revenueTrend ?? 0).toFixed(1)} of 100`,
    ),
    ...when(lastNps !== undefined && lastNps <= 6, 'last_nps', 15, `NPS ${lastNps}`),
    ...when(complaints >= 2, 'complaints', 15, `${complaints} in 90 days`),
    ...when(leaseDays !== undefined && leaseDays >= 0 && leaseDays <= 60, 'lease_ends', 15, `on ${leaseEndsOn}`),
    ...when(overdue > 30, 'overdue', 10, `${Math.floor(overdue)} days`),
  ];
  const base = {
    formulaVersion: 'points-1',
    inputs: {
      purchases: boughtAt.length,
      revenueTrend: revenueTrend ?? null,
      lastNps: lastNps ?? null,
      complaints,
      leaseEndsOn: leaseEndsOn ?? null,
      overdueDays: Math.floor(overdue),
      companyGapDays: facts.companyGapDays ?? null,
    },
    missing: [
      ...(gap ? [] : ['purchase_gap']),
      ...(revenueTrend === undefined ? ['revenue_trend'] : []),
      ...(lastNps === undefined ? ['last_nps'] : []),
      'tickets',
      'unsubscribed',
    ],
  };
  if (boughtAt.length === 0) return { ...base, value: null, reason: 'no_purchases', reasons: [] };
  const value = Math.min(
    100,
    all.reduce((sum, { points }) => sum + points, 0),
  );
  return { ...base, value, reasons: all.toSorted((one, other) => other.points - one.points).slice(0, TOP) };
}
