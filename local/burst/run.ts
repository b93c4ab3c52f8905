import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile } from '../beside-import/report.ts';
import { defaultFolder, readEndpoints } from '../endpoints.ts';
import { signToken } from '../issuer.ts';
import { memoryMiB } from '../memory.ts';
import { ofThisCheckout } from '../process-list.ts';

/**
 * Measures what a burst of callers waits and what memory that takes: `npm run burst`, beside `npm start`. Each function
 * is called by so many at once, in rounds, with a pause between rounds that is long enough for workers which nobody
 * needs to end. Fails when a goal is missed.
 */
const GOAL_MS = 1_000;
const GOAL_MIB = 2_560;
const SAMPLE_MS = 250;
const PAUSE_MS = 26_000;

const day = new Date().toISOString().slice(0, 10);
/** A call of each function that answers without an id. */
const paths = [
  '/health',
  '/api/crm/me',
  '/api/crm/settings',
  '/api/crm/audit',
  '/api/crm/feedback',
  '/api/crm/surveys',
  '/api/crm/survey-templates',
  '/api/crm/initiatives',
  `/api/crm/metrics/nps?from=${day}&to=${day}`,
  // Bringing feedback in: a POST.
  '/api/crm/feedback',
].map((path, index, { length }) => ({ path, post: index === length - 1 }));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Access = { url: string; token: string };
type Call = (typeof paths)[number];

/** How long each of some callers waited that all called at once. */
const burst = (access: Access, callers: number, call: Call): Promise<number[]> =>
  Promise.all(Array.from({ length: callers }, () => waitedFor(access, call)));

async function waitedFor({ url, token }: Access, { path, post }: Call): Promise<number> {
  const began = performance.now();
  const reply = await fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${token}`, ...(post && { 'content-type': 'application/json' }) },
    ...(post && { method: 'POST', body: JSON.stringify({ source: 'api', comments: 'The queue was long on Monday.' }) }),
  });
  await reply.arrayBuffer();
  if (!reply.ok) throw new Error(`${path} answers ${reply.status}`);
  return performance.now() - began;
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      callers: { type: 'string', default: '16' },
      rounds: { type: 'string', default: '3' },
      folder: { type: 'string', default: defaultFolder },
    },
  });
  const [callers, rounds] = [Number(values.callers), Number(values.rounds)];
  const endpoints = readEndpoints(values.folder);
  if (!endpoints) throw new Error('Heed is not running here: start it with npm start, and wait for Ready.');
  const keyFile = join(values.folder, 'issuer-key.json');
  const token = await signToken({ issuer: endpoints.issuer, keyFile }, { company: 'burst', role: 'admin' });
  const access = { url: endpoints.api, token };
  const atRest = Math.round(memoryMiB(ofThisCheckout()));
  let most = 0;
  const sampling = setInterval(() => (most = Math.max(most, Math.round(memoryMiB(ofThisCheckout())))), SAMPLE_MS);
  const waited: number[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      if (round > 1) await sleep(PAUSE_MS);
      for (const call of paths) {
        const some = await burst(access, callers, call);
        waited.push(...some);
        say(`round ${round}: ${call.post ? 'POST' : 'GET'} ${call.path} at most ${Math.max(...some).toFixed(0)} ms`);
      }
    }
  } finally {
    clearInterval(sampling);
  }
  const p99 = percentile(waited, 99);
  const row = (name: string, value: number, goal: number): string =>
    `| ${name} | ${Math.round(value)} | ≤ ${goal} | ${value <= goal ? 'yes' : 'no'} |`;
  say(
    [
      `| ${rounds} rounds, ${paths.length} functions, ${callers} callers at once | | goal | met |`,
      '|---|---|---|---|',
      row('p99, ms', p99, GOAL_MS),
      `| p50, ms | ${Math.round(percentile(waited, 50))} | | |`,
      row('most memory, MiB', most, GOAL_MIB),
      `| memory before, MiB | ${atRest} | | |`,
    ].join('\n'),
  );
  return p99 <= GOAL_MS && most <= GOAL_MIB;
}

process.exitCode = (await main()) ? 0 : 1;
