import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, type TestContext, vi } from 'vitest';
import { processes } from './process-list.ts';

/** What `npm start` is made of, with a launcher in place of `start.ts` that saves for half a second when it is asked to stop. */
const files = {
  'package.json': JSON.stringify({ scripts: { start: 'exec node setup.mjs start' } }),
  'setup.mjs': `
    import { writeFileSync } from 'node:fs';
    import { runInForeground } from '${join(import.meta.dirname, 'foreground.mjs')}';
    writeFileSync('setup.pid', String(process.pid));
    writeFileSync('npm.pid', String(process.ppid));
    const { code } = await runInForeground('${process.execPath}', ['start.ts'], { stdio: 'inherit' });
    process.exit(code);`,
  'start.ts': `
    import { writeFileSync } from 'node:fs';
    import { askedToStop } from '${join(import.meta.dirname, 'stopping.ts')}';
    const { signal, code } = askedToStop(() => undefined);
    setInterval(() => undefined, 1000);
    signal.addEventListener('abort', () => {
      writeFileSync('saving', '');
      setTimeout(() => { writeFileSync('saved', ''); process.exit(code()); }, 500);
    });
    writeFileSync('start.pid', String(process.pid));`,
};

/** How people and scripts start it; each notes its own process id. */
const ways = {
  'in the foreground of a script': 'echo $$ > caller.pid; npm start; true',
  'in the background of a script': 'echo $$ > caller.pid; npm start & wait; true',
  'in a session of its own': 'echo $$ > caller.pid; setsid npm start & wait; true',
};
type Part = 'caller' | 'npm' | 'setup' | 'start';

async function launch(way: keyof typeof ways, { onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-foreground-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const script = spawn('/bin/sh', ['-c', ways[way]], { cwd: folder, stdio: 'ignore', detached: true });
  const has = (name: string): boolean => existsSync(join(folder, name));
  const pidOf = (part: Part): number => Number(readFileSync(join(folder, `${part}.pid`), 'utf8'));
  const parts: Part[] = ['npm', 'setup', 'start'];
  const left = (): Part[] => parts.filter((part) => processes().get(pidOf(part))?.command);
  onTestFinished(async () => {
    for (const part of left()) process.kill(pidOf(part), 'SIGKILL');
    rmSync(folder, { recursive: true });
  });
  await vi.waitFor(
    () => expect(has('start.pid') && readFileSync(join(folder, 'start.pid'), 'utf8')).toBeTruthy(),
    20_000,
  );
  return {
    has,
    left,
    kill: (part: Part, signal: NodeJS.Signals) => process.kill(pidOf(part), signal),
    ctrlC: () => process.kill(-(script.pid ?? 0), 'SIGINT'),
    expectEnded: () =>
      vi.waitFor(() => {
        expect(has('saved')).toBe(true);
        expect(left()).toEqual([]);
      }, 10_000),
  };
}

const cases = (['in the foreground of a script', 'in the background of a script'] as const).flatMap((way) =>
  (['caller', 'npm', 'setup', 'start'] as const).flatMap((part) =>
    (['SIGINT', 'SIGTERM'] as const).map((signal) => ({ way, part, signal })),
  ),
);
/** A shell that waits for a command in the foreground keeps SIGINT to itself until the command has ended. */
const isKept = ({ way, part, signal }: (typeof cases)[number]): boolean =>
  way === 'in the foreground of a script' && part === 'caller' && signal === 'SIGINT';

test.concurrent.for(cases.filter((one) => !isKept(one)))(
  'started $way, $signal to $part alone ends everything, saved',
  async ({ way, part, signal }, context) => {
    const { kill, expectEnded } = await launch(way, context);
    kill(part, signal);
    await expectEnded();
  },
);

test.concurrent('Ctrl-C ends everything, and a second one does not break the saving off', async (context) => {
  const { ctrlC, expectEnded, has } = await launch('in the foreground of a script', context);
  ctrlC();
  await vi.waitFor(() => expect(has('saving')).toBe(true), 5000);
  ctrlC();
  await expectEnded();
});

test.concurrent('npm that is killed takes everything with it, saved', async (context) => {
  const { kill, expectEnded } = await launch('in the background of a script', context);
  kill('npm', 'SIGKILL');
  await expectEnded();
});

test
  .runIf(process.platform === 'linux')
  .concurrent('in a session of its own it outlives its caller', async (context) => {
    const { kill, left, expectEnded } = await launch('in a session of its own', context);
    kill('caller', 'SIGTERM');
    await sleep(2500);
    expect(left()).toEqual(['npm', 'setup', 'start']);
    kill('npm', 'SIGTERM');
    await expectEnded();
  });
