import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import { contacts } from './contact.store.ts';
import { placesOfPerson } from './places.ts';

const PER_READ = 100;

async function idsOf(ctx: Context, { customerIds }: Person): Promise<Id<'contact'>[]> {
  const ids: Id<'contact'>[] = [];
  for (const customerId of customerIds)
    for await (const steps of placesOfPerson(ctx, customerId, { from: undefined, size: PER_READ }))
      ids.push(...steps.flatMap(({ item }) => item?.contactId ?? []));
  return ids;
}

/** The contacts that a customer is; they go with the customer. */
export const contactPersonal: PersonalKind = {
  kind: 'contact',
  heldOf: async (ctx, person) => foundAmong(ctx, contacts, await idsOf(ctx, person)),
  erase: async () => 0,
};
