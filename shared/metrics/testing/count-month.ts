import type { Context } from '../../kernel/context.ts';
import { countedKinds } from '../../counted-kinds.ts';
import { sweep } from '../sweep.ts';

const DAY = 86_400_000;

/** Counts all records of the month it is, and of the day before, as the reader of changes would have by now. */
export async function countMonth(ctx: Context): Promise<void> {
  const days = [ctx.now, new Date(ctx.now.getTime() - DAY)];
  const months = [...new Set(days.map((day) => day.toISOString().slice(0, 7)))];
  for (const kind of countedKinds) await sweep(ctx, kind, { months });
}
