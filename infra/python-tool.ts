import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Puts a program of PyPI, in the versions of a requirements file, into a Python environment of its own, where it is not
 * there yet. Returns nothing when it is there, else why not.
 */
export function installPythonTool(venv: string, requirements: string): string | undefined {
  const stamp = join(venv, 'installed');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(dirname(venv), { recursive: true });
  if (spawnSync('python3', ['-m', 'venv', venv]).status !== 0) return 'python3 with its venv module is not here';
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  const { status, stderr } = spawnSync(join(venv, 'bin/python'), pip, { encoding: 'utf8' });
  if (status !== 0) return stderr.trim().split('\n').at(-1) ?? 'pip failed';
  writeFileSync(stamp, wanted);
  return undefined;
}
