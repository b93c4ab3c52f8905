import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { stillThere } from '../kernel/still-there.ts';
import type { TransactItem } from '../kernel/write.ts';
import { customerKey } from './customer.keys.ts';

/** For a transaction that writes something of a customer: it fails where they are deleted or erased meanwhile. */
export const isThereStill = (ctx: Context, { customerId }: { customerId: Id<'customer'> }): TransactItem =>
  stillThere(customerKey(ctx, customerId));
