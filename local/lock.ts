import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { processes } from './process-list.ts';

/**
 * Makes this process the only local cloud on its state folder, and returns how to let go. A file left behind by a
 * process that was killed does not count.
 */
export function takeLock(file: string): () => void {
  const content = `${process.pid}`;
  try {
    writeFileSync(file, content, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(file, 'utf8'));
    if (isLocalCloud(holder)) {
      throw new Error(
        `Heed is running already as process ${holder}; stop it with Ctrl-C there, or with: kill ${holder}`,
      );
    }
    rmSync(file, { force: true });
    return takeLock(file);
  }
  return () => {
    if (existsSync(file) && readFileSync(file, 'utf8') === content) rmSync(file);
  };
}

/** Process ids are reused: the holder is one of ours only when it also looks like one. */
function isLocalCloud(pid: number): boolean {
  return pid !== process.pid && /local\/start\.ts|vitest/.test(processes().get(pid)?.command ?? '');
}
