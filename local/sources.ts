import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './process.ts';

const folders = ['functions', 'events', 'shared', 'web', 'infra', 'docs'];
const files = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'tsconfig.json', 'cdk.json'];
/** What `docs/generate.ts` makes of the others. */
const generated = join('functions', 'system', 'assets');

/** Paths, from the project's root, of all that bundles and templates are made from, but for what is in packages. */
export const sources = (): string[] => [...files, ...folders.flatMap(sourcesIn)];

/** SHA-256 of everything that bundles and templates are made from: the sources, the packages, and this Node. */
export const hashOfSources = (): string => hashOf(root, sources(), process.version);

function hashOf(folder: string, paths: readonly string[], seed: string): string {
  const hash = createHash('sha256').update(seed);
  for (const path of paths) {
    const content = readFileSync(join(folder, path));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesIn(folder: string, below: string): string[] {
  const entries = globSync(join(below, '**'), { cwd: folder, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

const sourcesIn = (folder: string): string[] => filesIn(root, folder).filter((path) => !path.startsWith(generated));

const MADE_FROM = 'made-from';

/**
 * Fills a folder from `inputs`, unless it was filled from exactly these the last time and is still as it was left. A
 * change of the inputs while it is being filled is seen by the next call; what fails or is broken off is done again.
 */
export async function unlessMadeFrom<T>(
  folder: string,
  inputs: string,
  make: () => Promise<T>,
): Promise<T | undefined> {
  const file = join(folder, MADE_FROM);
  const state = (): string =>
    hashOf(
      folder,
      filesIn(folder, '.').filter((path) => path !== MADE_FROM),
      inputs,
    );
  mkdirSync(folder, { recursive: true });
  if (existsSync(file) && readFileSync(file, 'utf8') === state()) return undefined;
  rmSync(file, { force: true });
  const made = await make();
  writeFileSync(file, state());
  return made;
}
