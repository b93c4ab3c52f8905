import { noteMonths } from '../company/months.ts';
import { create } from '../kernel/change.ts';
import { enlist } from '../kernel/companies.ts';
import type { Context } from '../kernel/context.ts';
import { commit, type TransactItem } from '../kernel/write.ts';
import { surveys } from '../survey/survey.store.ts';
import type { NewSurvey } from './ask.types.ts';

/** Writes a decision and what follows from it, where schedules find the company and sweeps the month. */
export async function writeDecision(ctx: Context, writes: TransactItem[], survey?: NewSurvey): Promise<void> {
  await Promise.all([enlist(ctx), noteMonths(ctx, [ctx.now.toISOString().slice(0, 7)], 'sv')]);
  // The key's row keeps the answer to all that was asked for, of which this may be one.
  if (survey) await create({ ...ctx, idempotency: undefined }, surveys, survey, { action: 'ask', also: writes });
  else await commit(ctx, writes);
}
