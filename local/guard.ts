import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const GRACE_MS = 20_000;

/**
 * `node guard.ts <file> <command> <args…>`: runs a command so that nothing of it outlives whoever asked for it. The guard
 * is started as the leader of a process group; when its standard input ends (the asker stopped, or was killed) it removes
 * the file, if one is named, asks the command to end, and then ends the whole group, with the workers that the command
 * left behind.
 */
function main([file = '', command = '', ...args]: string[]): void {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    if (file) rmSync(file, { force: true });
    child.kill('SIGTERM');
    setTimeout(endGroup, GRACE_MS, 1);
  };
  process.stdin.on('end', end).on('error', end).resume();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  child.on('error', (error) => {
    process.stderr.write(`${command}: ${error.message}\n`);
    endGroup(1);
  });
  child.on('exit', (code) => endGroup(ending ? 0 : (code ?? 1)));
}

/** Tells the asker the exit code first: killing the group ends this process, too. */
function endGroup(code: number): void {
  const killGroup = (): boolean => process.kill(-process.pid, 'SIGKILL');
  if (process.connected) process.send?.(code, killGroup);
  else killGroup();
}

main(process.argv.slice(2));
