import { signalCode } from './process.ts';

/**
 * Becomes aborted on the first SIGINT, SIGTERM or SIGHUP, or when the process that started this one is gone: nobody could
 * press Ctrl-C then. Further signals change nothing, so that a second Ctrl-C does not end what is still being saved.
 * `code` is the exit code for it: 0 after Ctrl-C, else what a shell reports.
 */
export function askedToStop(say: (line: string) => void): { signal: AbortSignal; code: () => number } {
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
