import { readFileSync } from 'node:fs';
import { processes } from '../process-list.ts';
import { root } from '../process.ts';

/** What everything uses that the local cloud of this folder runs, in MiB; a page that processes share counts once. Linux only. */
export function memoryMiB(): number {
  const own = [...processes()].filter(([pid, { command }]) => command.includes(`${root}/`) && pid !== process.pid);
  const kib = own.map(([pid]) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended while we looked.
      return 0;
    }
  });
  return Math.round(kib.reduce((sum, one) => sum + one, 0) / 1_024);
}
