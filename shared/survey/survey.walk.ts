import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { StoredSurvey } from './survey.store.ts';

/** Months that hold surveys or decisions, oldest first. */
export const surveyMonths = (ctx: Context): Promise<string[]> => monthsOf(ctx, 'sv');

/** Every survey that was made in a month (`YYYY-MM`, UTC), oldest first, a page at a time; strongly consistent by default. */
export const walkSurveys = (
  ctx: Context,
  month: string,
  how?: { consistent?: boolean },
): AsyncGenerator<StoredSurvey[]> => walkPartition(ctx, `${companyPrefix(ctx.companyId)}sv#${month}`, how);
