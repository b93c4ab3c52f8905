import { parseArgs } from 'node:util';
import { describeProgress } from './lag.ts';
import { seedOf } from './demo/seed-of.ts';
import { type LocalCloud, startLocal } from './local-cloud.ts';
import { askedToStop } from './stopping.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
// A terminal that was closed takes no more lines, which is no reason to break off what is being saved.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** `npm start`: the whole product in the foreground until Ctrl-C; `--folder` puts its state elsewhere, `--demo=42` begins with 24 months. Resolves to the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { demo: { type: 'string' }, empty: { type: 'boolean' }, folder: { type: 'string' } },
  });
  const demo = values.demo === undefined ? undefined : seedOf(values.demo);
  const { signal, code } = askedToStop(say);
  const began = performance.now();
  const local = await startLocal({
    ...values,
    demo,
    hotReload: true,
    environment: process.env,
    say,
    signal,
  }).catch((error: unknown) => {
    if (!signal.aborted) say(error instanceof Error ? error.message : String(error));
  });
  if (!local) return signal.aborted ? code() : 1;
  announce(local, performance.now() - began);
  const ended = await Promise.race([local.ended, aborted(signal)]);
  if (ended !== undefined && !signal.aborted) say(ended);
  await local.stop();
  return signal.aborted ? code() : 1;
}

function announce({ endpoints, progress }: LocalCloud, milliseconds: number): void {
  say('');
  for (const [name, url] of Object.entries(endpoints)) say(`  ${name.padEnd(8)} ${url}`);
  say('');
  for (const line of describeProgress(progress())) say(`  ${line}`);
  say(`\nReady in ${(milliseconds / 1000).toFixed(1)} s; Ctrl-C stops everything. A token to try it with:`);
  say('  npm run token -s -- --company demo --role manager\n');
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

process.exit(
  await main().catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }),
);
