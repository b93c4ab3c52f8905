import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalCloud, startLocal } from '../local-cloud.ts';

const POLL_MS = 250;

export type Scenario = LocalCloud & {
  /** Everything that was written to any log since the start: launcher, emulator, table, functions. */
  logs: () => string;
};

/** A local cloud of its own, empty, on free ports, in a folder that goes with it. */
export async function startScenario(): Promise<Scenario> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-scenario-'));
  const said: string[] = [];
  try {
    const local = await startLocal({ folder, empty: true, say: (line) => said.push(line) });
    const stop = async (): Promise<void> => {
      await local.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    const logs = (): string =>
      [...said, ...globSync('*.log', { cwd: folder }).map((log) => readFileSync(join(folder, log), 'utf8'))].join('\n');
    return { ...local, stop, logs };
  } catch (error) {
    throw new Error(`the local cloud did not start:\n${said.join('\n')}`, { cause: error });
  }
}

/** Repeats a look until it passes; what fails at the end of patience is the last look's own failure. */
export async function eventually<T>(look: () => Promise<T>, patienceMs = 60_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(POLL_MS);
  }
}
