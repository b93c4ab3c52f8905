import { join } from 'node:path';
import { type Cloud, cloudEnvironment } from '../cloud.ts';
import { root, run } from '../process.ts';
import { TABLE_NAME } from '../table/definition.ts';
import { writeKept } from '../kept/file.ts';
import { demoFile } from '../seed.ts';

type Options = { cloud: Cloud; seed: number; tableUrl: string; comprehendUrl: string; say: (line: string) => void };

/**
 * Fills company `demo` with its history, in a process of its own: so much work would hold up everything here. What is
 * in it stands in `planted.json` of the folder; what the people of the company do then comes upon it.
 */
export async function fillTable({ cloud, seed, tableUrl, comprehendUrl, say }: Options): Promise<void> {
  const { folder, signal, url } = cloud;
  const began = performance.now();
  const now = new Date().toISOString();
  const file = join(folder, 'planted.json');
  say(`… demo company: 24 months (seed ${seed})`);
  const env = cloudEnvironment(url);
  Object.assign(env, {
    AWS_ENDPOINT_URL_DYNAMODB: tableUrl,
    AWS_ENDPOINT_URL_COMPREHEND: comprehendUrl,
    TABLE_NAME,
  });
  // What is made for each row is short-lived: with room for it a quarter of the work is gone.
  const command = [
    process.execPath,
    '--max-semi-space-size=64',
    join(root, 'local/demo/fill.ts'),
    String(seed),
    now,
    file,
  ];
  await run(command, { cwd: root, env, logFile: join(folder, 'demo.log'), signal });
  writeKept(demoFile(folder), { now, complete: false, history: true });
  say(`✓ demo company: 24 months (${((performance.now() - began) / 1000).toFixed(1)} s); ${file} says what is in them`);
}
