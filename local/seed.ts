import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { SubmitFeedback } from '../shared/feedback/feedback.requests.schema.ts';
import { feedbackRoutes } from '../shared/feedback/feedback.routes.ts';
import { ApiError, type Client, client, type ClientOptions } from '../shared/http/client.ts';
import { demoRecords } from './demo/records.ts';
import { readKept, writeKept } from './kept/file.ts';

/** Few, because what people post meanwhile is counted behind them. */
const BATCH = 20;
const SAY_EVERY = 100;
const TRIES = 3;
const SLOWED_MS = 60_000;
/** People's own changes may keep the readers from ever being done. */
const PATIENCE_MS = 15_000;

/** Upon a history come the records of the last month alone. */
const UPON_HISTORY = 100;

/** `now` is what the records were made for: made for another day, they would be other records. */
const progress = z.strictObject({ now: z.iso.datetime(), complete: z.boolean(), history: z.boolean().default(false) });

/** Says how far the demo data has come. */
export const demoFile = (folder: string): string => join(folder, 'kept', 'demo.json');

type Options = {
  folder: string;
  api: string;
  token: string;
  /** Settles when all changes so far have been read. */
  settled: (signal: AbortSignal) => Promise<void>;
  /** What the people of the company do when its records are there. */
  act: (access: ClientOptions, signal: AbortSignal) => Promise<void>;
  say: (line: string) => void;
};

/** Sends the demo data, as fast as the readers follow. */
type Send = (signal: AbortSignal) => Promise<void>;

/**
 * The demo data that the company of the token lacks: all of it while the company has no feedback, then what its people did
 * about it; and all of it again, which changes nothing that is there, when an earlier start ended in the middle. Undefined when nothing is to be sent.
 */
async function missingDemo({ folder, api, token, settled, act, say }: Options): Promise<Send | undefined> {
  const file = demoFile(folder);
  const access = { url: api, token };
  const feedback = client(feedbackRoutes, access);
  const begun = readKept(file, progress, say);
  // The list, not the count: what was stored just before the last stop may not be counted yet.
  const { items: stored } = await feedback.list({ query: { limit: 1 } });
  if (stored.length > 0 && begun?.complete !== false) return undefined;
  const { now, history } = stored.length > 0 && begun ? begun : { now: new Date().toISOString(), history: false };
  writeKept(file, { now, complete: false, history });
  const items = demoRecords(new Date(now)).slice(history ? -UPON_HISTORY : 0);
  return async (signal) => {
    const began = performance.now();
    for (let from = 0; from < items.length; from += BATCH) {
      if (from > 0 && from % SAY_EVERY === 0) say(`… demo company: ${from} of ${items.length} records`);
      await submit(feedback, items.slice(from, from + BATCH), signal);
      await settled(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])).catch(() => signal.throwIfAborted());
    }
    await act(access, signal);
    writeKept(file, { now, complete: true, history });
    say(`✓ demo company (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  };
}

/**
 * Looks what company `demo` lacks of its demo data. Returns how to begin sending it in the background, which returns how
 * to stop; undefined when nothing is to be sent. What is late or refused is told and ends nothing: the next start sends it.
 */
export async function prepareDemo(options: Options): Promise<(() => () => Promise<void>) | undefined> {
  const told = (error: unknown): void =>
    options.say(`the demo data is not complete: ${error instanceof Error ? error.message : String(error)}`);
  const send = await missingDemo(options).catch(told);
  if (!send) return undefined;
  return () => {
    const stopping = new AbortController();
    const sending = send(stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) told(error);
    });
    return async () => {
      stopping.abort();
      await sending;
    };
  };
}

/**
 * Sending the same records again changes nothing, so that a reply that got lost is no reason to stop. While readers are
 * behind, bulk intake is slowed down.
 */
async function submit(
  feedback: Client<typeof feedbackRoutes.routes>,
  items: SubmitFeedback[],
  signal: AbortSignal,
): Promise<void> {
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
      await sleep(1_000, undefined, { signal });
    }
  }
}
