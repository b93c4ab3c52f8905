import { noteMonths } from '../company/months.ts';
import { enlist } from '../kernel/companies.ts';
import type { Context } from '../kernel/context.ts';
import { commit, type TransactItem } from '../kernel/write.ts';

/** Writes a decision and what follows from it, where schedules find the company and sweeps the month. */
export async function writeDecision(ctx: Context, writes: TransactItem[]): Promise<void> {
  await Promise.all([enlist(ctx), noteMonths(ctx, [ctx.now.toISOString().slice(0, 7)], 'sv')]);
  await commit(ctx, writes);
}
