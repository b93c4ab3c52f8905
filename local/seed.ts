import { setTimeout as sleep } from 'node:timers/promises';
import { feedbackRoutes } from '../shared/feedback/feedback.routes.ts';
import { client } from '../shared/http/client.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';
import { demoRecords } from './demo/records.ts';

const COUNTED_MS = 120_000;
const POLL_MS = 500;

type Access = { api: string; token: string; signal: AbortSignal };

/** Fills the company of the token through the public API, unless it has feedback already, and waits for its numbers. */
export async function seed({ api, token, signal }: Access): Promise<void> {
  const feedback = client(feedbackRoutes, { url: api, token });
  const { count, nextCursor } = await feedback.count();
  if (count > 0 || nextCursor) return;
  const items = demoRecords(new Date());
  const { results } = await feedback.submitMany({ body: { items } });
  const refused = results.find(({ status }) => status >= 400);
  if (refused) throw new Error(`the demo data was refused: ${JSON.stringify(refused)}`);

  const days = items.map(({ occurredAt }) => String(occurredAt).slice(0, 10)).toSorted();
  const metrics = client(metricsRoutes, { url: api, token });
  const deadline = Date.now() + COUNTED_MS;
  for (;;) {
    const { total } = await metrics.read({ params: { name: 'volume' }, query: { from: days[0], to: days.at(-1) } });
    if (total.n >= items.length) return;
    if (Date.now() > deadline) throw new Error(`only ${total.n} of ${items.length} demo records were counted in time`);
    await sleep(POLL_MS, undefined, { signal });
  }
}
