import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';

export const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');

/** What a child process may know of this machine; profiles, keys and proxies of the person's shell stay out. */
export function cleanEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const kept = ['HOME', 'LANG', 'LC_ALL', 'TERM', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];
  const inherited = kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(inherited), PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), ...extra };
}

export type Guarded = {
  pid: number;
  /** Settles when the command has ended, with its exit code. */
  ended: Promise<number>;
  /** Ends the command and everything it started. */
  stop: () => Promise<void>;
};

/** Starts a command that cannot outlive this process, not even when this process is killed; see guard.sh. */
export function startGuarded(
  command: readonly string[],
  options: {
    cwd?: string;
    env: Record<string, string>;
    logFile: string;
    onLine?: (line: string) => void;
    /** File that says that the command runs; it goes when this process goes. */
    sign?: string;
  },
): Guarded {
  const child = spawn('/bin/sh', [join(import.meta.dirname, 'guard.sh'), options.sign ?? '', ...command], {
    cwd: options.cwd ?? root,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  // The pipe breaks when the guard is killed.
  child.stdin?.on('error', () => undefined);
  const log = createWriteStream(options.logFile, { flags: 'a' });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.pipe(log, { end: false });
    if (options.onLine) eachLine(stream, options.onLine);
  }
  const ended = new Promise<number>((resolve) => {
    let code = '';
    (child.stdio[3] as Readable | null)?.setEncoding('utf8').on('data', (chunk: string) => (code += chunk));
    child.on('error', () => resolve(1));
    child.on('close', () => resolve(code === '' ? 1 : Number(code)));
    // A guard that was killed has left its command behind.
    child.on('exit', () => killGroup(child.pid));
  });
  void ended.then(() => log.end());
  return {
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function eachLine(stream: ChildProcess['stdout'], onLine: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
}

/** Runs a command to its end; an exit code other than 0 is an error that carries the last lines of its output. */
export async function run(
  command: readonly string[],
  options: { cwd: string; env: Record<string, string>; logFile: string; signal?: AbortSignal },
): Promise<void> {
  options.signal?.throwIfAborted();
  const tail: string[] = [];
  const onLine = (line: string): void => {
    tail.push(line);
    if (tail.length > 25) tail.shift();
  };
  const child = startGuarded(command, { ...options, onLine });
  const stop = (): void => void child.stop();
  options.signal?.addEventListener('abort', stop);
  const code = await child.ended;
  options.signal?.removeEventListener('abort', stop);
  options.signal?.throwIfAborted();
  if (code !== 0)
    throw new Error(`${command.join(' ')} ended with ${code}\n${tail.join('\n')}\nAll of it: ${options.logFile}`);
}

/** Exit code that a shell reports for a process ended by a signal. */
export const signalCode = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): number => 128 + constants.signals[signal];
