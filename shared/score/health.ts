import type { PurchaseFact } from '../purchase/fact.ts';
import { clamp, daysAgo, type Figure } from './figure.ts';
import { defaultWeights, type HealthComponent, healthComponents, type Weights } from './weights.ts';

const LEAST_COMPONENTS = 2;
const HEALTHY = 70;
const WATCH = 40;
const HALF_YEAR = 180;
const YEAR = 365;
/** Paid so many days after it was due is paid in time. */
const GRACE_DAYS = 5;
const LAST_SCORES = 5;
const HALF_LIFE_DAYS = 90;

export type HealthBand = 'healthy' | 'watch' | 'at_risk';
export const bandOf = (health: number): HealthBand =>
  health >= HEALTHY ? 'healthy' : health >= WATCH ? 'watch' : 'at_risk';

/** An answer to a survey; a higher value is always the better one. */
export type Heard = { metric: string; value: number; scaleMin: number; scaleMax: number; at: string };
type Sold = Pick<PurchaseFact, 'kind' | 'at' | 'net' | 'total' | 'kept' | 'dueAt' | 'paidAt'>;

/** Net of what was bought less what was given back, from so many days ago until so many days ago. */
function revenue(sold: readonly Sold[], now: Date, from: number, to: number): number {
  const inside = sold.filter(({ at }) => daysAgo(at, now) < from && daysAgo(at, now) >= to);
  return inside.reduce((sum, { kind, net }) => sum + (kind === 'return' ? -net : net), 0);
}

/** 50 + 50·clamp((R₁−R₀)/R₀, −1, 1) of the last 180 days and the 180 before; none without revenue before. */
export function revenueTrend(sold: readonly Sold[], now: Date): number | undefined {
  const before = revenue(sold, now, 2 * HALF_YEAR, HALF_YEAR);
  const last = revenue(sold, now, HALF_YEAR, Number.NEGATIVE_INFINITY);
  return before > 0 ? 50 + 50 * clamp((last - before) / before, -1, 1) : undefined;
}

/** The share of the amount due in 12 months that was paid within 5 days of then; of what may still be paid in time, nothing is known. */
export function payment(sold: readonly Sold[], now: Date): number | undefined {
  let [due, inTime] = [0, 0];
  for (const { dueAt, paidAt, total, kept } of sold) {
    if (dueAt === undefined || daysAgo(dueAt, now) > YEAR || daysAgo(dueAt, now) < 0) continue;
    // Nothing is due of what was given back before it was paid.
    if (paidAt === undefined && kept <= 0) continue;
    const isPaid = paidAt !== undefined && daysAgo(dueAt, new Date(paidAt)) <= GRACE_DAYS;
    if (!isPaid && paidAt === undefined && daysAgo(dueAt, now) <= GRACE_DAYS) continue;
    due += total;
    if (isPaid) inTime += total;
  }
  return due > 0 ? (100 * inTime) / due : undefined;
}

/**
 * The mean of the last 5 answers of 365 days on 0–100; one that is 90 days older than another weighs half as much. Weights are
 * counted from the newest answer, which changes no mean, so that the same answers give the same digits at whatever time.
 */
export function satisfaction(heard: readonly Heard[], now: Date): number | undefined {
  const last = heard
    .filter(({ at, scaleMax, scaleMin }) => daysAgo(at, now) < YEAR && scaleMax > scaleMin)
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, LAST_SCORES);
  const [newest] = last;
  if (!newest) return undefined;
  const weights = last.map(({ at }) => 2 ** (-daysAgo(at, new Date(newest.at)) / HALF_LIFE_DAYS));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return last.reduce(
    (all, { value, scaleMin, scaleMax }, index) =>
      all + ((weights[index] ?? 0) * clamp((100 * (value - scaleMin)) / (scaleMax - scaleMin), 0, 100)) / sum,
    0,
  );
}

/**
 * Health, 0–100: Σ w·s / Σ w over the components that there are; those that are missing are named. None below 2 components,
 * or where those that there are weigh nothing.
 */
export function healthOf(
  components: Partial<Record<HealthComponent, number | undefined>>,
  weights: Weights = defaultWeights,
): Figure {
  const present = healthComponents.filter((name) => components[name] !== undefined);
  const missing = healthComponents.filter((name) => components[name] === undefined);
  const weight = present.reduce((sum, name) => sum + weights[name], 0);
  const part = (name: HealthComponent): number => weights[name] * clamp(components[name] ?? 0, 0, 100);
  const inputs = Object.fromEntries(
    healthComponents.flatMap((name) => [
      [name, components[name] ?? null],
      [`weight.${name}`, weights[name]],
    ]),
  );
  const base = { formulaVersion: 'health-1', inputs, missing };
  if (present.length < LEAST_COMPONENTS || weight <= 0)
    return { ...base, value: null, reason: 'too_few_components', reasons: [] };
  return {
    ...base,
    value: present.reduce((sum, name) => sum + part(name), 0) / weight,
    reasons: present.map((name) => ({
      ruleId: name,
      points: part(name) / weight,
      evidence: `${(components[name] ?? 0).toFixed(1)} of 100, weight ${weights[name]}`,
    })),
  };
}
