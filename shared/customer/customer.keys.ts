import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { companyPrefix } from '../kernel/table.ts';

/** Names the postings of customers. */
export const CUSTOMER_TOKENS = 'cus';

/** Partitions of the list of a company's customers by their latest change: an import writes faster than one of them takes. */
export const LIST = 'cl';
export const LIST_SHARDS = 8;

/** Where a customer lies within its company; read without the store by whoever asks only for names (docs/adr/0009). */
export const customerPart = (customerId: Id<'customer'>): string => `cus#${customerId}`;
export const customerKey = ({ companyId }: Pick<Context, 'companyId'>, customerId: Id<'customer'>) => ({
  pk: `${companyPrefix(companyId)}${customerPart(customerId)}`,
  sk: customerId,
});
