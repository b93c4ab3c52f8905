import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { openCursor, sealCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { cancelSurvey } from './cancel.ts';
import { decisionsOf } from './asking.ts';
import type { surveyRoutes } from './survey.routes.ts';
import { readSurvey, type StoredSurvey } from './survey.store.ts';

type Query<Op extends 'list' | 'decisions'> = z.output<(typeof surveyRoutes.routes)[Op]['query']>;

/** One survey; throws `not-found`. */
export async function getSurvey(ctx: Context, surveyId: string): Promise<StoredSurvey> {
  const survey = await readSurvey(ctx, surveyId);
  if (!survey) throw new Problem('not-found');
  return survey;
}

export const cancel = async (ctx: Context, surveyId: string): Promise<StoredSurvey> =>
  (await cancelSurvey(ctx, surveyId, 'by_hand')).survey;

const DAY = 86_400_000;
const DEFAULT_DAYS = 90;
const MAX_DAYS = 366;

/** Surveys newest first, walking back month by month; without `from`, the last 90 days. */
export async function listSurveys(ctx: Context, { limit, cursor, ...filter }: Query<'list'>) {
  const to = filter.to ?? ctx.now.toISOString();
  const from = filter.from ?? new Date(Date.parse(to) - DEFAULT_DAYS * DAY).toISOString();
  if (from > to || Date.parse(to) - Date.parse(from) > MAX_DAYS * DAY) {
    throw new Problem('validation-failed', undefined, {
      errors: [{ parameter: 'from', detail: `must be at most ${MAX_DAYS} days before to, and not after it` }],
    });
  }
  const position = await openCursor<{ month: string; key?: Record<string, unknown>; from: string; to: string }>(
    ctx,
    'survey.list',
    filter,
    cursor,
  );
  const range = { from: position?.from ?? from, to: position?.to ?? to };
  const months = monthsBetween(range.from.slice(0, 7), range.to.slice(0, 7)).reverse();
  const items: StoredSurvey[] = [];
  let key = position?.key;
  for (let at = Math.max(0, months.indexOf(position?.month ?? '')); at < months.length; at++) {
    const month = months[at] ?? '';
    do {
      const page = await pageOfMonth(ctx, month, range, filter, limit - items.length, key);
      items.push(...page.items);
      key = page.last;
      if (items.length >= limit && (key || at < months.length - 1)) {
        const next = key ? { month, key } : { month: months[at + 1] ?? '' };
        return { items, nextCursor: await sealCursor(ctx, 'survey.list', filter, { ...next, ...range }) };
      }
    } while (key);
  }
  return { items, nextCursor: null };
}

async function pageOfMonth(
  ctx: Context,
  month: string,
  range: { from: string; to: string },
  { status, templateId, quarantined }: Pick<Query<'list'>, 'status' | 'templateId' | 'quarantined'>,
  limit: number,
  start: Record<string, unknown> | undefined,
): Promise<{ items: StoredSurvey[]; last: Record<string, unknown> | undefined }> {
  const conditions = [
    'createdAt BETWEEN :from AND :to',
    ...(status ? ['#status = :status'] : []),
    ...(templateId ? ['templateId = :template'] : []),
    ...(quarantined ? ['attribute_exists(quarantine)'] : []),
  ];
  const { Items = [], LastEvaluatedKey } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: conditions.join(' AND '),
      ...(status && { ExpressionAttributeNames: { '#status': 'status' } }),
      ExpressionAttributeValues: {
        ':pk': `${companyPrefix(ctx.companyId)}sv#${month}`,
        ':from': range.from,
        ':to': range.to,
        ...(status && { ':status': status }),
        ...(templateId && { ':template': templateId }),
      },
      ScanIndexForward: false,
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items as StoredSurvey[], last: LastEvaluatedKey };
}

/** The decisions about a person, paged. */
export async function decisions(ctx: Context, { limit, cursor, ...who }: Query<'decisions'>) {
  const from = await openCursor<Record<string, unknown>>(ctx, 'survey.decisions', who, cursor);
  const { items, last } = await decisionsOf(ctx, who, { limit, from });
  return { items, nextCursor: last ? await sealCursor(ctx, 'survey.decisions', who, last) : null };
}
