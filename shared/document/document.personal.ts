import { foundAmong, type PersonalKind } from '../kernel/personal.ts';
import { documents } from './document.store.ts';
import { documentIdsOf } from './of-owner.ts';

/** Documents of a customer; they go with the customer, and those of the contacts that they are with these. */
export const documentPersonal: PersonalKind = {
  kind: 'document',
  async heldOf(ctx, { customerIds }) {
    const found: object[] = [];
    for (const customerId of customerIds)
      for await (const ids of documentIdsOf(ctx, customerId)) found.push(...(await foundAmong(ctx, documents, ids)));
    return found;
  },
  erase: async () => 0,
};
