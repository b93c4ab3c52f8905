import { setTimeout as sleep } from 'node:timers/promises';
import { feedbackRoutes } from '../shared/feedback/feedback.routes.ts';
import type { SubmitFeedback } from '../shared/feedback/feedback.requests.schema.ts';
import { ApiError, type Client, client } from '../shared/http/client.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';
import { demoRecords } from './demo/records.ts';

const COUNTED_MS = 5_000;
const POLL_MS = 500;
/** A busy machine needs seconds for these. */
const BATCH = 50;
const TRIES = 3;
const SLOWED_MS = 60_000;

type Access = { api: string; token: string; signal: AbortSignal; say: (line: string) => void };

/**
 * Fills the company of the token through the public API, unless it has feedback already, and waits a while for its
 * numbers. What is late or refused is reported and never ends a start.
 */
export async function seed({ api, token, signal, say }: Access): Promise<void> {
  try {
    const feedback = client(feedbackRoutes, { url: api, token });
    // The list, not the count: what was stored just before the last stop may not be counted yet.
    const { items: stored } = await feedback.list({ query: { limit: 1 } });
    if (stored.length > 0) return;
    const items = demoRecords(new Date());
    for (let from = 0; from < items.length; from += BATCH) await submit(feedback, items.slice(from, from + BATCH));
    await counted({ api, token, signal, say }, items);
  } catch (error) {
    signal.throwIfAborted();
    say(`the demo data is not complete: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Sending the same records again changes nothing, so that a reply that got lost is no reason to stop. While readers are
 * behind, bulk intake is slowed down.
 */
async function submit(feedback: Client<typeof feedbackRoutes.routes>, items: SubmitFeedback[]): Promise<void> {
  const slowedUntil = Date.now() + SLOWED_MS;
  for (let tries = 1; ;) {
    try {
      const { results } = await feedback.submitMany({ body: { items } });
      const refused = results.find(({ status }) => status >= 400);
      if (refused) throw new Error(`refused with ${JSON.stringify(refused)}`);
      return;
    } catch (error) {
      const slowed = error instanceof ApiError && error.status === 429 && Date.now() < slowedUntil;
      if (!slowed && ++tries > TRIES) throw error;
      await sleep(1_000);
    }
  }
}

async function counted({ api, token, signal, say }: Access, items: SubmitFeedback[]): Promise<void> {
  const days = items.map(({ occurredAt }) => String(occurredAt).slice(0, 10)).toSorted();
  const metrics = client(metricsRoutes, { url: api, token });
  const deadline = Date.now() + COUNTED_MS;
  for (;;) {
    const { total } = await metrics.read({ params: { name: 'volume' }, query: { from: days[0], to: days.at(-1) } });
    if (total.n >= items.length) return;
    if (Date.now() > deadline) return say(`${total.n} of ${items.length} demo records are counted so far`);
    await sleep(POLL_MS, undefined, { signal });
  }
}
