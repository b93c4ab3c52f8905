import * as z from 'zod';
import { callJson, type Cloud } from '../cloud.ts';
import type { Waiting } from '../lag.ts';

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const message = z.object({
  Body: z.string(),
  MessageAttributes: z.record(z.string(), attribute).default({}),
  MessageGroupId: z.string().nullish(),
});
const peeked = z.object({
  messages: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.array(message)))),
});

/** Queue name → its messages, those that a function is working on included. */
export const QueueContents = z.record(z.string(), z.array(message));
export type QueueContents = z.infer<typeof QueueContents>;

const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** Looks at all messages in all queues without receiving them. */
export async function peekQueues({ url, signal }: Cloud): Promise<QueueContents> {
  const reply = await fetch(`${url}/_ministack/sqs/messages`, { signal });
  if (!reply.ok) throw new Error(`the queues cannot be looked at: ${reply.status} ${await reply.text()}`);
  const { messages } = peeked.parse(await reply.json());
  const queues = Object.values(messages).flatMap((regions) => Object.values(regions).flatMap(Object.entries));
  return Object.fromEntries(
    queues.filter(([, list]) => list.length > 0).map(([queueUrl, list]) => [nameOf(queueUrl), list]),
  );
}

const naming = z.object({ ids: z.array(z.string()) });

/** How much waits: messages, and the records that they name (`LaneMessage`). */
export const waitingIn = (messages: QueueContents[string]): Waiting => ({
  messages: messages.length,
  records: messages.reduce((sum, { Body }) => sum + (naming.safeParse(jsonOf(Body)).data?.ids.length ?? 0), 0),
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not every queue holds messages of ours.
    return undefined;
  }
}

/** Sends messages to the queues of the same names; returns the names of queues that are no more, with their count. */
export async function refillQueues(cloud: Cloud, contents: QueueContents): Promise<Record<string, number>> {
  const { QueueUrls = [] } = await callJson<{ QueueUrls?: string[] }>(cloud, 'sqs', 'AmazonSQS.ListQueues', {});
  const urls = new Map(QueueUrls.map((url) => [nameOf(url), url]));
  const gone: Record<string, number> = {};
  for (const [name, messages] of Object.entries(contents)) {
    const QueueUrl = urls.get(name);
    if (QueueUrl === undefined) gone[name] = messages.length;
    else
      for (let from = 0; from < messages.length; from += 10)
        await sendTen(cloud, QueueUrl, messages.slice(from, from + 10));
  }
  return gone;
}

type Failed = { Failed?: { Message?: string }[] };

async function sendTen(cloud: Cloud, QueueUrl: string, messages: QueueContents[string]): Promise<void> {
  const Entries = messages.map(({ Body, MessageAttributes, MessageGroupId }, index) => ({
    Id: String(index),
    MessageBody: Body,
    MessageAttributes,
    ...(MessageGroupId && { MessageGroupId }),
  }));
  const { Failed = [] } = await callJson<Failed>(cloud, 'sqs', 'AmazonSQS.SendMessageBatch', { QueueUrl, Entries });
  if (Failed.length > 0) throw new Error(`${nameOf(QueueUrl)} does not take kept messages: ${Failed[0]?.Message}`);
}
