import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';

/** Of what a job keeps beside its row, below the 400 KB of an item. */
const PIECE = 350_000;
/** A job that is paused for longer begins anew. */
const KEPT_DAYS = 30;
const DAY_S = 86_400;

const partition = ({ companyId }: Pick<Context, 'companyId'>, jobId: string, name: string): string =>
  `${companyPrefix(companyId)}jobk#${jobId}#${name}`;

/**
 * Keeps what is known between two parts of a job where its own row has no room for it. `name` tells what one part has left
 * from what others have, so that a part that is done again writes the same once more. `text` is of ASCII.
 */
export async function keepBeside(ctx: Context, jobId: Id<'job'>, name: string, text: string): Promise<void> {
  const expiresAt = Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * DAY_S;
  for (let place = 0; place === 0 || place * PIECE < text.length; place++) {
    const Item = {
      pk: partition(ctx, jobId, name),
      sk: String(place).padStart(3, '0'),
      text: text.slice(place * PIECE, (place + 1) * PIECE),
      expiresAt,
    };
    await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
  }
}

/** What was kept under a name; throws where it is gone. */
export async function keptBeside(ctx: Context, jobId: Id<'job'>, name: string): Promise<string> {
  let text = '';
  for await (const rows of walkPartition<{ text: string }>(ctx, partition(ctx, jobId, name)))
    text += rows.map((row) => row.text).join('');
  if (text === '') throw new Error('what the job has kept is gone');
  return text;
}
