import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaults } from '../infra/config.ts';
import type { Cloud } from './cloud.ts';
import { build, bundlesOf, synthesise } from './deploy.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { defaultFolder, type Endpoints, removeEndpoints, writeEndpoints } from './endpoints.ts';
import { firstRequest } from './first-request.ts';
import { prepareFolder } from './folder.ts';
import { isInBackground } from './functions/background.ts';
import { describeFunction } from './functions/describe.ts';
import { startFunctionHost } from './functions/host.ts';
import type { Gateway } from './gateway.ts';
import { type Identity, signToken } from './issuer.ts';
import { type Progress, reportLag } from './lag.ts';
import { takeLock } from './lock.ts';
import { addressesOf, remembering, startNeighbours } from './neighbours.ts';
import { choosePorts } from './ports.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts';
import type { ClientOptions } from '../shared/http/client.ts';
import { actOnDemo } from './demo/action.ts';
import { reportOnDemo } from './demo/reporting.ts';
import { fillTable } from './demo/fill-table.ts';
import { prepareDemo } from './seed.ts';
import { sweepAfterStart } from './sweeps.ts';
import { TABLE_NAME } from './table/definition.ts';
import { type DynamoDb, startDynamoDb } from './table/server.ts';
import { together } from './together.ts';
import { watch } from './watch.ts';

export type LocalOptions = {
  /** Data, logs, keys and `endpoints.json`; one local cloud at a time on a folder. */
  folder?: string;
  /** Begin without any data, not even the demo company. */
  empty?: boolean;
  /** Begin company `demo` with 24 months of this seed; for a folder without data. */
  demo?: number | undefined;
  /** Rebuild and replace functions when their code changes. */
  hotReload?: boolean;
  /** `HEED_PORT_API`, `_CLOUD`, `_INBOX`, `_ISSUER`, `_COMPREHEND`, `_TABLE`, `_FUNCTIONS`, `_RECEIVERS`; the usual ports without them. Any ports unless given. */
  environment?: NodeJS.ProcessEnv;
  say?: (line: string) => void;
  signal?: AbortSignal;
};

export type LocalCloud = {
  endpoints: Endpoints;
  /** The emulator's address, for the AWS SDK. */
  cloudUrl: string;
  /** Of DynamoDB Local. */
  tableUrl: string;
  folder: string;
  token: (identity: Identity) => Promise<string>;
  progress: () => Progress;
  /** Settles when a part ends by itself, with what ended and where its log is, or on request. */
  ended: Promise<string>;
  stop: () => Promise<void>;
};

type Running = Required<Omit<LocalOptions, 'environment' | 'demo'>> & {
  demo: number | undefined;
  environment: NodeJS.ProcessEnv | undefined;
  cleanups: (() => unknown)[];
  step: <T>(name: string, act: () => Promise<T>) => Promise<T>;
};

