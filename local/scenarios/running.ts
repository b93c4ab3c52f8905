import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callCloud } from '../deploy.ts';
import { type LocalCloud, startLocal } from '../local-cloud.ts';

const POLL_MS = 250;

export type Scenario = LocalCloud & {
  /** Everything that was written to any log since the start: launcher, emulator, functions. */
  logs: () => Promise<string>;
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
    const logs = async (): Promise<string> =>
      [...said, readFileSync(join(folder, 'emulator.log'), 'utf8'), ...(await functionLogs(local))].join('\n');
    return { ...local, stop, logs };
  } catch (error) {
    throw new Error(`the local cloud did not start:\n${said.join('\n')}`, { cause: error });
  }
}

type LogGroups = { logGroups: { logGroupName: string }[] };
type LogEvents = { events: { message: string }[] };

async function functionLogs({ cloudUrl, folder }: LocalCloud): Promise<string[]> {
  const cloud = { url: cloudUrl, folder, signal: AbortSignal.timeout(30_000) };
  const ask = async <T>(operation: string, input: object): Promise<T> => {
    const reply = await callCloud(cloud, 'logs', '/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${operation}` },
      body: JSON.stringify(input),
    });
    return (await reply.json()) as T;
  };
  const { logGroups } = await ask<LogGroups>('DescribeLogGroups', {});
  const answers = logGroups.map(({ logGroupName }) => ask<LogEvents>('FilterLogEvents', { logGroupName }));
  return (await Promise.all(answers)).flatMap(({ events }) => events.map(({ message }) => message));
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
