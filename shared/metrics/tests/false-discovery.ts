/**
 * Of several tests, the share of false ones among all that are taken for true when the limit lies at each: q = min over
 * the tests with a p at least as large of p·m/rank (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995). In the order given.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const order = ps.map((p, index) => ({ p, index })).toSorted((a, b) => b.p - a.p);
  const qs = ps.map(() => 1);
  let least = 1;
  for (const [behind, { p, index }] of order.entries()) {
    least = Math.min(least, (p * ps.length) / (ps.length - behind));
    qs[index] = least;
  }
  return qs;
}
