import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

const AGAIN_MS = 100;

/**
 * Tells of every change of a file below a folder, by its path. Each directory is watched by itself: Node's recursive
 * watching loses a file on Linux when an editor saves by replacing it. Returns how to stop.
 */
export function watchTree(folder: string, changed: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let again: NodeJS.Timeout | undefined;
  const follow = (directory: string): void => {
    if (watchers.has(directory)) return;
    const watcher = watch(directory, (kind, name) => {
      const path = join(directory, name ?? '');
      changed(path);
      if (kind === 'rename') discover();
    });
    watcher.on('error', () => forget(directory));
    watchers.set(directory, watcher);
  };
  const forget = (directory: string): void => {
    watchers.get(directory)?.close();
    watchers.delete(directory);
  };
  /** A directory that is removed while it is listed is no fault: what is left is looked at again. */
  const discover = (): void => {
    try {
      followAll();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync(folder)) throw error;
      clearTimeout(again);
      again = setTimeout(discover, AGAIN_MS);
    }
  };
  const followAll = (): void => {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const found = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    for (const directory of [folder, ...found]) follow(directory);
    for (const directory of watchers.keys()) if (!existsSync(directory)) forget(directory);
  };
  discover();
  return () => {
    clearTimeout(again);
    for (const directory of watchers.keys()) forget(directory);
  };
}
