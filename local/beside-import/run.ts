import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultFolder, readEndpoints } from '../endpoints.ts';
import { signToken } from '../issuer.ts';
import { memoryMiB } from '../memory.ts';
import { ofThisCheckout } from '../process-list.ts';
import type { Access } from '../scenarios/send.ts';
import { complaintsOf, spread, type Took } from './complaints.ts';
import { importOf, type Progress, runImport } from './importing.ts';
import { allInTime, describe, seconds } from './report.ts';

/**
 * Measures what a company feels while another one imports: `npm run beside-import`, beside `npm start -- --empty`. One
 * company sends records with texts in bulk and obeys 429; another one sends critical complaints, each after the one
 * before was counted and analysed, spread over the import. Prints how long these two took, the import's rate and the
 * memory. Fails when the slowest complaint missed a goal.
 */
const ALONE = 10;
const SAY_MS = 15_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function optionsOf() {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '60000' },
      bulk: { type: 'string', default: '100' },
      callers: { type: 'string', default: '2' },
      complaints: { type: 'string', default: '50' },
      /** The import is stopped then, however far it has come. */
      minutes: { type: 'string', default: '15' },
      folder: { type: 'string', default: defaultFolder },
    },
  });
  const { folder, ...numbers } = values;
  const whole = Object.entries(numbers).map(([name, text]) => {
    if (!(Number(text) > 0)) throw new Error(`--${name} ${text}: must be a number above 0`);
    return [name, Number(text)];
  });
  return { folder, ...(Object.fromEntries(whole) as Record<keyof typeof numbers, number>) };
}

async function main(): Promise<boolean> {
  const { records, bulk, callers, complaints, minutes, folder } = optionsOf();
  const endpoints = readEndpoints(folder);
  if (!endpoints) throw new Error('Heed is not running here: start it with npm start -- --empty, and wait for Ready.');
  const run = Date.now().toString(36);
  const keyFile = join(folder, 'issuer-key.json');
  const scope = 'feedback:write feedback:read metrics:read';
  const access = async (company: string): Promise<Access> => ({
    url: endpoints.api,
    token: await signToken({ issuer: endpoints.issuer, keyFile }, { company, scope }),
  });
  const complain = complaintsOf(await access('beside'), run);
  const alone: Took[] = [];
  while (alone.length < ALONE) alone.push(await complain());
  say(describe('nobody imports', alone));

  const progress: Progress = { accepted: new Map(), refusals: 0, failures: 0 };
  const stopper = new AbortController();
  const signal = AbortSignal.any([stopper.signal, AbortSignal.timeout(minutes * 60_000)]);
  const began = performance.now();
  let ended: number | undefined;
  const finished = runImport(
    await access('importing'),
    { records: importOf(records, run), bulk, callers, signal },
    progress,
  ).finally(() => (ended = performance.now()));
  const beside: Took[] = [];
  let mostMiB = 0;
  const sofar = (): string => {
    const { accepted, refusals, failures } = progress;
    const took = ((ended ?? performance.now()) - began) / 1_000;
    mostMiB = Math.max(mostMiB, Math.round(memoryMiB(ofThisCheckout())));
    return `${accepted.size} of ${records} records in ${took.toFixed(0)} s (${(accepted.size / took).toFixed(0)}/s), ${refusals} times 429, ${failures} failures, at most ${mostMiB} MiB`;
  };
  const timer = setInterval(() => {
    const { counted = Number.NaN, analysed = Number.NaN } = beside.at(-1) ?? {};
    say(`${sofar()}; ${beside.length} complaints, the last ${seconds(counted)} and ${seconds(analysed)} s`);
  }, SAY_MS);
  /** By records or by time, whichever comes first. */
  const done = (): number =>
    Math.max(progress.accepted.size / records, (performance.now() - began) / (minutes * 60_000));
  try {
    await spread(complain, { count: complaints, took: beside, done, ended: () => ended !== undefined });
    await finished;
  } finally {
    clearInterval(timer);
    stopper.abort();
  }
  say(describe('while another company imports', beside));
  say(`imported ${sofar()}, ${callers} callers with bulks of ${bulk}`);
  return beside.length === complaints && allInTime(beside);
}

process.exitCode = (await main()) ? 0 : 1;
