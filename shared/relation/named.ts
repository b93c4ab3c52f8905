import { namesOfContacts } from '../contact/names.ts';
import { namesOfCustomers } from '../customer/names.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { PersonRef } from './relation.schema.ts';

/** What somebody is called, and what they are. */
export type Named = { displayName: string; kind: 'individual' | 'business' | 'contact' };

/** What some customers and contacts are called, by id; those who are gone are absent. Strongly consistent. */
export async function namesOf(ctx: Context, refs: readonly PersonRef[]): Promise<ReadonlyMap<string, Named>> {
  const idsOf = <K extends 'customer' | 'contact'>(type: K) =>
    refs.flatMap((ref) => (ref.type === type ? [ref.id as Id<K>] : []));
  const [customers, contacts] = await Promise.all([
    namesOfCustomers(ctx, idsOf('customer')),
    namesOfContacts(ctx, idsOf('contact')),
  ]);
  return new Map<string, Named>([
    ...[...customers].map(([id, { displayName, type }]) => [id, { displayName, kind: type }] as const),
    ...[...contacts].map(([id, { displayName }]) => [id, { displayName, kind: 'contact' }] as const),
  ]);
}
