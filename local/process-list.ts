import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { root } from './process.ts';

export type ProcessInfo = { command: string; group: number };

/** Everything that runs, by process id. Small Linux systems have no `ps`. */
export function processes(): Map<number, ProcessInfo> {
  return existsSync('/proc/self/cmdline') ? fromProc() : fromPs();
}

/** Ids of all that runs from this checkout, but for the process that asks. */
export const ofThisCheckout = (): number[] =>
  [...processes()].flatMap(([pid, { command }]) => (command.includes(`${root}/`) && pid !== process.pid ? [pid] : []));

function fromProc(): Map<number, ProcessInfo> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return new Map(pids.map((pid) => [pid, infoOf(pid)]));
}

function infoOf(pid: number): ProcessInfo {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    // After the name in brackets, which may hold anything: state, parent, group.
    const [, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { command, group: Number(group) };
  } catch {
    // It ended while we looked.
    return { command: '', group: 0 };
  }
}

function fromPs(): Map<number, ProcessInfo> {
  const lines = execFileSync('ps', ['-Ao', 'pid=,pgid=,command='], { encoding: 'utf8' }).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [, pid, group, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return [Number(pid), { command, group: Number(group) }];
    }),
  );
}
