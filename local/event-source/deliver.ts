import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type FailureCondition, type FailureRecord, failureRecord } from './failure.ts';
import type { StreamMapping } from './mapping.ts';
import { firstFailure, type InvokeReply } from './outcome.ts';

/** A record that waits for its function. */
export type Pending = { record: DynamoDBRecord; sequenceNumber: string; createdAt: number };

export type Delivery = {
  mapping: StreamMapping;
  shardId: string;
  streamArn: string;
  invoke: (functionName: string, event: DynamoDBStreamEvent) => Promise<InvokeReply>;
  onFailure: (destination: string, record: FailureRecord) => Promise<void>;
  say: (line: string) => void;
  backoff: { firstMs: number; mostMs: number };
  /** When this event source began, in milliseconds: a record does not grow too old while nothing runs that could take it. */
  startedAt: number;
  /** Nothing is tried again once it is aborted. */
  stopping: AbortSignal;
  /** The next `count` records are done, or have been given up. */
  done: (count: number) => void;
  /** Why the next record is not done yet. */
  failing: (reason: string) => void;
};

/**
 * Delivers a batch until all of it is done or given up, in order. A failure is tried again from the first failed record,
 * later and later; a batch that fails as a whole is halved when the mapping says so, so that one bad record is found and
 * given up alone. Returns early, with the rest not done, when it is stopped.
 */
export async function deliver(delivery: Delivery, batch: readonly Pending[]): Promise<void> {
  const { mapping, stopping, done } = delivery;
  let rest = batch;
  let invocations = 0;
  while (rest.length > 0 && !stopping.aborted) {
    const expired = countExpired(delivery, rest);
    if (expired > 0) {
      await giveUp(delivery, rest.slice(0, expired), 'RecordAgeExceeded', invocations, false);
      rest = rest.slice(expired);
      continue;
    }
    const { finished, threw, reason } = await attempt(delivery, rest);
    invocations = finished > 0 ? 1 : invocations + 1;
    if (finished > 0) done(finished);
    rest = rest.slice(finished);
    if (rest.length === 0) return;
    if (stopping.aborted) return;
    delivery.failing(reason);
    const split = mapping.bisectBatchOnFunctionError && finished === 0 && rest.length > 1;
    const { maximumRetryAttempts: retries } = mapping;
    if (!split && retries >= 0 && invocations > retries) {
      await giveUp(delivery, rest, 'RetryAttemptsExhausted', invocations, threw);
      return;
    }
    await pause(delivery, invocations);
    if (split) {
      const half = Math.ceil(rest.length / 2);
      await deliver(delivery, rest.slice(0, half));
      await deliver(delivery, rest.slice(half));
      return;
    }
  }
}

function countExpired({ mapping, startedAt }: Delivery, batch: readonly Pending[]): number {
  const { maximumRecordAgeSeconds } = mapping;
  const oldest = Date.now() - maximumRecordAgeSeconds * 1000;
  if (maximumRecordAgeSeconds < 0 || startedAt >= oldest) return 0;
  const young = batch.findIndex(({ createdAt }) => createdAt >= oldest);
  return young < 0 ? batch.length : young;
}

type Attempt = { finished: number; threw: boolean; reason: string };

async function attempt(delivery: Delivery, batch: readonly Pending[]): Promise<Attempt> {
  const reply = await replyOf(delivery, batch);
  if ('error' in reply) return { finished: 0, threw: true, reason: messageOf(reply.error) };
  const numbers = batch.map(({ sequenceNumber }) => sequenceNumber);
  const failed = delivery.mapping.reportBatchItemFailures ? firstFailure(reply.result, numbers) : undefined;
  const reason = `the function reported record ${numbers[failed ?? 0]} as failed`;
  return { finished: failed ?? batch.length, threw: false, reason };
}

async function replyOf({ mapping, invoke }: Delivery, batch: readonly Pending[]): Promise<InvokeReply> {
  try {
    return await invoke(mapping.functionName, { Records: batch.map(({ record }) => record) });
  } catch (error) {
    return { error };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : JSON.stringify(error));

/** A destination that fails is tried again: what has been given up must not get lost. */
async function giveUp(
  delivery: Delivery,
  batch: readonly Pending[],
  condition: FailureCondition,
  invocations: number,
  threw: boolean,
): Promise<void> {
  const { mapping, shardId, streamArn, say, stopping, onFailure, done } = delivery;
  const { functionName, onFailure: destination } = mapping;
  const records = batch.map(({ record }) => record);
  const report = failureRecord({ functionName, condition, invocations, threw, shardId, streamArn, records });
  say(`${functionName} gave up ${records.length} records after ${invocations} invocations (${condition})`);
  for (let tries = 1; destination !== undefined && !stopping.aborted; tries++) {
    try {
      await onFailure(destination, report);
      break;
    } catch (error) {
      if (tries === 1) say(`the failure destination of ${functionName} does not take them: ${messageOf(error)}`);
      await pause(delivery, tries);
    }
  }
  if (!stopping.aborted) done(records.length);
}

async function pause({ backoff, stopping }: Delivery, failures: number): Promise<void> {
  const ms = Math.min(backoff.mostMs, backoff.firstMs * 2 ** (failures - 1));
  // Ends at once when it is stopped, which the caller looks at.
  await sleep(ms, undefined, { signal: stopping }).catch(() => undefined);
}
