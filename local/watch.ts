import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, watch as watchFolder, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { context } from 'esbuild';
import { allFunctions, buildDir, copyAssets, handlers } from '../infra/bundle.ts';
import { defaults } from '../infra/config.ts';
import { build, callCloud, type Cloud } from './deploy.ts';
import { root } from './process.ts';
import { zip } from './zip.ts';

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
  const bundler = await context({ ...allFunctions(), logLevel: 'silent' });
  await bundler.rebuild();
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

  const watchers = folders.map((folder) =>
    watchFolder(join(root, folder), { recursive: true }, (_, file) => {
      const path = `${folder}/${file ?? ''}`;
      if (ignored.test(path)) return;
      changed.add(path);
      clearTimeout(timer);
      timer = setTimeout(() => {
        work = work.then(apply);
      }, SETTLE_MS);
    }),
  );
  return async () => {
    for (const watcher of watchers) watcher.close();
    clearTimeout(timer);
    await work;
    await bundler.dispose();
  };
}

/** Function → a hash of its bundle and assets. */
function fingerprints(): Record<string, string> {
  return Object.fromEntries(
    Object.keys(handlers()).map((name) => {
      const hash = createHash('sha256');
      for (const [path, content] of filesOf(name)) hash.update(path).update(content);
      return [name, hash.digest('hex')];
    }),
  );
}

function filesOf(name: string): Map<string, Buffer> {
  const folder = join(buildDir, name);
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}

/** CloudFormation does not know of such a change: the next deployment would keep it, so it is noted. */
async function replaceCode(cloud: Cloud, name: string): Promise<void> {
  const reply = await callCloud(cloud, 'lambda', `/2015-03-31/functions/${defaults.name}-${name}/code`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ZipFile: zip(filesOf(name)).toString('base64') }),
  });
  if (!reply.ok) throw new Error(`${name} could not be replaced: ${reply.status} ${await reply.text()}`);
  writeFileSync(noteFile(cloud), JSON.stringify([...new Set([...replacedFunctions(cloud), name])]));
}

const noteFile = (cloud: Cloud): string => join(cloud.folder, 'state', 'replaced-functions.json');

const replacedFunctions = (cloud: Cloud): string[] =>
  existsSync(noteFile(cloud)) ? (JSON.parse(readFileSync(noteFile(cloud), 'utf8')) as string[]) : [];

/** After a deployment: functions that were replaced while running get the code that was just built. */
export async function refreshReplaced(cloud: Cloud): Promise<void> {
  for (const name of replacedFunctions(cloud)) if (name in handlers()) await replaceCode(cloud, name);
}
