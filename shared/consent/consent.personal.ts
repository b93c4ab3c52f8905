import type { PersonalKind } from '../kernel/personal.ts';
import { consents } from './consent.store.ts';
import { entriesOf } from './ledger.ts';

/** The ledger of a customer; it goes with the customer. */
export const consentPersonal: PersonalKind = {
  kind: 'consent',
  async heldOf(ctx, { customerIds }) {
    const found: object[] = [];
    for (const customerId of customerIds)
      for await (const some of entriesOf(ctx, customerId)) found.push(...some.map((one) => consents.publicOf(one)));
    return found;
  },
  erase: async () => 0,
};
