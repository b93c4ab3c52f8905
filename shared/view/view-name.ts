import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { fingerprint } from '../kernel/ids.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { takenRows } from '../kernel/taken-rows.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { View } from './view.schema.ts';

type Named = Pick<View, 'ownerId' | 'resource' | 'name'>;

/** Stands for a name among those of its owner; none where the view is deleted. */
const signOf = (view: (Named & { deletedAt?: string }) | undefined): string | undefined =>
  view && view.deletedAt === undefined
    ? fingerprint(JSON.stringify([view.ownerId, view.resource, view.name.normalize('NFKC').toLowerCase()]))
    : undefined;

const keyOf = ({ companyId }: Pick<Context, 'companyId'>, sign: string) => ({
  pk: `${companyPrefix(companyId)}vew-names`,
  sk: sign,
});

const keysOf = (ctx: Context, view: Parameters<typeof signOf>[0]) => {
  const sign = signOf(view);
  return sign === undefined ? [] : [keyOf(ctx, sign)];
};

/** The writes that take a name beside each change of a view, and give the former one back; a second taker fails. */
export const named = (ctx: Context, after: Stored<View>, before?: Stored<View>): TransactItem[] =>
  takenRows({ viewId: after.viewId }, keysOf(ctx, after), keysOf(ctx, before));

/** Whether `after` keeps its name, or takes one that its owner has not given to another view. */
export async function isFree(ctx: Context, after: View, before?: View): Promise<boolean> {
  const sign = signOf(after);
  if (sign === undefined || sign === signOf(before)) return true;
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: keyOf(ctx, sign), ConsistentRead: true }),
  );
  return Item === undefined;
}
