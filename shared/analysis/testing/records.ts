import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { tableName } from '../../kernel/table.ts';
import type { Analysis } from '../analysis.schema.ts';
import { FeedbackId } from '../../feedback/feedback.parts.schema.ts';
import { feedbackKey } from '../../feedback/feedback.store.ts';
import type { Id } from '../../kernel/id-kinds.ts';

type Row = Record<string, unknown> & {
  feedbackId: Id<'feedback'>;
  version: number;
  revision: number;
  analysis: Analysis;
  analysisStatus: string;
};

/** A stored record that waits for its analysis, as the feedback resource writes it. */
export async function aPending(ctx: Context, overrides: Record<string, unknown> = {}): Promise<Row> {
  const feedbackId = (overrides['feedbackId'] as Id<'feedback'> | undefined) ?? newId('feedback', ctx.now);
  const analysis = (overrides['analysis'] as Analysis | undefined) ?? { status: 'pending' };
  const row = {
    ...feedbackKey(ctx, feedbackId),
    __edb_e__: 'feedback',
    __edb_v__: '1',
    companyId: ctx.companyId,
    feedbackId,
    version: 1,
    revision: 1,
    source: 'api',
    comments: 'The delivery was terribly late again',
    occurredAt: ctx.now.toISOString(),
    updatedAt: ctx.now.toISOString(),
    analysis,
    analysisStatus: analysis.status,
    ...overrides,
  };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: row }));
  return row;
}

export const pendings = (
  ctx: Context,
  count: number,
  overrides: (index: number) => Record<string, unknown> = () => ({}),
): Promise<Row[]> => Promise.all(Array.from({ length: count }, (_, index) => aPending(ctx, overrides(index))));

export async function storedRow(ctx: Context, feedbackId: string): Promise<Row> {
  const { Item } = await ctx.db.send(
    new GetCommand({
      TableName: tableName(),
      Key: feedbackKey(ctx, FeedbackId.parse(feedbackId)),
      ConsistentRead: true,
    }),
  );
  return Item as Row;
}
