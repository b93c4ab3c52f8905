// Plain JavaScript for Node 20, like setup.mjs: nothing is installed yet when it is first used.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const LOOK_MS = 1000;

/**
 * Runs a command until it ends and resolves to `code`, its exit code as a shell reports it, and `asked`, the signal
 * that asked this process to end meanwhile. Every such signal is passed on, SIGINT too: a terminal sends it to all processes
 * of `npm start`, but a script or a supervisor to one of them. The command is also asked to end when a process that
 * started this one is gone, up to the one that called npm: nobody could press Ctrl-C then.
 * Rejects when the tool cannot be started.
 */
export function runInForeground(tool, args, options) {
  const child = spawn(tool, args, options);
  let asked;
  const passOn = (signal) => {
    asked ??= signal;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, passOn);
  const watched = callers();
  const watching = setInterval(() => watched.some(isGone) && passOn('SIGTERM'), LOOK_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code: code ?? codeOf(signal ?? 'SIGKILL'), asked }));
  }).finally(() => {
    clearInterval(watching);
    for (const signal of signals) process.off(signal, passOn);
  });
}

/** Exit code that a shell reports for a process ended by a signal. */
export const codeOf = (signal) => 128 + constants.signals[signal];

/** A process whose parent has ended is given another one. */
const isGone = ({ pid, parent }) => (look(pid)?.parent ?? parent) !== parent;

/**
 * This process, and npm above it, each with what started it, unless npm was given a session of its own (`setsid npm start`), which says that it shall
 * outlive its caller. No shell stands between them: the scripts of package.json begin with `exec`, because a shell that
 * waits for a command keeps SIGINT to itself.
 */
function callers() {
  const { pid, ppid: parent } = process;
  const npm = process.env['npm_lifecycle_event'] === undefined ? undefined : look(parent);
  if (!npm || npm.session === parent) return [{ pid, parent }];
  return [
    { pid, parent },
    { pid: parent, parent: npm.parent },
  ];
}

/** What the system knows of a process; undefined when it has ended. Small Linux systems have no `ps`, others no `/proc`. */
function look(pid) {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout?.trim() ? { parent: Number(stdout), session: undefined } : undefined;
  }
  try {
    // After the name in brackets, which may hold anything: state, parent, group, session.
    const [, parent, , session] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { parent: Number(parent), session: Number(session) };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}
