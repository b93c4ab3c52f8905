import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { replace, visible } from '../kernel/change.ts';
import { commit, type TransactItem } from '../kernel/write.ts';
import { type Decision, isOpen } from './survey.schema.ts';
import { withdrawal } from './decision.store.ts';
import { type Asked, historyPut, namesOf, personKey, triggerRowKey } from './person.store.ts';
import { notDue, type StoredSurvey, surveyIdsOfTicket, surveys } from './survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

type Why = 'by_hand' | 'ticket_reopened' | 'follow_up_reopened';
type Cancelled = { survey: StoredSurvey; decision?: Decision };

/**
 * Ends a survey that is still open: no mail, no reminder, and its link says so. The occasion is given back, and
 * so is the person's history where no mail went out or the matter was taken up again: the next resolution asks anew.
 * Throws `not-found`, or `conflict` when it has been answered or has ended.
 */
export async function cancelSurvey(ctx: Context, surveyId: Id<'survey'>, reason: Why): Promise<Cancelled> {
  return retryOnConflict(ctx, async () => {
    const survey = await visible(ctx, surveys, surveyId);
    if (survey.status === 'cancelled') return { survey };
    if (!isOpen(survey.status)) throw new Problem('conflict', `A survey that is ${survey.status} cannot be cancelled.`);
    const reopened = { reason: 'ticket_reopened', rule: 'the ticket was reopened' } as const;
    const withdrawn = reason === 'ticket_reopened' ? withdrawal(ctx, survey, reopened) : undefined;
    const also = [
      ...triggerForgotten(ctx, survey),
      ...(survey.status === 'scheduled' || reason === 'ticket_reopened' ? await askingTakenBack(ctx, survey) : []),
      ...(withdrawn?.writes ?? []),
    ];
    const cancelled = { ...survey, status: 'cancelled' as const, statusReason: reason, ...notDue };
    const after = await replace(ctx, surveys, survey, cancelled, { action: 'cancel', also });
    return { survey: after, ...(withdrawn && { decision: withdrawn.decision }) };
  });
}

/** A reopened ticket cancels what is open about it. Returns the decisions that take it back. */
export async function ticketReopened(ctx: Context, ticketId: string): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const surveyId of await surveyIdsOfTicket(ctx, ticketId)) {
    const survey = await surveys.find(ctx, surveyId);
    if (!survey) continue;
    if (isOpen(survey.status)) {
      const { decision } = await cancelSurvey({ ...ctx, idempotency: undefined }, surveyId, 'ticket_reopened');
      if (decision) decisions.push(decision);
    } else if (survey.triggerKey) {
      // Also an answered one is history now: the next resolution is another occasion.
      await retryOnConflict(ctx, () => commit(ctx, triggerForgotten(ctx, survey)));
    }
  }
  return decisions;
}

/** As if the person had not been asked. */
async function askingTakenBack(ctx: Context, survey: StoredSurvey): Promise<TransactItem[]> {
  const TableName = tableName();
  const taken = namesOf(survey.customerId, survey.contact?.email).map(async (name) => {
    const Key = personKey(ctx.companyId, name);
    const { Item } = await ctx.db.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    if (!Item) return [];
    const asked = (Item['asked'] as Asked[]).filter(({ surveyId }) => surveyId !== survey.surveyId);
    return [historyPut(ctx, { name, asked, revision: Number(Item['revision']) })];
  });
  return (await Promise.all(taken)).flat();
}

/** The next event about the same thing is another occasion, not a repetition. */
const triggerForgotten = (ctx: Context, { triggerKey }: StoredSurvey): TransactItem[] =>
  triggerKey === undefined
    ? []
    : [{ Delete: { TableName: tableName(), Key: triggerRowKey(ctx.companyId, triggerKey) } }];
