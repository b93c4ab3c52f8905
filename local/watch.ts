import { join, relative } from 'node:path';
import { context } from 'esbuild';
import { allFunctions, copyAssets, handlers } from '../infra/bundle.ts';
import { build, type Cloud } from './deploy.ts';
import { fingerprints, replaceCode } from './function-code.ts';
import { root } from './process.ts';
import { watchTree } from './watch-tree.ts';

const SETTLE_MS = 150;
const folders = ['functions', 'events', 'shared', 'infra', 'web'];

/** Changes here mean other routes, triggers or resources, not only other code. */
const structure = /^infra\/|\.routes\.ts$|^shared\/contracts\.ts$|^events\/(index|define)\.ts$|\/trigger\.ts$/;
const ignored = /\.test\.tsx?$|\/assets\/|\/testing\/|~$|\.sw.$/;

type Options = { cloud: Cloud; say: (line: string) => void; redeploy: () => Promise<unknown> };

/**
 * Follows the source: changed code replaces the functions that contain it, a changed route, trigger or stack deploys
 * again. A mistake is told and leaves what runs as it is. Returns how to stop.
 */
export async function watch({ cloud, say, redeploy }: Options): Promise<() => Promise<void>> {
  const bundlerOf = () => context({ ...allFunctions(), logLevel: 'silent' });
  let bundler = await bundlerOf();
  let running = fingerprints();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();

  const apply = async (): Promise<void> => {
    const paths = [...changed];
    changed.clear();
    const began = performance.now();
    const told = (what: string): void => say(`↻ ${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    try {
      if (paths.some((path) => structure.test(path)) || functionsChanged()) {
        say(`↻ ${paths.join(', ')}: deploying again`);
        await build(cloud);
        await redeploy();
        await bundler.dispose();
        bundler = await bundlerOf();
        running = fingerprints();
        return told('deployed');
      }
      await bundler.rebuild();
      copyAssets();
      const now = fingerprints();
      const names = Object.keys(now).filter((name) => now[name] !== running[name]);
      for (const name of names) await replaceCode(cloud, name);
      running = now;
      if (names.length > 0) told(names.join(', '));
    } catch (error) {
      if (!cloud.signal.aborted) say(error instanceof Error ? error.message : String(error));
    }
  };
  const functionsChanged = (): boolean =>
    Object.keys(handlers()).toSorted().join() !== Object.keys(running).toSorted().join();

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
    await bundler.dispose();
  };
}
