import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Endpoints, readEndpoints } from '../endpoints.ts';
import { type Identity, signToken } from '../issuer.ts';
import { memoryMiB } from '../memory.ts';
import { root } from '../process.ts';
import { processes } from '../process-list.ts';
import { eventually } from './running.ts';
import type { Access } from './send.ts';

/** A machine that does much else at the same time needs minutes. */
const START_MS = 240_000;
const GONE_MS = 30_000;

/** `npm start` in a process group of its own, as a terminal runs it. */
export type Launched = {
  endpoints: Endpoints;
  folder: string;
  /** From the command to its last word, in seconds. */
  startSeconds: number;
  token: (identity: Identity) => Promise<string>;
  output: () => string;
  /** Sends a signal, as Ctrl-C does to the whole group or as `kill` does to npm alone, and waits until nothing runs. */
  stop: (signal: 'SIGINT' | 'SIGTERM', to: 'group' | 'npm') => Promise<{ code: number | null; seconds: number }>;
  /** Ends every process with SIGKILL, in one go. */
  kill: () => Promise<void>;
  /** Memory of every process, as {@link memoryMiB} counts it. */
  memoryMiB: () => number;
};

/** Runs `npm start` on a folder until it says that it is ready. */
export async function launch(folder: string, ...args: string[]): Promise<Launched> {
  const began = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--folder', folder, ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const output = outputOf(child);
  const endpoints = await ready(child, folder, output);
  const running = (): number[] => processesOf(folder, child);
  const gone = (): Promise<void> =>
    eventually(async () => {
      if (running().length > 0) throw new Error(`still running: ${running().join(', ')}\n${output()}`);
    }, GONE_MS);
  return {
    endpoints,
    folder,
    startSeconds: secondsSince(began),
    token: (identity) => signToken({ issuer: endpoints.issuer, keyFile: join(folder, 'issuer-key.json') }, identity),
    output,
    stop: async (signal, to) => {
      const asked = performance.now();
      process.kill(to === 'group' ? -pidOf(child) : pidOf(child), signal);
      const [code] = await ended;
      await gone();
      return { code, seconds: secondsSince(asked) };
    },
    kill: async () => {
      // Each by its own id: a group whose leader is gone would be missed.
      for (const pid of running()) killNow(pid);
      await gone();
    },
    memoryMiB: () => memoryMiB(running()),
  };
}

/** As a manager of a company. */
export const accessTo = async ({ endpoints, token }: Launched, company: string): Promise<Access> => ({
  url: endpoints.api,
  token: await token({ company, role: 'manager' }),
});

export const secondsSince = (began: number): number => Math.round((performance.now() - began) / 100) / 10;

const pidOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error('npm did not start');
  return pid;
};

function outputOf(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  return () => output;
}

/** The file of endpoints alone would not do: one of a start that was killed is still there for a moment. */
async function ready(child: ChildProcess, folder: string, output: () => string): Promise<Endpoints> {
  try {
    const endpoints = await eventually(async () => {
      // One that has ended says why at once, not when the patience ends.
      if (child.exitCode !== null) return undefined;
      const found = /^Ready in/m.test(output()) && readEndpoints(folder);
      if (!found) throw new Error(`not ready:\n${output()}`);
      return found;
    }, START_MS);
    if (!endpoints) throw new Error(`npm start ended:\n${output()}`);
    return endpoints;
  } catch (error) {
    for (const pid of processesOf(folder, child)) killNow(pid);
    throw error;
  }
}

/** Whatever belongs to the group of npm, or to one that is led by a guard of this folder. */
function processesOf(folder: string, { pid: npm }: ChildProcess): number[] {
  const all = [...processes()];
  const groups = new Set(all.flatMap(([, { command, group }]) => (command.includes(folder) ? [group] : [])));
  return all.flatMap(([pid, { group }]) => (group === npm || groups.has(group) ? [pid] : []));
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
