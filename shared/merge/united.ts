import { normalEmail } from '../customer/customer-key.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import type { Id } from '../kernel/id-kinds.ts';

type Customer = StoredCustomer;
type Listed = 'emails' | 'phones' | 'addresses' | 'socialProfiles' | 'tags' | 'externalIds';
type Entry<F extends Listed> = NonNullable<Customer[F]>[number];

/** What makes two entries of a list one, and how many it holds. */
const lists: { [F in Listed]: { nameOf: (entry: Entry<F>) => string; most: number } } = {
  emails: { nameOf: ({ address }) => normalEmail(address), most: 10 },
  phones: { nameOf: ({ number }) => number, most: 10 },
  addresses: { nameOf: ({ type, standard }) => `${type} ${standard.text.toLowerCase()}`, most: 10 },
  socialProfiles: { nameOf: ({ url }) => url, most: 10 },
  tags: { nameOf: (tag) => tag, most: 50 },
  externalIds: { nameOf: ({ source, id }) => `${source} ${id}`, most: 20 },
};
export const listed = Object.keys(lists) as Listed[];

/** What names an entry of a list. */
export const nameIn = (field: Listed, entry: unknown): string => lists[field].nameOf(entry as never);

/** How many entries a list may hold. */
export const mostOf = (field: Listed): number => lists[field].most;

type Phone = Entry<'phones'>;
/** A number may be called where one has agreed to it and nobody has refused. */
const restrained = (same: readonly Phone[]): Phone => {
  const [first] = same as [Phone, ...Phone[]];
  const said = same.filter(({ consentToCall }) => consentToCall !== undefined);
  const one = said.find(({ consentToCall }) => consentToCall === false) ?? said[0];
  return one ? { ...first, consentToCall: one.consentToCall, consentDate: one.consentDate } : first;
};

type Primary = { primary: boolean; type?: string | undefined };
/** The primary entry of the survivor stays the only one; of addresses one of each type. */
function withOnePrimary(field: Listed, entries: readonly unknown[]): unknown[] {
  if (field !== 'emails' && field !== 'phones' && field !== 'addresses') return [...entries];
  const taken = new Set<string>();
  return (entries as readonly Primary[]).map((entry) => {
    const of = field === 'addresses' ? (entry.type ?? '') : '';
    const primary = entry.primary && !taken.has(of);
    if (primary) taken.add(of);
    return { ...entry, primary };
  });
}

/** The lists of several customers as one each: what is the same stands once, as the first of them says it. */
export function united(all: readonly Customer[]): Record<Listed, { value: unknown; from: Id<'customer'>[] }> {
  const made = listed.map((field) => {
    const entries = all.flatMap((one) => (one[field] ?? []).map((entry) => ({ entry, of: one.customerId })));
    const groups = [...Map.groupBy(entries, ({ entry }) => nameIn(field, entry)).values()];
    const kept = groups.flatMap(([first, ...same]) => {
      if (!first) return [];
      const entry = field === 'phones' ? restrained([first, ...same].map((one) => one.entry as Phone)) : first.entry;
      return [{ entry, of: first.of }];
    });
    const value = withOnePrimary(
      field,
      kept.map(({ entry }) => entry),
    );
    return [field, { value: value.length > 0 ? value : undefined, from: [...new Set(kept.map(({ of }) => of))] }];
  });
  return Object.fromEntries(made) as Record<Listed, { value: unknown; from: Id<'customer'>[] }>;
}
