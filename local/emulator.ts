import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cloudEnvironment } from './cloud.ts';
import { endpointsFile } from './endpoints.ts';
import { type Guarded, root, startGuarded } from './process.ts';

const START_MS = 60_000;

export type Emulator = Guarded & { url: string };

/**
 * Starts MiniStack on 127.0.0.1 with its temporary files and log in `folder`, and waits until it answers. It keeps nothing
 * but objects of S3, which it writes to `<folder>/s3` at once: everything else is deployed anew at every start.
 */
export async function startEmulator(options: {
  port: number;
  folder: string;
  onLine?: (line: string) => void;
  /** Ends the start. */
  signal?: AbortSignal;
}): Promise<Emulator> {
  const inside = (name: string): string => {
    const path = join(options.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const url = `http://127.0.0.1:${options.port}`;
  rmSync(join(options.folder, 'tmp'), { recursive: true, force: true });
  const process = startGuarded([join(root, '.local/venv/bin/python'), join(import.meta.dirname, 'emulator.py')], {
    env: {
      ...cloudEnvironment(url),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(options.port),
      MINISTACK_HOST: '127.0.0.1',
      PERSIST_STATE: '0',
      S3_PERSIST: '1',
      S3_DATA_DIR: inside('s3'),
      TMPDIR: inside('tmp'),
      // These would listen on every interface, on ports of their own.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      PYTHONUNBUFFERED: '1',
      // What waits is queued by the function host, and not refused.
      LAMBDA_ACCOUNT_CONCURRENCY: '1000',
    },
    logFile: join(options.folder, 'emulator.log'),
    onLine: options.onLine,
    sign: endpointsFile(options.folder),
  });
  await answers(`${url}/_ministack/ready`, process, options.signal);
  return { ...process, url };
}

async function answers(url: string, process: Guarded, signal?: AbortSignal): Promise<void> {
  let code: number | undefined;
  void process.ended.then((ended) => (code = ended));
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && !signal?.aborted) {
    if (code !== undefined) throw new Error(`the emulator ended at once (exit code ${code})`);
    const reply = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (reply?.ok) return;
    await sleep(100);
  }
  await process.stop();
  signal?.throwIfAborted();
  throw new Error(`the emulator did not answer within ${START_MS / 1000} s`);
}
