export type Sortable = number | string | null | undefined;

/** Rows by what `of` says of them; those of which it says nothing come last, whichever way the others go. */
export function sorted<T>(rows: readonly T[], of: (row: T) => Sortable, down: boolean, language: string): T[] {
  const order = new Intl.Collator(language, { numeric: true });
  const compare = (a: number | string, b: number | string): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b));
  return rows.toSorted((one, other) => {
    const [a, b] = [of(one) ?? undefined, of(other) ?? undefined];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return down ? compare(b, a) : compare(a, b);
  });
}
