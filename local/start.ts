import { parseArgs } from 'node:util';
import { describeProgress } from './lag.ts';
import { type LocalCloud, startLocal } from './local-cloud.ts';
import { signalCode } from './process.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm start`: the whole product in the foreground until Ctrl-C; `--folder` puts its state elsewhere. Resolves to the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { empty: { type: 'boolean' }, folder: { type: 'string' } } });
  const { signal, code } = askedToStop();
  const began = performance.now();
  const local = await startLocal({
    ...values,
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

/** Becomes aborted on a signal, or when the process that started this one is gone: nobody could press Ctrl-C then. */
function askedToStop(): { signal: AbortSignal; code: () => number } {
  const stopping = new AbortController();
  let exitCode = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) return;
      say('stopping …');
      exitCode = name === 'SIGINT' ? 0 : signalCode(name);
      stopping.abort();
    });
  }
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || stopping.abort(), 1000).unref();
  return { signal: stopping.signal, code: () => exitCode };
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
