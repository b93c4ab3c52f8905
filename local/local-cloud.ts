import { existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startComprehend } from './comprehend/server.ts';
import { bootstrap, build, type Cloud, deploy, type Deployed } from './deploy.ts';
import { startEmulator } from './emulator.ts';
import { defaultFolder, type Endpoints, removeEndpoints, writeEndpoints } from './endpoints.ts';
import { refreshReplaced } from './function-code.ts';
import { startGateway } from './gateway.ts';
import { startInbox } from './inbox.ts';
import { type Identity, signToken, startIssuer } from './issuer.ts';
import { takeLock } from './lock.ts';
import { choosePorts } from './ports.ts';
import { seed } from './seed.ts';
import { watch } from './watch.ts';

export type LocalOptions = {
  /** State, logs, keys and `endpoints.json`; one local cloud at a time on a folder. */
  folder?: string;
  /** Begin without any data, not even the demo company. */
  empty?: boolean;
  /** Rebuild and replace functions when their code changes. */
  hotReload?: boolean;
  /** `HEED_PORT_API`, `_CLOUD`, `_INBOX`, `_ISSUER`, `_COMPREHEND`; the usual ports without them. Any ports unless given. */
  environment?: NodeJS.ProcessEnv;
  say?: (line: string) => void;
  signal?: AbortSignal;
};

export type LocalCloud = {
  endpoints: Endpoints;
  deployed: Deployed;
  /** The emulator's address, for the AWS SDK. */
  cloudUrl: string;
  folder: string;
  token: (identity: Identity) => Promise<string>;
  /** Settles when the emulator ends, on request or by itself. */
  ended: Promise<number>;
  stop: () => Promise<void>;
};

type Running = Required<Omit<LocalOptions, 'environment'>> & {
  environment: NodeJS.ProcessEnv | undefined;
  cleanups: (() => unknown)[];
  step: <T>(name: string, act: () => Promise<T>) => Promise<T>;
};

/**
 * Starts everything that the product needs on 127.0.0.1, deploys the real app to it and, unless `empty`, fills company
 * `demo`. Returns when all of it answers; a failure leaves nothing running.
 */
export async function startLocal(options: LocalOptions = {}): Promise<LocalCloud> {
  const folder = options.folder ?? defaultFolder;
  mkdirSync(folder, { recursive: true });
  const cleanups: (() => unknown)[] = [takeLock(join(folder, 'lock'))];
  const { say = () => {}, signal = new AbortController().signal } = options;
  const running: Running = {
    folder,
    say,
    signal,
    cleanups,
    step: stepper(say, signal),
    empty: options.empty ?? false,
    hotReload: options.hotReload ?? false,
    environment: options.environment,
  };
  const stop = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  };
  try {
    return { ...(await start(running)), folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(running: Running): Promise<Omit<LocalCloud, 'folder' | 'stop'>> {
  const { folder, say, signal, cleanups, step } = running;
  removeEndpoints(folder);
  for (const log of globSync('*.log', { cwd: folder })) rmSync(join(folder, log));
  const state = join(folder, 'state');
  if (running.empty) rmSync(state, { recursive: true, force: true });
  const ports = await choosePorts(join(folder, 'ports.json'), running.environment, existsSync(state));

  const keyFile = join(folder, 'issuer-key.json');
  const kept = keeper(cleanups);
  const [issuer, inbox, comprehend, gateway] = await step('sign-in, inbox, text analysis', () =>
    Promise.all([
      kept(startIssuer({ port: ports.issuer, keyFile })),
      kept(startInbox({ port: ports.inbox })),
      kept(startComprehend({ port: ports.comprehend })),
      kept(startGateway({ port: ports.api, cloudPort: ports.cloud })),
    ]),
  );
  const emulator = await step('emulator', () => startEmulator({ port: ports.cloud, folder, onLine: faults(say) }));
  cleanups.push(emulator.stop);

  const cloud: Cloud = { url: emulator.url, folder, signal };
  const deployApp = async (): Promise<Deployed> => {
    const addresses = { AWS_ENDPOINT_URL_COMPREHEND: comprehend.url, AWS_ENDPOINT_URL_SESV2: inbox.url };
    const deployed = await deploy(cloud, { issuer: issuer.url, publicUrl: gateway.url, addresses });
    await refreshReplaced(cloud);
    gateway.open(deployed.apiId);
    return deployed;
  };
  await step('build', () => build(cloud));
  await step('bootstrap', () => bootstrap(cloud));
  const deployed = await step('deploy', deployApp);
  const api = gateway.url;
  await step('first request', () => expectHealthy(api, signal));

  const token = (identity: Identity): Promise<string> => signToken({ issuer: issuer.url, keyFile }, identity);
  if (!running.empty) await step('demo company', async () => seed({ api, token: await token(importer), signal }));
  if (running.hotReload) cleanups.push(await watch({ cloud, say, redeploy: deployApp }));
  const endpoints = { api, survey: `${api}/s`, inbox: inbox.url, console: `${api}/docs`, issuer: issuer.url };
  signal.throwIfAborted();
  writeEndpoints(folder, endpoints);
  cleanups.push(() => removeEndpoints(folder));
  return { endpoints, deployed, cloudUrl: emulator.url, token, ended: emulator.ended };
}

const importer: Identity = { company: 'demo', scope: 'feedback:write feedback:read metrics:read', user: 'demo-import' };

/** Remembers how to close a service as soon as it has started, even when another one fails. */
function keeper(cleanups: (() => unknown)[]) {
  return async <T extends { close: () => Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const service = await starting;
    cleanups.push(service.close);
    return service;
  };
}

/** Functions' warnings and errors are told at once; everything else is in the emulator's log. */
function faults(say: (line: string) => void) {
  return (line: string): void => {
    if (/"level":"(WARN|ERROR|CRITICAL)"/.test(line)) say(line);
  };
}

async function expectHealthy(api: string, signal: AbortSignal): Promise<void> {
  const reply = await fetch(`${api}/health`, { signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) });
  if (!reply.ok) throw new Error(`${api}/health answers ${reply.status}: ${await reply.text()}`);
}

/** Runs one step, told with the time it took; a stop in between ends the start. */
function stepper(say: (line: string) => void, signal: AbortSignal): Running['step'] {
  return async (name, act) => {
    signal.throwIfAborted();
    const began = performance.now();
    say(`… ${name}`);
    const result = await act();
    say(`✓ ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  };
}
