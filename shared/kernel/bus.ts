import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { batchesOf } from './batches.ts';
import { env } from './env.ts';
import { EVENT_SOURCE } from './event-source.ts';
import { sendAll } from './retry.ts';

/** A domain event: something that happened, in the past tense, with ids and facts but no verbatim and no contact. */
export type BusEvent = {
  /** Detail type, e.g. `FeedbackReceived`. */
  type: string;
  detail: object;
  /** When it happened. */
  at?: Date;
};

const PER_CALL = 10;

let client: EventBridgeClient | undefined;

/** The one EventBridge client of a process, made on first use. */
export function busClient(): EventBridgeClient {
  client ??= new EventBridgeClient({ maxAttempts: 4 });
  return client;
}

/**
 * Puts events on the product's bus, in calls of ten. PutEvents may accept some and refuse others: only what
 * was refused is sent again. Throws when entries are still refused in the end, so that the caller's batch
 * comes again; subscribers therefore tell events apart by `detail.eventId`.
 */
export async function publish(events: readonly BusEvent[]): Promise<void> {
  const entries = events.map(entryOf);
  for (const batch of batchesOf(entries, PER_CALL)) await putAll(batch);
}

const entryOf = ({ type, detail, at }: BusEvent): PutEventsRequestEntry => ({
  EventBusName: env('BUS_NAME'),
  Source: EVENT_SOURCE,
  DetailType: type,
  Detail: JSON.stringify(detail),
  ...(at && { Time: at }),
});

const putAll = (entries: PutEventsRequestEntry[]): Promise<void> =>
  sendAll('the bus', entries, async (open) => {
    const { Entries = [] } = await busClient().send(new PutEventsCommand({ Entries: [...open] }));
    return open.filter((_, index) => Entries[index]?.ErrorCode !== undefined);
  });
