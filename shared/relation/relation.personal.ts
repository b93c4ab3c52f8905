import { partOf } from '../kernel/json.ts';
import type { PersonalKind } from '../kernel/personal.ts';
import { StoredRelation } from './relation.schema.ts';
import { relationsOf } from './relation.store.ts';

const PER_READ = 200;

/** To whom a customer is related, whichever side it was written down for; relations go with the customer. */
export const relationPersonal: PersonalKind = {
  kind: 'relation',
  async heldOf(ctx, { customerIds }) {
    const found: object[] = [];
    for (const customerId of customerIds)
      for await (const steps of relationsOf(ctx, customerId, { from: undefined, size: PER_READ }))
        found.push(...steps.flatMap(({ item }) => (item ? [partOf(StoredRelation, item)] : [])));
    return found;
  },
  erase: async () => 0,
};
