import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { companyPrefix } from '../kernel/table.ts';

/** Names the postings of customers. */
export const CUSTOMER_TOKENS = 'cus';

/** Where a customer lies within its company; read without the store by whoever asks only for names (docs/adr/0009). */
export const customerPart = (customerId: Id<'customer'>): string => `cus#${customerId}`;
export const customerKey = ({ companyId }: Pick<Context, 'companyId'>, customerId: Id<'customer'>) => ({
  pk: `${companyPrefix(companyId)}${customerPart(customerId)}`,
  sk: customerId,
});
