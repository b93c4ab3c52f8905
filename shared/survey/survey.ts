import type * as z from 'zod';
import { type Page, pageFrom } from '../http/listing.ts';
import { Problem } from '../http/problem.ts';
import { monthsBetween } from '../kernel/calendar.ts';
import { keysOfCalled } from '../customer/identity.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { shardPages } from '../kernel/shards.ts';
import { type ItemKey, queryPages, type Step } from '../kernel/walk.ts';
import { cancelSurvey } from './cancel.ts';
import type { surveyRoutes } from './survey.routes.ts';
import type { Decision } from './survey.schema.ts';
import { decisionPartition } from './decision.store.ts';
import { type StoredSurvey, surveys } from './survey.store.ts';
import { surveyPartition } from './survey.walk.ts';
import type { Id } from '../kernel/id-kinds.ts';

type Query<Op extends 'list' | 'decisions'> = z.output<(typeof surveyRoutes.routes)[Op]['query']>;

/** One survey; throws `not-found`. */
export const getSurvey = (ctx: Context, surveyId: Id<'survey'>): Promise<StoredSurvey> =>
  visible(ctx, surveys, surveyId);

export const cancel = async (ctx: Context, surveyId: Id<'survey'>): Promise<StoredSurvey> =>
  (await cancelSurvey(ctx, surveyId, 'by_hand')).survey;

const DAY = 86_400_000;
const DEFAULT_DAYS = 90;
const MAX_DAYS = 366;

type Range = { from: string; to: string };
type Position = Range & { month: string; key?: ItemKey };

/** Surveys newest first, walking back month by month; without `from`, the last 90 days. */
export function listSurveys(ctx: Context, { limit, cursor, ...filter }: Query<'list'>): Promise<Page<StoredSurvey>> {
  const to = filter.to ?? ctx.now.toISOString();
  const from = filter.from ?? new Date(Date.parse(to) - DEFAULT_DAYS * DAY).toISOString();
  if (from > to || Date.parse(to) - Date.parse(from) > MAX_DAYS * DAY) {
    throw new Problem('validation-failed', undefined, {
      errors: [{ parameter: 'from', detail: `must be at most ${MAX_DAYS} days before to, and not after it` }],
    });
  }
  const asked = { name: 'survey.list', filter, limit, cursor };
  // A cursor carries the range: without `from`, it is that of the first page.
  return pageFrom(ctx, asked, (position: Position | undefined) =>
    surveysFrom(ctx, position ?? { from, to, month: to.slice(0, 7) }, filter, limit),
  );
}

async function* surveysFrom(
  ctx: Context,
  { from, to, month: start, key }: Position,
  filter: Filter,
  size: number,
): AsyncGenerator<Step<StoredSurvey, Position>[]> {
  const months = monthsBetween(from.slice(0, 7), start).reverse();
  for (const [at, month] of months.entries()) {
    const older = months[at + 1];
    const query = { ...ofMonth(ctx, month, { from, to }, filter), Limit: size };
    for await (const steps of queryPages<StoredSurvey>(ctx, query, month === start ? key : undefined)) {
      yield steps.map(({ item, after }) => ({
        item,
        after: after ? { from, to, month, key: after } : older === undefined ? undefined : { from, to, month: older },
      }));
    }
  }
}

type Filter = Pick<Query<'list'>, 'status' | 'templateId' | 'quarantined'>;

function ofMonth(ctx: Context, month: string, { from, to }: Range, { status, templateId, quarantined }: Filter) {
  const conditions = [
    'createdAt BETWEEN :from AND :to',
    ...(status ? ['#status = :status'] : []),
    ...(templateId ? ['templateId = :template'] : []),
    ...(quarantined ? ['attribute_exists(quarantine)'] : []),
  ];
  return {
    KeyConditionExpression: 'pk = :pk',
    FilterExpression: conditions.join(' AND '),
    ...(status && { ExpressionAttributeNames: { '#status': 'status' } }),
    ExpressionAttributeValues: {
      ':pk': surveyPartition(ctx, month),
      ':from': from,
      ':to': to,
      ...(status && { ':status': status }),
      ...(templateId && { ':template': templateId }),
    },
    ScanIndexForward: false,
  };
}

/** The decisions about a person under all of their names, newest first. */
export function decisions(ctx: Context, { limit, cursor, ...who }: Query<'decisions'>): Promise<Page<Decision>> {
  const asked = { name: 'survey.decisions', filter: who, limit, cursor };
  return pageFrom(ctx, asked, async function* (from: ItemKey | undefined) {
    const partitions = (await keysOfCalled(ctx, who)).map((name) => decisionPartition(ctx.companyId, name));
    yield* shardPages(ctx, { partitions, size: limit, order: 'desc' }, from) as AsyncGenerator<Step<Decision>[]>;
  });
}
