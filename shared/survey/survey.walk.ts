import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { isStored } from '../kernel/is-stored.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { StoredSurvey } from './survey.store.ts';

/** Months that hold surveys or decisions, oldest first. */
export const surveyMonths = (ctx: Context): Promise<string[]> => monthsOf(ctx, 'sv');

/** The partition of the surveys that were made in a month. */
export const surveyPartition = ({ companyId }: Context, month: string): string =>
  `${companyPrefix(companyId)}sv#${month}`;

/** Whether there is a survey. */
export const hasSurvey = (ctx: Context, surveyId: Id<'survey'>): Promise<boolean> =>
  isStored(ctx, { pk: `sv#${idMonth(surveyId)}`, sk: surveyId });

/** Every survey that was made in a month (`YYYY-MM`, UTC), oldest first, a page at a time; strongly consistent by default. */
export const walkSurveys = (
  ctx: Context,
  month: string,
  how?: { consistent?: boolean },
): AsyncGenerator<StoredSurvey[]> => walkPartition(ctx, surveyPartition(ctx, month), how);
