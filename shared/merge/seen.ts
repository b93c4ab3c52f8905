import { masked } from '../customer/masked.ts';
import type { Context } from '../kernel/context.ts';

/** An answer about a merge as this caller may see it: customers are covered as they are anywhere else. */
export const seen = async (ctx: Context, body: unknown): Promise<unknown> => masked(ctx, body);
