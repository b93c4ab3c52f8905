import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { customerPartition, findAll } from '../feedback/feedback.store.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { noteAddress } from '../consent/address-news.ts';
import { isOpen } from '../survey/survey.schema.ts';
import { notDue, type StoredSurvey, surveys } from '../survey/survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

const PAUSE_MONTHS = 3;
const MOST_SHOWN = 100;
type Frequency = 'all' | 'pause' | 'none';

/** Keeps what a person wants. "Never" also ends the survey that the link came with. */
export async function setFrequency(ctx: Context, survey: StoredSurvey, frequency: Frequency): Promise<void> {
  const email = survey.contact?.email;
  if (email === undefined) return;
  const at = ctx.now.toISOString();
  const pause = new Date(ctx.now);
  pause.setUTCMonth(pause.getUTCMonth() + PAUSE_MONTHS);
  const facts = { optedOut: frequency === 'none', pausedUntil: frequency === 'pause' ? pause.toISOString() : at };
  await noteAddress(ctx, { email, customerId: survey.customerId, facts, at, source: 'page of a survey' });
  if (frequency === 'none') await endSurvey(ctx, survey.surveyId);
}

/** Ends a survey whose person wants no mails any more. */
export const endSurvey = (ctx: Context, surveyId: Id<'survey'>) =>
  change(ctx, surveys, surveyId, 'optOut', (survey) =>
    isOpen(survey.status) ? { ...survey, status: 'opted_out' as const, reminders: [], ...notDue } : undefined,
  );

/** What a person has said under some of their names, newest first. */
export async function ownFeedback(ctx: Context, names: readonly string[]): Promise<StoredFeedback[]> {
  const ids = await Promise.all([...new Set(names)].map((name) => idsOf(ctx, name)));
  const newest = ids.flat().toSorted().reverse().slice(0, MOST_SHOWN);
  const records = await findAll(ctx, newest);
  return records.filter(({ deletedAt }) => deletedAt === undefined);
}

async function idsOf(ctx: Context, customerKey: string): Promise<Id<'feedback'>[]> {
  // One page is enough: the newest MOST_SHOWN keys, each of less than 1 KB.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi1',
      KeyConditionExpression: 'g1pk = :pk',
      ExpressionAttributeValues: { ':pk': customerPartition(ctx, customerKey) },
      ScanIndexForward: false,
      Limit: MOST_SHOWN,
    }),
  );
  return Items.map((item) => item['sk'] as Id<'feedback'>);
}
