import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Process id → command line of everything that runs. Small Linux systems have no `ps`. */
export function processes(): Map<number, string> {
  return existsSync('/proc/self/cmdline') ? fromProc() : fromPs();
}

function fromProc(): Map<number, string> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return new Map(pids.map((pid) => [pid, commandOf(pid)]));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended while we looked.
    return '';
  }
}

function fromPs(): Map<number, string> {
  const lines = execFileSync('ps', ['-Ao', 'pid=,command='], { encoding: 'utf8' }).trim().split('\n');
  return new Map(lines.map((line) => [Number.parseInt(line, 10), line.replace(/^\s*\d+\s/, '')]));
}
