import type { EventBridgeEvent, Context as LambdaContext, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { type Context, systemContext } from '../shared/kernel/context.ts';
import { log } from '../shared/kernel/log.ts';
import { giveBack } from './give-back.ts';

type Reaction<E> = {
  /** Of the subscriber: in the log, and as the author of what it writes. */
  name: string;
  detail: z.ZodType<E>;
  /** The company that an event is about; only product events say it by themselves. */
  companyOf: (detail: E) => string | undefined;
  /** Events come twice and in any order. */
  act: (ctx: Context, detail: E, type: string) => Promise<void>;
  /** Which events on the bus are ours; all unless given. Asked before the event is read. */
  isOurs?: (detail: unknown) => boolean;
};

/**
 * The handler of a subscriber: reads each event and reacts in the context of its company. Events of one batch are taken
 * one after the other; what fails or cannot be read is given back alone, and after five times lies in the dead-letter
 * queue. Log lines bear the request id of the invocation.
 */
export const onEvent =
  <E>({ name, detail: schema, companyOf, act, isOurs = () => true }: Reaction<E>) =>
  async ({ Records }: SQSEvent, lambda?: LambdaContext): Promise<SQSBatchResponse> => {
    if (lambda) log.addContext(lambda);
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    const react = async ({ body }: SQSRecord): Promise<void> => {
      const { 'detail-type': type, detail } = JSON.parse(body) as EventBridgeEvent<string, unknown>;
      if (!isOurs(detail)) return;
      const event = schema.parse(detail);
      await act(systemContext(companyOf(event) ?? '', name), event, type);
    };
    for (const message of Records) {
      try {
        await react(message);
      } catch (error) {
        batchItemFailures.push(...giveBack([message], error, { reader: name, kind: 'event' }));
      }
    }
    return { batchItemFailures };
  };
