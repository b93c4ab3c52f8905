import type { EventBridgeEvent, Context as LambdaContext, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { type Context, systemContext } from '../shared/kernel/context.ts';
import { log } from '../shared/kernel/log.ts';
import { giveBack } from './give-back.ts';

type Source<E> = {
  /** Of the subscriber: in the log, and as the author of what it writes. */
  name: string;
  detail: z.ZodType<E>;
  /** The company that an event is about; only product events say it by themselves. */
  companyOf: (detail: E) => string | undefined;
  /** Which events on the bus are ours; all unless given. Asked before the event is read. */
  isOurs?: (detail: unknown) => boolean;
};

/** An event that has been read, its type, and when it happened as far as the bus knows. */
export type Read<E> = { detail: E; type: string; time?: string | undefined };
type Delivered<E> = Read<E> & { message: SQSRecord; companyId: string };

type Handler = (event: SQSEvent, lambda?: LambdaContext) => Promise<SQSBatchResponse>;

/** Reads each event and hands them on in groups; what cannot be read is given back alone, a group that fails as a whole. */
const subscriber =
  <E>(
    { name, detail: schema, companyOf, isOurs = () => true }: Source<E>,
    groupsOf: (delivered: readonly Delivered<E>[]) => Iterable<Delivered<E>[]>,
    act: (ctx: Context, events: readonly Read<E>[]) => Promise<void>,
  ): Handler =>
  async ({ Records }, lambda) => {
    if (lambda) log.addContext(lambda);
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    const fail = (messages: SQSRecord[], error: unknown): void =>
      void batchItemFailures.push(...giveBack(messages, error, { reader: name, kind: 'event' }));
    const read = (message: SQSRecord): Delivered<E>[] => {
      try {
        const {
          'detail-type': type,
          detail: sent,
          time,
        } = JSON.parse(message.body) as EventBridgeEvent<string, unknown>;
        if (!isOurs(sent)) return [];
        const detail = schema.parse(sent);
        return [{ message, detail, type, time, companyId: companyOf(detail) ?? '' }];
      } catch (error) {
        fail([message], error);
        return [];
      }
    };
    for (const group of groupsOf(Records.flatMap(read))) {
      try {
        await act(systemContext(group[0]?.companyId ?? '', name), group);
      } catch (error) {
        fail(
          group.map(({ message }) => message),
          error,
        );
      }
    }
    return { batchItemFailures };
  };

/**
 * The handler of a subscriber: reads each event and reacts in the context of its company. Events of one batch are taken
 * one after the other; what fails or cannot be read is given back alone, and after five times lies in the dead-letter
 * queue. Log lines bear the request id of the invocation. Events come twice and in any order.
 */
export const onEvent = <E>({
  act,
  ...source
}: Source<E> & { act: (ctx: Context, detail: E, type: string) => Promise<void> }): Handler =>
  subscriber(
    source,
    (delivered) => delivered.map((one) => [one]),
    async (ctx, events) => {
      for (const { detail, type } of events) await act(ctx, detail, type);
    },
  );

/** As {@link onEvent}, for what is done at one price for all events of a company in a batch; they fail together. */
export const onEvents = <E>({
  act,
  ...source
}: Source<E> & { act: (ctx: Context, events: readonly Read<E>[]) => Promise<void> }): Handler =>
  subscriber(source, (delivered) => Map.groupBy(delivered, ({ companyId }) => companyId).values(), act);
