import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type * as z from 'zod';
import { giveBack } from './give-back.ts';

/** Does what each message of a batch says, one after the other; those that fail, and only those, come again. */
export async function eachMessage<Message extends z.ZodType>(
  { Records }: SQSEvent,
  { schema, ...about }: { schema: Message; reader: string; kind: string },
  act: (message: z.output<Message>) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const record of Records) {
    try {
      await act(schema.parse(JSON.parse(record.body)));
    } catch (error) {
      batchItemFailures.push(...giveBack([record], error, about));
    }
  }
  return { batchItemFailures };
}
