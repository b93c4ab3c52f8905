import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { monthPartition } from './feedback.store.ts';

export { find, findAll } from './feedback.store.ts';

/** Months that hold records, oldest first. */
export const months = (ctx: Context): Promise<string[]> => monthsOf(ctx);

/** Every record of a month, oldest first, deleted and excluded ones included, a page at a time. */
export const walk = (ctx: Context, month: string, how?: { consistent?: boolean }): AsyncGenerator<StoredFeedback[]> =>
  walkPartition(ctx, monthPartition(ctx, month), how);
