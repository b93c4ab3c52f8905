import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { commit, ConditionFailed } from '../kernel/write.ts';
import type { Asked } from './eligibility.ts';
import { openStatuses, type SurveyStatus } from './survey.schema.ts';
import {
  personKey,
  readSurvey,
  replaceSurvey,
  type StoredSurvey,
  surveyIdsOfTicket,
  triggerRowKey,
} from './survey.store.ts';

const isOpen = (status: SurveyStatus): boolean => (openStatuses as readonly SurveyStatus[]).includes(status);

/**
 * Ends a survey that is still open: no mail, no reminder, and its link says so. A survey whose mail never
 * went out also gives the person's clock and the occasion back, so the next resolution may ask anew.
 * Throws `not-found`, or `conflict` when it has been answered or has ended.
 */
export async function cancelSurvey(ctx: Context, surveyId: string, reason: string): Promise<StoredSurvey> {
  for (let attempt = 0; attempt < 8; attempt++) {
    const survey = await readSurvey(ctx, surveyId);
    if (!survey) throw new Problem('not-found');
    if (survey.status === 'cancelled') return survey;
    if (!isOpen(survey.status)) throw new Problem('conflict', `A survey that is ${survey.status} cannot be cancelled.`);
    const [write, after] = replaceSurvey(
      survey,
      { status: 'cancelled', statusReason: reason, dueKind: undefined, dueAt: undefined },
      ctx.now,
    );
    try {
      await commit(ctx, [write], { status: 200, body: after });
    } catch (error) {
      if (error instanceof ConditionFailed) continue;
      throw error;
    }
    await release(ctx, survey);
    return after;
  }
  throw new Problem('unavailable');
}

/** A reopened ticket cancels what is open about it. Returns the surveys that were cancelled. */
export async function ticketReopened(ctx: Context, ticketId: string): Promise<StoredSurvey[]> {
  const cancelled: StoredSurvey[] = [];
  for (const surveyId of await surveyIdsOfTicket(ctx, ticketId)) {
    const survey = await readSurvey(ctx, surveyId);
    if (!survey) continue;
    // Also an answered one is history now: the next resolution is another occasion.
    if (isOpen(survey.status))
      cancelled.push(await cancelSurvey({ ...ctx, idempotency: undefined }, surveyId, 'ticket_reopened'));
    else await forgetOccasion(ctx, survey);
  }
  return cancelled;
}

async function release(ctx: Context, survey: StoredSurvey): Promise<void> {
  await forgetOccasion(ctx, survey);
  if (survey.status !== 'scheduled') return;
  for (let attempt = 0; attempt < 8; attempt++) {
    const Key = personKey(ctx.companyId, survey.customerKey);
    const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
    if (!Item) return;
    const asked = (Item['asked'] as Asked[]).filter(({ surveyId }) => surveyId !== survey.surveyId);
    const revision = Number(Item['revision']);
    const Put = {
      TableName: tableName(),
      Item: { ...Item, asked, revision: revision + 1 },
      ConditionExpression: 'revision = :seen',
      ExpressionAttributeValues: { ':seen': revision },
    };
    try {
      return await commit({ ...ctx, idempotency: undefined }, [{ Put }]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  throw new Problem('unavailable');
}

async function forgetOccasion(ctx: Context, { triggerKey }: StoredSurvey): Promise<void> {
  if (triggerKey === undefined) return;
  await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: triggerRowKey(ctx.companyId, triggerKey) }));
}
