import type { DynamoDBRecord } from 'aws-lambda';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { baseClient } from '../../../../shared/kernel/table.ts';
import { applyBatch } from '../batch.ts';
import { onlyNumbers } from './only-numbers.ts';

/** A stream reader that works slowly and says when its first transaction is through, so that a test can kill it. */
type Step = (args: unknown) => Promise<unknown>;
const slowly = (next: Step) => async (args: unknown) => {
  const answer = await next(args);
  process.stdout.write('.');
  await sleep(300);
  return answer;
};
baseClient().middlewareStack.add(
  ((next: Step, { commandName }: { commandName?: string }) =>
    commandName === 'TransactWriteItemsCommand' ? slowly(next) : next) as never,
  { step: 'initialize', name: 'slowly' } as never,
);

const records = JSON.parse(await text(process.stdin)) as DynamoDBRecord[];
await applyBatch(records, onlyNumbers);
