import type { PurchaseFact } from '../purchase/fact.ts';

/** So many dated entries of each kind are kept: windows over them need no query. */
export const KEPT_ENTRIES = 50;

/** Lifetime counters, integers that add, by name: `sale:n`, and of each currency `EUR:net`, `EUR:margin`, `EUR:unsaid`. */
export type Counters = Readonly<Record<string, number>>;
/** What is known of a customer in numbers. */
export type Facts = { counters: Counters; newest: Readonly<Record<string, readonly PurchaseFact[]>> };

export const noFacts: Facts = { counters: {}, newest: {} };

/** What one purchase adds to the counters of its customer. `unsaid` is net of which no margin was sent. */
export function countersOf({ kind, currency, kept, net, margin }: PurchaseFact): Counters {
  const one = { [`${kind}:n`]: 1 };
  if (kind === 'return') return { ...one, [`${currency}:returned`]: net };
  return {
    ...one,
    [`${currency}:net`]: net,
    [`${currency}:${margin === undefined ? 'unsaid' : 'margin'}`]: margin ?? kept,
  };
}

/** Counters added, or taken off again (-1); what is 0 is left out, so equal facts are equal. */
function added(counters: Counters, more: Counters, times: 1 | -1): Counters {
  const all: Record<string, number> = { ...counters };
  for (const [name, number] of Object.entries(more)) all[name] = (all[name] ?? 0) + times * number;
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, number]) => number !== 0)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

const byNewest = (one: PurchaseFact, other: PurchaseFact): number => (one.id < other.id ? 1 : -1);

/**
 * Facts in which `after` stands in the place of `before`, of one record. `refill` are the newest of its kind as they are
 * without it, which the caller reads where {@link needsRefill} says so.
 */
export function replaced(
  { counters, newest }: Facts,
  before: PurchaseFact | undefined,
  after: PurchaseFact | undefined,
  refill?: readonly PurchaseFact[],
): Facts {
  const kind = (after ?? before)?.kind;
  if (kind === undefined) return { counters, newest };
  const less = before ? added(counters, countersOf(before), -1) : counters;
  const rest = refill ?? (newest[kind] ?? []).filter(({ id }) => id !== (after ?? before)?.id);
  const list = [...rest, ...(after ? [after] : [])].toSorted(byNewest).slice(0, KEPT_ENTRIES);
  const { [kind]: _, ...others } = newest;
  const kinds = list.length > 0 ? { ...others, [kind]: list } : others;
  return { counters: after ? added(less, countersOf(after), 1) : less, newest: kinds };
}

/** Whether an entry that was pushed out comes back when this one goes. */
export const needsRefill = ({ newest }: Facts, before: PurchaseFact | undefined): boolean => {
  const list = before ? (newest[before.kind] ?? []) : [];
  return list.length >= KEPT_ENTRIES && list.some(({ id }) => id === before?.id);
};

/** Facts of all records of a customer, from nothing. */
export const factsOfAll = (all: Iterable<PurchaseFact>): Facts => {
  let facts = noFacts;
  for (const one of all) facts = replaced(facts, undefined, one);
  return facts;
};
