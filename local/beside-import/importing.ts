import { setTimeout as sleep } from 'node:timers/promises';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { ApiError, client } from '../../shared/http/client.ts';
import { demoRecords } from '../demo/records.ts';

export type Access = { api: string; token: string };

/** How far an import has come. */
export type Progress = {
  accepted: number;
  /** Times 429. */
  refusals: number;
  /** Times 5xx, of a bulk or one of its items. */
  failures: number;
  /** From the start to the last accepted bulk. */
  seconds: number;
};

const RETRY_SECONDS = 1;

/** Records with texts, each with a name of its own; `from` on, as many as a bulk holds. */
function recordsOf(records: number, bulk: number, run: string): (from: number) => SubmitFeedback[] {
  const samples = demoRecords(new Date()).filter(({ comments }) => comments !== undefined);
  return (from) =>
    Array.from({ length: Math.min(bulk, records - from) }, (_, offset) => {
      const { comments = '', ...sample } = samples[(from + offset) % samples.length] as SubmitFeedback;
      const name = `${run}-${from + offset}`;
      return { ...sample, externalId: name, source: 'import', comments: `${comments} (${name})` };
    });
}

/**
 * What a system does that imports: several callers, each of which sends the next bulk as soon as it may (429 says when),
 * and again when it failed. Ends early, without an error, when it is stopped.
 */
export async function runImport(
  { api, token }: Access,
  options: { records: number; bulk: number; callers: number; run: string; signal: AbortSignal },
  progress: Progress,
): Promise<void> {
  const { records, bulk, callers, run, signal } = options;
  const began = performance.now();
  const feedback = client(feedbackRoutes, { url: api, token });
  const itemsFrom = recordsOf(records, bulk, run);
  // What was stored before an answer got lost is recognised by its externalId.
  const send = async (items: SubmitFeedback[]) => {
    for (;;) {
      try {
        const { results } = await feedback.submitMany({ body: { items } });
        if (results.every(({ status }) => status < 500)) return results;
        progress.failures += 1;
        await sleep(RETRY_SECONDS * 1_000, undefined, { signal });
      } catch (error) {
        if (!(error instanceof ApiError && (error.status === 429 || error.status >= 500))) throw error;
        progress[error.status === 429 ? 'refusals' : 'failures'] += 1;
        await sleep((error.retryAfterSeconds ?? RETRY_SECONDS) * 1_000, undefined, { signal });
      }
    }
  };
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < records && !signal.aborted) {
      const from = next;
      next += bulk;
      const results = await send(itemsFrom(from));
      const refused = results.find(({ status }) => status >= 400);
      if (refused) throw new Error(`an imported record was refused: ${JSON.stringify(refused)}`);
      progress.accepted += results.length;
      progress.seconds = (performance.now() - began) / 1_000;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller)).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
