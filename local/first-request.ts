import { feedbackRoutes } from '../shared/feedback/feedback.routes.ts';
import { client, type ClientOptions } from '../shared/http/client.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';

const MOST_MS = 30_000;

/**
 * Asks the gateway whether the product answers, and then for what whoever starts it looks at first, a list and a number:
 * their functions are loaded before the work that is left from before begins. Rejects where nothing answers; says what
 * else is wrong, which ends no start.
 */
export async function firstRequest(access: ClientOptions, say: (line: string) => void, signal: AbortSignal) {
  const health = `${access.url}/health`;
  const reply = await fetch(health, { signal: AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]) });
  if (!reply.ok) throw new Error(`${health} answers ${reply.status}: ${await reply.text()}`);
  const told = (error: unknown): void =>
    say(`the first request failed: ${error instanceof Error ? error.message : String(error)}`);
  await Promise.all([
    client(feedbackRoutes, access)
      .list({ query: { limit: 1 } })
      .catch(told),
    client(metricsRoutes, access)
      .read({ params: { name: 'nps' } })
      .catch(told),
  ]);
}
