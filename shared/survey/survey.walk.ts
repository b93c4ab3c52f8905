import type { Context } from '../kernel/context.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { StoredSurvey } from './survey.store.ts';

/** Every survey that was made in a month (`YYYY-MM`, UTC), oldest first, strongly consistent, a page at a time. */
export const walkSurveys = (ctx: Context, month: string): AsyncGenerator<StoredSurvey[]> =>
  walkPartition(ctx, `${companyPrefix(ctx.companyId)}sv#${month}`);
