import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { demoRecords } from './demo/records.ts';

const COUNTED_MS = 60_000;
const POLL_MS = 500;

type Access = { api: string; token: string; signal: AbortSignal };

const anything = z.object({ items: z.array(z.unknown()) });
const answers = z.object({ results: z.array(z.object({ status: z.number(), problem: z.unknown() })) });
const volume = z.object({ total: z.object({ n: z.number() }) });

/** Fills the company of the token through the public API, unless it has feedback already, and waits for its numbers. */
export async function seed(access: Access): Promise<void> {
  const { items } = anything.parse(await call(access, 'GET', '/api/crm/feedback?limit=1'));
  if (items.length > 0) return;
  const records = demoRecords(new Date());
  const { results } = answers.parse(await call(access, 'POST', '/api/crm/feedback/bulk', { items: records }));
  const refused = results.find(({ status }) => status >= 400);
  if (refused) throw new Error(`the demo data was refused: ${JSON.stringify(refused.problem)}`);
  await counted(access, records);
}

async function counted(access: Access, records: ReturnType<typeof demoRecords>): Promise<void> {
  const days = records.map(({ occurredAt }) => String(occurredAt).slice(0, 10)).toSorted();
  const path = `/api/crm/metrics/volume?from=${days[0]}&to=${days.at(-1)}`;
  const deadline = Date.now() + COUNTED_MS;
  for (;;) {
    const { total } = volume.parse(await call(access, 'GET', path));
    if (total.n >= records.length) return;
    if (Date.now() > deadline)
      throw new Error(`only ${total.n} of ${records.length} demo records were counted within a minute`);
    await sleep(POLL_MS, undefined, { signal: access.signal });
  }
}

async function call({ api, token, signal }: Access, method: string, path: string, body?: unknown): Promise<unknown> {
  const reply = await fetch(`${api}${path}`, {
    method,
    signal,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path} → ${reply.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
