import { setTimeout as sleep } from 'node:timers/promises';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { ApiError, client } from '../../shared/http/client.ts';
import type { Sent } from './records.ts';

const FAILURES = 10;
const PAUSE_SECONDS = 0.5;

export type Access = { url: string; token: string };

/** Feedback ids by external id: what has been answered with success. */
export type Acknowledged = Map<string, string>;

/**
 * Sends records by several callers at once, in bulk and one by one, and notes each that is acknowledged. What gets no
 * answer, or 503, is sent again; bulks that are too fast wait as long as the answer says. Ends when all are acknowledged or
 * the signal is aborted; throws when a record is refused, or a caller fails ten times in a row.
 */
export async function send(
  access: Access,
  records: readonly Sent[],
  options: {
    acknowledged: Acknowledged;
    callers: { singles: number; bulks: number; bulkSize: number };
    signal?: AbortSignal;
    /** Is told of each failure after which the same is sent again. */
    failed?: (error: unknown) => void;
  },
): Promise<void> {
  const { acknowledged, callers, signal = new AbortController().signal, failed } = options;
  const feedback = client(feedbackRoutes, access);
  const waiting = records.filter(({ externalId }) => !acknowledged.has(externalId)).toReversed();

  const single = async ([record]: Sent[]): Promise<void> => {
    if (!record) return;
    const { feedbackId } = await feedback.submit({ body: record });
    acknowledged.set(record.externalId, feedbackId);
  };
  const bulk = async (items: Sent[]): Promise<void> => {
    const { results } = await feedback.submitMany({ body: { items } });
    for (const { index, status, feedbackId, problem } of results) {
      const item = items[index];
      if (item && feedbackId && status < 300) acknowledged.set(item.externalId, feedbackId);
      else if (status !== 503) throw new RefusedError(`a record is refused: ${JSON.stringify(problem)}`);
    }
  };
  const call = async (size: number, act: (taken: Sent[]) => Promise<void>): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      const taken = waiting.splice(-size);
      if (taken.length === 0) return;
      try {
        await act(taken);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        const slowed = error instanceof ApiError && error.status === 429;
        if (isFinal(error) || (!slowed && ++failures > FAILURES)) throw error;
        failed?.(error);
        const { retryAfterSeconds = PAUSE_SECONDS } = error instanceof ApiError ? error : {};
        await sleep(retryAfterSeconds * 1_000, undefined, { signal }).catch(() => undefined);
      }
      waiting.push(...taken.filter(({ externalId }) => !acknowledged.has(externalId)));
    }
  };
  await Promise.all([
    ...Array.from({ length: callers.singles }, () => call(1, single)),
    ...Array.from({ length: callers.bulks }, () => call(callers.bulkSize, bulk)),
  ]);
}

class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Whether sending the same again would change nothing. */
const isFinal = (error: unknown): boolean =>
  error instanceof RefusedError || (error instanceof ApiError && error.status < 500 && error.status !== 429);
