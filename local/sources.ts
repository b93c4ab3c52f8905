import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.ts';

const folders = ['functions', 'events', 'shared', 'web', 'infra', 'docs'];
const files = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'tsconfig.json', 'cdk.json'];
/** What `docs/generate.ts` makes of the others. */
const generated = join('functions', 'system', 'assets');

/** Paths, from the project's root, of all that bundles and templates are made from, but for what is in packages. */
export const sources = (): string[] => [...files, ...folders.flatMap(sourcesIn)];

/** SHA-256 of everything that bundles and templates are made from: the sources, the packages, and this Node. */
export function hashOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of sources()) {
    const content = readFileSync(join(root, path));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

const sourcesIn = (folder: string): string[] =>
  globSync(`${folder}/**`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith(generated))
    .toSorted();

/**
 * Does what makes something out of `inputs`, unless the file says that exactly these were what it was made from the last
 * time. A change while it is being made is seen by the next call; one that fails or is broken off is done again.
 */
export async function unlessMadeFrom<T>(file: string, inputs: string, make: () => Promise<T>): Promise<T | undefined> {
  if (existsSync(file) && readFileSync(file, 'utf8') === inputs) return undefined;
  rmSync(file, { force: true });
  const made = await make();
  writeFileSync(file, inputs);
  return made;
}
