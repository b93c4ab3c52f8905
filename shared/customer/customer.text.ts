import { batchGet } from '../kernel/batch-get.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { SearchText } from '../kernel/search-text.ts';
import type { Stored } from '../kernel/store.ts';
import { CUSTOMER_TOKENS, customerKey } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { writtenWordsOf } from './tokens.ts';

type Row = Stored<StoredCustomer>;

/** The words of a customer beyond those that its own transaction holds, and those of a deleted one, follow by this. */
export const customerText: SearchText<Row> = {
  postings: CUSTOMER_TOKENS,
  id: 'customerId',
  texts: ['wordsBehind'],
  wordsOf: (customer) => writtenWordsOf(customer),
  laneOf: () => 'new',
  find: async (ctx, ids) => {
    const keys = ids.map((id) => customerKey(ctx, id as Id<'customer'>));
    return (await batchGet(ctx, keys, { ConsistentRead: true })) as Row[];
  },
};
