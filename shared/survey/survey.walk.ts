import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { isStored } from '../kernel/is-stored.ts';
import { companyPrefix } from '../kernel/table.ts';
import { queryPages, walkPartition } from '../kernel/walk.ts';
import type { Survey } from './survey.schema.ts';
import { type StoredSurvey, surveys } from './survey.store.ts';

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

const PER_PAGE = 500;

/** Surveys that were made in a span of instants (milliseconds, the end exclusive) as callers see them, oldest first, behind one of them. */
export async function* surveysAfter(
  ctx: Context,
  { start, end }: { start: number; end: number },
  after?: Id<'survey'>,
): AsyncGenerator<Survey[]> {
  const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
  const [first, last] = [after ? idMonth(after) : monthOf(start), monthOf(Math.min(end, ctx.now.getTime()))];
  for (const month of (await surveyMonths(ctx)).filter((one) => one >= first && one <= last)) {
    const query = {
      KeyConditionExpression: 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: { ':pk': surveyPartition(ctx, month), ':after': after ?? ' ' },
      Limit: PER_PAGE,
    };
    for await (const steps of queryPages<StoredSurvey>(ctx, query, undefined))
      yield steps
        .flatMap(({ item }) => item ?? [])
        .map((survey) => surveys.publicOf(survey))
        .filter(({ createdAt }) => Date.parse(createdAt) >= start && Date.parse(createdAt) < end);
  }
}
