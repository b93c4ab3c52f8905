type Week = { week: string };
type Change = { day: string; before: number; after: number };

/** The level that each week lies on, which changes with the first week that begins on the day of a change or after it. */
export function levelsOf(
  weeks: readonly Week[],
  changes: readonly Change[],
): { period: string; value: number; n: number }[] {
  const inOrder = changes.toSorted((a, b) => a.day.localeCompare(b.day));
  const [first] = inOrder;
  if (!first) return [];
  return weeks.map(({ week }) => ({
    period: week,
    value: inOrder.findLast(({ day }) => day <= week)?.after ?? first.before,
    n: 0,
  }));
}
