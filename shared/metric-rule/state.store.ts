import { GetCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { queryPages, type Step } from '../kernel/walk.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import { shortKey } from './key.ts';
import type { MetricFacts } from './metric-facts.schema.ts';
import { type State, streakOf } from './state.ts';

/** The state of a rule and a key, what the number was then, since when, and the step that people were told of with it. */
export type StateRow = State & {
  key: string;
  facts: MetricFacts;
  since: string;
  /** The step that people were told of with it, for whoever comes after one that died over it. */
  told?: { alertId: string; step?: string | undefined } | undefined;
  revision: number;
};

const KEPT_DAYS = 400;
/** Beside the rows of alerts, whose sort keys begin otherwise. */
const PREFIX = '@';
const partition = (ctx: Pick<Context, 'companyId'>, ruleId: string): string =>
  `${companyPrefix(ctx.companyId)}ths#${ruleId}`;
const rowKey = (ctx: Pick<Context, 'companyId'>, ruleId: string, key: string) => ({
  pk: partition(ctx, ruleId),
  sk: `${PREFIX}${shortKey(key)}`,
});

/** Strongly consistent: what follows from it happens once. */
export async function readState(ctx: Context, ruleId: string, key: string): Promise<StateRow | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: rowKey(ctx, ruleId, key), ConsistentRead: true }),
  );
  return Item && rowOf(Item);
}

/** The write that puts a state in the place of the one that was read. */
export const statePut = (
  ctx: Context,
  ruleId: string,
  { level, ...state }: Omit<StateRow, 'revision'>,
  seen: number,
): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...rowKey(ctx, ruleId, state.key),
      ...state,
      // As callers see it.
      ...pick(state.facts, ['value', 'n', 'z', 'p']),
      state: level,
      streak: streakOf({ ...state, level }),
      revision: seen + 1,
      expiresAt: Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400,
    },
    ...unlessChanged(seen, 'revision'),
  },
});

const rowOf = ({ state, ...row }: Record<string, unknown>): StateRow => ({ ...row, level: state }) as StateRow;

/** The states of a rule, by their keys. */
export async function* statesOf(
  ctx: Context,
  ruleId: string,
  { from, size }: { from: Record<string, unknown> | undefined; size: number },
): AsyncGenerator<Step<StateRow>[]> {
  const pages = queryPages<Record<string, unknown>>(
    ctx,
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': partition(ctx, ruleId), ':prefix': PREFIX },
      ConsistentRead: true,
      Limit: size,
    } satisfies Omit<QueryCommandInput, 'TableName'>,
    from,
  );
  for await (const steps of pages) yield steps.map(({ item, after }) => ({ item: item && rowOf(item), after }));
}
