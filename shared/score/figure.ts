/** Why a score is what it is: which rule, its points or its part of the whole, and what it saw. */
export type Reason = { ruleId: string; points: number; evidence: string };

/** A score before it is stored: what it is, by which formula, of what, what it lacked, and why. */
export type Figure<V = number> = {
  value: V | null;
  /** Why there is no value. */
  reason?: string;
  formulaVersion: string;
  inputs: Record<string, number | string | null>;
  missing: string[];
  reasons: Reason[];
};

export const DAY_MS = 86_400_000;
export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
/** How long ago an instant was, in days; negative where it lies ahead. */
export const daysAgo = (at: string, now: Date): number => (now.getTime() - Date.parse(at)) / DAY_MS;
