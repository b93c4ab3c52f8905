import { client, type ClientOptions } from '../shared/http/client.ts';
import { metricsRoutes } from '../shared/metrics/metrics.routes.ts';

const MOST_MS = 30_000;

/**
 * Asks the gateway whether the product answers, and for a number: what whoever starts it looks at first is loaded before the
 * work that is left from before begins. A list is asked for beside it, by who looks for the demo data. Rejects where nothing
 * answers; a number that is refused is told, and ends no start.
 */
export async function firstRequest(access: ClientOptions, say: (line: string) => void, signal: AbortSignal) {
  const health = `${access.url}/health`;
  const reply = await fetch(health, { signal: AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]) });
  if (!reply.ok) throw new Error(`${health} answers ${reply.status}: ${await reply.text()}`);
  await client(metricsRoutes, access)
    .read({ params: { name: 'nps' } })
    .catch((error: unknown) =>
      say(`the first request failed: ${error instanceof Error ? error.message : String(error)}`),
    );
}