/**
 * Starts everything that the product needs on 127.0.0.1, deploys the real app to it and returns when all of it answers; a
 * failure leaves nothing running. Then, unless `empty`, company `demo` is filled.
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
    demo: options.demo,
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
  prepareFolder(folder, running.empty, say);
  const ports = await choosePorts(join(folder, 'ports.json'), running.environment);
  const at = addressesOf(ports);
  const cloud: Cloud = { url: at.cloud, folder, signal };
  const keyFile = join(folder, 'issuer-key.json');
  const part = remembering(cleanups);
  const [restored, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const functions = await part(
    startFunctionHost({
      port: ports.functions,
      bundles: bundlesOf(cloud),
      prefix: defaults.name,
      // None runs before what was kept is back: it would remember a secret that is replaced at once.
      // What is left to do from before waits until somebody who looks is answered.
      describe: (name) =>
        (isInBackground(name) ? answered : restored).promise.then(() => describeFunction(cloud, name)),
      logFile: join(folder, 'functions.log'),
      onLine: faults(say),
    }),
  );
  const synthesiseFor = (by: Cloud): Promise<void> =>
    synthesise(by, {
      issuer: at.issuer,
      publicUrl: at.api,
      receiversPort: ports.receivers,
      addresses: {
        AWS_ENDPOINT_URL_COMPREHEND: at.comprehend,
        AWS_ENDPOINT_URL_SESV2: at.inbox,
        AWS_ENDPOINT_URL_DYNAMODB: at.table,
        MINISTACK_LAMBDA_PROXY_URL: functions.url,
        TABLE_NAME,
      },
    });
  const { demo: seed } = running;
  const fillFor = (by: Cloud) =>
    seed === undefined
      ? undefined
      : () => fillTable({ cloud: by, seed, tableUrl: at.table, comprehendUrl: at.comprehend, say });
  const [emulator, table, runtime, gateway] = await step('table, emulator, build, deploy', () =>
    together<[Emulator, DynamoDb, Runtime, Gateway, string[]]>(signal, (until) => {
      const by: Cloud = { ...cloud, signal: until };
      const emulating = part(startEmulator({ port: ports.cloud, folder, signal: until }));
      const tabling = part(startDynamoDb({ port: ports.table, folder, signal: until }));
      const neighbours = startNeighbours({ ports, folder, keyFile, say, signal: until }, part);
      // Everything ends in the opposite order, so that what is deployed has to be the last.
      const ready = () => Promise.all([tabling, neighbours]);
      const deployable = Promise.all([emulating, synthesiseFor(by)]);
      return [
        emulating,
        tabling,
        deployable.then(() =>
          part(startDeployed({ cloud: by, tableUrl: at.table, ready, functions, say, fill: fillFor(by) })),
        ),
        neighbours,
        build(by),
      ];
    }),
  );
  restored.resolve();
  gateway.open(runtime.apiId());
  const token = (identity: Identity): Promise<string> => signToken({ issuer: at.issuer, keyFile }, identity);
  const act = async (access: ClientOptions, until: AbortSignal): Promise<void> => {
    await actOnDemo(access, at.receivers, until);
    // Reports are computed with what their owner may read, so that they need a person.
    await reportOnDemo({ ...access, token: await token(manager) }, until);
  };
  const demo = async () =>
    prepareDemo({ folder, api: at.api, token: await token(importer), settled: runtime.settled, act, say });
  const [beginDemo] = await step('first request', () =>
    together(signal, (until) => [
      running.empty && seed === undefined ? Promise.resolve(undefined) : demo(),
      token(manager).then((by) => firstRequest({ url: at.api, token: by }, say, until)),
    ]),
  );
  answered.resolve();
  if (running.hotReload) {
    const replace = async (): Promise<string[]> => {
      const names = await build(cloud);
      functions.replace(names);
      return names;
    };
    const redeploy = async (): Promise<void> => {
      await together(signal, (until) => [
        synthesiseFor({ ...cloud, signal: until }),
        build({ ...cloud, signal: until }),
      ]);
      await runtime.redeploy();
      gateway.open(runtime.apiId());
    };
    cleanups.push(watch({ say, replace, redeploy, signal }));
  }
  const { api, inbox, issuer } = at;
  const endpoints = { api, survey: `${api}/s`, inbox, console: `${api}/app/`, issuer };
  signal.throwIfAborted();
  writeEndpoints(folder, endpoints);
  const stopSweeps = sweepAfterStart({ functions, settled: runtime.settled, say });
  cleanups.push(() => removeEndpoints(folder), reportLag(runtime.progress, say), stopSweeps);
  if (beginDemo) cleanups.push(beginDemo());
  const byItself = (what: string, log: string) => () => `${what} ended by itself; its log: ${join(folder, log)}`;
  return {
    endpoints,
    cloudUrl: emulator.url,
    tableUrl: table.url,
    token,
    progress: runtime.progress,
    ended: Promise.race([
      emulator.ended.then(byItself('the emulator', 'emulator.log')),
      table.ended.then(byItself('the table', 'table.log')),
    ]),
  };
}

/** Ends before table and emulator do, which were there first: the readers, then the functions. */
async function startDeployed(options: RuntimeOptions): Promise<Runtime> {
  const runtime = await startRuntime(options);
  const stop = async (): Promise<void> => {
    options.say('… readers finish what they have begun, and what waits is kept');
    await runtime.stop();
    await options.functions.close();
  };
  return { ...runtime, stop };
}

const manager: Identity = { company: 'demo', role: 'manager' };
const importer: Identity = {
  company: 'demo',
  scope:
    'feedback:write feedback:read workflow:read workflow:write workflow:own settings:read settings:write webhooks:read webhooks:write analysis:read analysis:write analysis:judge customers:read customers:contact customers:write',
  user: 'demo-import',
};

/** Functions' warnings and errors are reported at once; everything else is in their log. */
function faults(say: (line: string) => void) {
  return (line: string): void => {
    if (/"level":"(WARN|ERROR|CRITICAL)"/.test(line)) say(line);
  };
}

/** Runs one step, reported with the time it took; a stop in between ends the start. */
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
