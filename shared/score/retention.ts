/** Below so many customers a share of them says nothing. */
export const LEAST_COHORT = 50;
const YEAR_DAYS = 365;

/** Of some customers who bought in a year, how many there were, and how many bought again in the window after it. */
export type Cohort = { n: number; stayed: number };

/**
 * Yearly retention of the cohort of a tier, else of the whole company; undefined below 50 customers of both. What was counted
 * over a window of other length is brought to a year: a share that stays each window stays so often in a row.
 */
export function retentionOf(
  { company, tier }: { company: Cohort | undefined; tier?: Cohort | undefined },
  windowDays: number,
): { rate: number; n: number; of: 'tier' | 'company' } | undefined {
  const [cohort, of] = (tier?.n ?? 0) >= LEAST_COHORT ? [tier, 'tier' as const] : [company, 'company' as const];
  if (!cohort || cohort.n < LEAST_COHORT) return undefined;
  return { rate: (cohort.stayed / cohort.n) ** (YEAR_DAYS / windowDays), n: cohort.n, of };
}

/** Whether somebody was a customer in the year before the window, and bought in it. */
export function stayed(boughtAt: readonly string[], now: Date, windowDays: number): 'no_customer' | 'left' | 'stayed' {
  const ages = boughtAt.map((at) => (now.getTime() - Date.parse(at)) / 86_400_000);
  if (!ages.some((age) => age >= windowDays && age < windowDays + YEAR_DAYS)) return 'no_customer';
  return ages.some((age) => age < windowDays) ? 'stayed' : 'left';
}
