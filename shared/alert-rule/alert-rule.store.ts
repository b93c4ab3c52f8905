import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { commit, type TransactItem } from '../kernel/write.ts';
import { AlertRule } from './alert-rule.schema.ts';

/** What is said of a company's rules as a whole: how often they were changed, and that it has had the ready-made ones. */
type RuleSet = { changes?: number; given?: true };

const setKey = ({ companyId }: Pick<Context, 'companyId'>) => ({
  pk: `${companyPrefix(companyId)}set`,
  sk: 'alert-rule-set',
});

const update = (ctx: Context, expression: string, values: object): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: setKey(ctx),
    UpdateExpression: expression,
    ExpressionAttributeValues: values,
  },
});

export const alertRules = defineStore('alertRule', AlertRule, {
  id: 'ruleId',
  key: { pk: () => 'thr', sk: ({ ruleId }) => ruleId },
  indexes: {},
  atMost: { records: 100, called: 'alert rules' },
  // In the transaction of each change, so that whoever has the rules need not read them to know that they are current.
  beside: (ctx) => [update(ctx, 'ADD changes :one', { ':one': 1 })],
});

/** A company's rule set, strongly consistent: one unit, however many rules there are. */
export async function readRuleSet(ctx: Context): Promise<RuleSet> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: setKey(ctx), ConsistentRead: true }),
  );
  return (Item ?? {}) as RuleSet;
}

/** Notes that a company has been given the ready-made rules. */
export const noteGiven = (ctx: Context): Promise<void> =>
  commit(ctx, [update(ctx, 'SET given = :yes', { ':yes': true })]);
