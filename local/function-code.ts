import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDir, handlers } from '../infra/bundle.ts';
import { defaults } from '../infra/config.ts';
import { callCloud, type Cloud } from './deploy.ts';
import { zip } from './zip.ts';

/** Function → a hash of its bundle and assets. */
export function fingerprints(): Record<string, string> {
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
export async function replaceCode(cloud: Cloud, name: string): Promise<void> {
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
