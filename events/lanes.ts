import type { SQSBatchItemFailure, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { type Context, systemContext } from '../shared/kernel/context.ts';
import { noteDone } from '../shared/kernel/backlog.ts';
import type { Lane, LaneMessage } from '../shared/kernel/lanes.ts';
import { giveBack } from './give-back.ts';

/** Messages of one company and lane. */
export type Work<M> = { ctx: Context; lane: Lane; messages: M[] };

type Worker<M> = {
  /** Name of the queue trigger. */
  queue: string;
  /** In the log, and as the author of what it writes. */
  reader: string;
  kind: string;
  message: z.ZodType<M>;
  /** Whether the records that wait in its backlog are counted. */
  countsWaiting?: true;
  act: (work: Work<M>) => Promise<void>;
};

type Group<M> = { lane: Lane; companyId: string; sources: SQSRecord[]; messages: M[] };

/**
 * Works off messages of lanes company by company: those of `new` at the same time, those of the backlog one after the
 * other, and noted as done. What fails is given back, one company's messages without the others'. Messages come twice and in any order, so
 * `act` looks at its records as they are.
 */
export async function workLanes<M extends LaneMessage>(
  records: readonly SQSRecord[],
  worker: Worker<M>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  const groups = sort(records, worker, batchItemFailures);
  const settle = async ({ lane, companyId, sources, messages }: Group<M>): Promise<void> => {
    const { queue, reader, kind, countsWaiting, act } = worker;
    const ctx = systemContext(companyId, reader);
    try {
      await act({ ctx, lane, messages });
      if (lane === 'backlog') await noteDone(ctx, queue, newestOf(messages), countsWaiting && recordsIn(messages));
    } catch (error) {
      batchItemFailures.push(...giveBack(sources, error, { reader, kind, company: companyId, lane }));
    }
  };
  const waiting = groups.filter(({ lane }) => lane === 'backlog');
  await Promise.all([...groups.filter(({ lane }) => lane === 'new').map(settle), inTurn(waiting, settle)]);
  return { batchItemFailures };
}

async function inTurn<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await act(item);
}

function sort<M extends LaneMessage>(
  records: readonly SQSRecord[],
  { reader, kind, message }: Worker<M>,
  failures: SQSBatchItemFailure[],
): Group<M>[] {
  const sorted = new Map<string, Group<M>>();
  for (const source of records) {
    try {
      const content = message.parse(JSON.parse(source.body));
      const { lane, companyId } = content;
      const key = `${lane} ${companyId}`;
      const known = sorted.get(key) ?? { lane, companyId, sources: [], messages: [] };
      known.sources.push(source);
      known.messages.push(content);
      sorted.set(key, known);
    } catch (error) {
      failures.push(...giveBack([source], error, { reader, kind }));
    }
  }
  return [...sorted.values()];
}

const recordsIn = (messages: readonly LaneMessage[]): number => messages.reduce((sum, { ids }) => sum + ids.length, 0);

/** `handedOnAt` of the newest of some messages. */
const newestOf = (messages: readonly LaneMessage[]): string =>
  messages
    .map(({ handedOnAt }) => handedOnAt)
    .toSorted()
    .at(-1) ?? '';
