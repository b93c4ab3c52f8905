import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth } from '../kernel/ids.ts';
import { queryPages } from '../kernel/walk.ts';
import type { Survey } from './survey.schema.ts';
import { type StoredSurvey, surveys } from './survey.store.ts';
import { surveyMonths, surveyPartition } from './survey.walk.ts';

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
