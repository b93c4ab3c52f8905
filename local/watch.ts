import { join, relative } from 'node:path';
import { handlers } from '../infra/bundle.ts';
import { root } from './process.ts';
import { watchTree } from './watch-tree.ts';

const SETTLE_MS = 150;
const folders = ['functions', 'events', 'shared', 'infra', 'web'];

/** Changes here mean other routes, triggers or resources, not only other code. */
const structure = /^infra\/|\.routes\.ts$|^shared\/contracts\.ts$|^events\/(index|define)\.ts$|\/trigger\.ts$/;
const ignored = /\.test\.tsx?$|\/assets(\/|$)|\/testing\/|~$|\.sw.$/;

type Options = {
  say: (line: string) => void;
  /** Builds all functions and runs what changed; returns the names. */
  replace: () => Promise<string[]>;
  /** Builds and deploys everything. */
  redeploy: () => Promise<unknown>;
  signal: AbortSignal;
};

/**
 * Follows the source: changed code replaces the functions that contain it, a changed route, trigger or stack deploys
 * again. A mistake is reported and leaves what runs as it is. Returns how to stop.
 */
export function watch({ say, replace, redeploy, signal }: Options): () => Promise<void> {
  let deployed = functionNames();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();

  const apply = async (): Promise<void> => {
    const paths = [...changed];
    changed.clear();
    const began = performance.now();
    const report = (what: string): void => say(`↻ ${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    try {
      if (paths.some((path) => structure.test(path)) || functionNames() !== deployed) {
        say(`↻ ${paths.join(', ')}: deploying again`);
        await redeploy();
        deployed = functionNames();
        return report('deployed');
      }
      const names = await replace();
      if (names.length > 0) report(names.join(', '));
    } catch (error) {
      if (!signal.aborted) say(error instanceof Error ? error.message : String(error));
    }
  };

  const stops = folders.map((folder) =>
    watchTree(join(root, folder), (file) => {
      const path = relative(root, file);
      if (ignored.test(path)) return;
      changed.add(path);
      clearTimeout(timer);
      timer = setTimeout(() => {
        work = work.then(apply);
      }, SETTLE_MS);
    }),
  );
  return async () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    await work;
  };
}

const functionNames = (): string => Object.keys(handlers()).toSorted().join();
