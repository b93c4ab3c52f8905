import { triggers } from '../events/index.ts';
import { defaults } from '../infra/config.ts';
import { functionNameOf } from '../infra/names.ts';
import type { FunctionHost } from './functions/host.ts';

const PATIENCE_MS = 60_000;

/**
 * Runs each scheduled function once, one after the other: what would have run while nothing did, e.g. surveys that became
 * due, is done now. The readers go first, because a sweep would count what they are about to count. A function that fails
 * is reported; its schedule runs it again. Returns how to stop, which starts no further one.
 */
export function sweepAfterStart(options: {
  functions: Pick<FunctionHost, 'invoke'>;
  /** Settles when all changes have been read. */
  settled: (signal: AbortSignal) => Promise<void>;
  say: (line: string) => void;
}): () => void {
  const { functions, settled, say } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const schedules = triggers.filter(({ kind }) => kind === 'schedule').map(functionNameOf);
  const sweep = async (): Promise<void> => {
    // An import that goes on for long is no reason to leave them out.
    await settled(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])).catch(() => undefined);
    for (const name of schedules) {
      if (signal.aborted) return;
      const outcome = await functions.invoke(`${defaults.name}-${name}`, {});
      if ('fault' in outcome && !signal.aborted) say(`${name} failed after the start: ${outcome.fault.errorType}`);
    }
  };
  void sweep();
  return () => stopping.abort();
}
