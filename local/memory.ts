import { readFileSync } from 'node:fs';

/** What processes use together, in MiB; a page that several share is counted once. Linux only. */
export const memoryMiB = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + proportionalKiB(pid), 0) / 1_024;

function proportionalKiB(pid: number): number {
  try {
    return Number(/^Pss: +(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch (error) {
    // It ended while we looked.
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return 0;
    throw error;
  }
}
