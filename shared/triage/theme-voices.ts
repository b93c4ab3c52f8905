import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { keyPart } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';

const DAYS = 28;
/** From so many persons on, a theme weighs more. */
export const MANY_VOICES = 5;
/** So many of the newest records are looked at. */
const MOST_READ = 500;

/** Where records about a theme lie in the index of themes, by arrival and person. */
export const themePartition = (theme: string): string => `trt#${keyPart(theme)}`;

/**
 * How many persons said something about a theme in the last 28 days, at most {@link MANY_VOICES}: read off the keys of
 * the index, so no record is touched. `voice` is who speaks now, whose record may not be in the index yet.
 */
export async function voicesOfTheme(ctx: Context, theme: string, voice: string): Promise<number> {
  const since = new Date(ctx.now.getTime() - DAYS * 86_400_000).toISOString();
  // One page is enough: where four persons gave the newest 500 records of a theme, they are its voices.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi6',
      KeyConditionExpression: 'g6pk = :pk AND g6sk > :since',
      ExpressionAttributeValues: { ':pk': `${companyPrefix(ctx.companyId)}${themePartition(theme)}`, ':since': since },
      ScanIndexForward: false,
      Limit: MOST_READ,
    }),
  );
  const voices = new Set([voice, ...Items.map(({ g6sk }) => String(g6sk).split('#')[1])]);
  return Math.min(voices.size, MANY_VOICES);
}
