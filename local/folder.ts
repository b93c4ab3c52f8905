import { existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeEndpoints } from './endpoints.ts';
import { takeObjects } from './kept/objects.ts';

/** What `--empty` removes. All else in the folder is made anew, or holds no data. */
const data = ['table', 'kept', 's3', 'secret-copy.json', 'positions.json'];

/** Readies the folder of a local cloud for a start: removes what only a running one has. */
export function prepareFolder(folder: string, empty: boolean, say: (line: string) => void): void {
  removeEndpoints(folder);
  for (const log of globSync('*.log', { cwd: folder })) rmSync(join(folder, log));
  if (empty) for (const name of data) rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, 'kept'), { recursive: true });
  takeObjects(folder);
  const old = join(folder, 'state');
  if (existsSync(old)) say(`${old} is data of an earlier version, which is not read any more; you may remove it`);
}
