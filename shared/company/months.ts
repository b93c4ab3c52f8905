import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';

/** Feedback, or surveys and the decisions about them. */
type Of = 'fb' | 'sv';

/**
 * Which months hold a company's records, so that lists and sweeps know where to look and where to stop.
 * A month is in the set before its first record is in the table, and stays.
 */
const key = ({ companyId }: Pick<Context, 'companyId'>, of: Of) => ({ pk: `${companyPrefix(companyId)}cal`, sk: of });

/** The whole set as a row, for whoever writes all that a company has at once. */
export const monthsRow = (ctx: Pick<Context, 'companyId'>, months: Iterable<string>, of: Of) => ({
  ...key(ctx, of),
  months: new Set(months),
});

const known = new Map<string, Promise<unknown>>();

/** Notes that months (`YYYY-MM`, UTC) hold records; once per process and month. */
export async function noteMonths(ctx: Context, months: Iterable<string>, of: Of = 'fb'): Promise<void> {
  const name = (month: string): string => `${ctx.companyId}/${of}/${month}`;
  const wanted = [...new Set(months)];
  const fresh = wanted.filter((month) => !known.has(name(month)));
  if (fresh.length > 0) {
    if (known.size > 50_000) known.clear();
    // Adding a member to a set twice is adding it once, so the SDK may repeat this as it likes.
    const written = ctx.db.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key(ctx, of),
        UpdateExpression: 'ADD months :fresh',
        ExpressionAttributeValues: { ':fresh': new Set(fresh) },
      }),
    );
    for (const month of fresh) known.set(name(month), written);
    written.catch(() => {
      for (const month of fresh) known.delete(name(month));
    });
  }
  await Promise.all(wanted.flatMap((month) => known.get(name(month)) ?? []));
}

/** Months that hold records, oldest first; strongly consistent. */
export async function monthsOf(ctx: Context, of: Of = 'fb'): Promise<string[]> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: key(ctx, of), ConsistentRead: true }),
  );
  return [...((Item?.['months'] as Set<string> | undefined) ?? [])].toSorted();
}
