import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { sendMessages } from '../kernel/queue.ts';
import { queueVariable, WEBHOOK_BULK_QUEUE } from '../kernel/queue-variable.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { fanOut, type Told, wantedOf } from './fan-out.ts';

export const EventDetail = z.looseObject({
  eventId: z.string(),
  companyId: z.string(),
  at: z.iso.datetime().optional(),
});

/** Events of one company that webhooks want, as the bus told them. */
export const BulkMessage = z.object({
  companyId: z.string(),
  events: z.array(z.object({ type: z.string(), detail: EventDetail, time: z.string().optional() })).min(1),
});

/** So many events of a company within a window are handed to its webhooks at once. */
const MOST = 500;
const WINDOW_MS = 10_000;
const KEPT_SECONDS = 3_600;

/** Of one message; ten of them in one call are below the 256 KB that SQS takes. */
const MOST_BYTES = 24_000;
const MOST_EVENTS = 25;

/**
 * Hands a company's events to its webhooks; from the 501st within ten seconds on it hands them on to a queue of their
 * own, so that nobody waits for an import of somebody else. Only events that some webhook wants are counted; one that
 * comes twice counts twice, and may only go the longer way.
 */
export async function takeIn(ctx: Context, events: readonly Told[]): Promise<void> {
  const wanted = await wantedOf(ctx, events);
  if (wanted.length === 0) return;
  const before = (await countEvents(ctx, wanted.length)) - wanted.length;
  const room = Math.max(0, MOST - before);
  if (room > 0) await fanOut(ctx, wanted.slice(0, room));
  await handOn(ctx, wanted.slice(room));
}

/** Adds to the events of the present window; how many there are by now. */
export async function countEvents({ companyId, db, now }: Context, count: number): Promise<number> {
  const ms = now.getTime();
  const window = new Date(ms - (ms % WINDOW_MS)).toISOString();
  const { Attributes } = await db.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: { pk: `${companyPrefix(companyId)}whi`, sk: window },
      UpdateExpression: 'ADD #n :count SET expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':count': count, ':expiresAt': Math.floor(ms / 1_000) + KEPT_SECONDS },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.['n']);
}

async function handOn({ companyId }: Context, events: readonly Told[]): Promise<void> {
  const bodies = packed(events).map((some) => JSON.stringify({ companyId, events: some }));
  const url = env(queueVariable(WEBHOOK_BULK_QUEUE, 'bulk'));
  const messages = bodies.map((body) => ({ body, group: companyId }));
  const isLarge = ({ body }: { body: string }): boolean => Buffer.byteLength(body) > MOST_BYTES + 1_000;
  await sendMessages(
    WEBHOOK_BULK_QUEUE,
    url,
    messages.filter((message) => !isLarge(message)),
  );
  // One that is as large as a message may be leaves no room for others in its call.
  for (const message of messages.filter(isLarge)) await sendMessages(WEBHOOK_BULK_QUEUE, url, [message]);
}

/** The events in their order, as many together as fit into a message. */
function packed(events: readonly Told[]): Told[][] {
  const parts: Told[][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event));
    const last = parts.at(-1);
    if (last && last.length < MOST_EVENTS && bytes + size <= MOST_BYTES) last.push(event);
    else {
      parts.push([event]);
      bytes = 0;
    }
    bytes += size;
  }
  return parts;
}
