import type { Counters } from './facts.ts';

/** Net of what was bought by currency. */
export const netsOf = (counters: Counters): Map<string, number> =>
  new Map(
    Object.entries(counters).flatMap(([name, amount]): [string, number][] =>
      name.endsWith(':net') ? [[name.slice(0, 3), amount]] : [],
    ),
  );

/** The currency in which most was bought: there are no rates between them. Of equal ones the first by name. */
export const mainCurrency = (nets: ReadonlyMap<string, number>): string | undefined =>
  [...nets].toSorted(([one, much], [other, more]) => more - much || (one < other ? -1 : 1))[0]?.[0];
