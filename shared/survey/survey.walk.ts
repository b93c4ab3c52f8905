import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { StoredSurvey } from './survey.store.ts';

/** Months that hold surveys or decisions, oldest first. */
export const surveyMonths = (ctx: Context): Promise<string[]> => monthsOf(ctx, 'sv');

/** The partition of the surveys that were made in a month. */
export const surveyPartition = ({ companyId }: Context, month: string): string =>
  `${companyPrefix(companyId)}sv#${month}`;

/** Whether there is a survey; strongly consistent. Who counts does without the kit, and so without ElectroDB (0009). */
export async function hasSurvey(ctx: Context, surveyId: Id<'survey'>): Promise<boolean> {
  const Key = { pk: surveyPartition(ctx, idMonth(surveyId)), sk: surveyId };
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item !== undefined;
}

/** Every survey that was made in a month (`YYYY-MM`, UTC), oldest first, a page at a time; strongly consistent by default. */
export const walkSurveys = (
  ctx: Context,
  month: string,
  how?: { consistent?: boolean },
): AsyncGenerator<StoredSurvey[]> => walkPartition(ctx, surveyPartition(ctx, month), how);
