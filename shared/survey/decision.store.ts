import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idMonth, newId, shardOf } from '../kernel/ids.ts';
import { shardName } from '../kernel/shards.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { namesOf } from './person.store.ts';
import type { Decision } from './survey.schema.ts';
import type { SurveyRow } from './survey.stored.schema.ts';

/** A message or a mail about feedback is no survey, and does not stand in the month by which surveys are counted. */
const isOfMessages = ({ kind }: Decision): boolean => kind !== undefined && kind !== 'follow_up';

export const decisionPartition = (companyId: string, name: string): string => `${companyPrefix(companyId)}dec#${name}`;

/** Over so many partitions of a month messages that were not sent are spread: many are refused at once. */
const MESSAGE_SHARDS = 8;
const messagePart = (companyId: string, month: string): string => `${companyPrefix(companyId)}msgdec#${month}`;

/** Where all of a month's decisions lie, over the second index: those of surveys, and of messages that were not sent. */
export const refusedPartitions = ({ companyId }: Context, month: string): string[] => [
  decisionPartition(companyId, month),
  ...Array.from({ length: MESSAGE_SHARDS }, (_, shard) => shardName(messagePart(companyId, month), shard)),
];

export type WrittenDecision = Decision & { decisionId: string };

/** Whether a decision stands in its month; eventually consistent. */
export async function hasDecision(ctx: Context, decisionId: Id<'decision'>): Promise<boolean> {
  // One page is enough: one item is all there can be.
  const { Count = 0 } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi2',
      KeyConditionExpression: 'g2pk = :pk AND g2sk = :id',
      ExpressionAttributeValues: { ':pk': decisionPartition(ctx.companyId, idMonth(decisionId)), ':id': decisionId },
    }),
  );
  return Count > 0;
}

/**
 * A decision under each name of the person, and once in its month, over the second index; one about a survey is counted by
 * that.
 */
export function decisionPuts(companyId: string, names: readonly string[], decision: WrittenDecision): TransactItem[] {
  const { decisionId, at } = decision;
  const g2pk = isOfMessages(decision)
    ? shardName(messagePart(companyId, at.slice(0, 7)), shardOf(decisionId, MESSAGE_SHARDS))
    : decisionPartition(companyId, at.slice(0, 7));
  const month = { g2pk, g2sk: decisionId };
  return names.map((name, index) => ({
    Put: {
      TableName: tableName(),
      Item: {
        pk: decisionPartition(companyId, name),
        sk: decision.decisionId,
        ...decision,
        ...(index === 0 && month),
        __edb_e__: 'decision',
        __edb_v__: '1',
      },
    },
  }));
}

type Why = Pick<Decision, 'reason' | 'rule'> & { nextEligibleAt?: Date };

/** The decision that takes an earlier yes back, under every name of the person. */
export function withdrawal(ctx: Context, survey: SurveyRow, { reason, rule, nextEligibleAt }: Why) {
  const { surveyId, templateId, trigger, relatedTo } = survey;
  const at = ctx.now.toISOString();
  const decision: WrittenDecision = {
    decisionId: newId('decision', ctx.now),
    at,
    sent: false,
    reason,
    rule,
    ...(nextEligibleAt && { nextEligibleAt: nextEligibleAt.toISOString() }),
    templateId,
    surveyId,
    trigger,
    ...(Object.keys(relatedTo).length > 0 && { relatedTo }),
  };
  const names = namesOf(survey.customerId, survey.contact?.email);
  return { decision, writes: decisionPuts(ctx.companyId, names, decision) };
}
