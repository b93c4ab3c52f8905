import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FunctionPool, Spares } from './pool.ts';
import type { Outcome } from './worker.ts';

/** Workers beyond one for each function; with 25 MB for an idle one this bounds the memory under load. */
const SPARE_WORKERS = 8;
const SHRINK_MS = 5_000;
/** How long a stop waits for invocations that run. */
const GRACE_MS = 3_000;

/** What the deployment says about a function. */
export type FunctionConfiguration = {
  arn: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Record<string, string>;
};

export type FunctionHost = {
  /** For `MINISTACK_LAMBDA_PROXY_URL`: takes invocations by POST, as the emulator's proxy mode sends them. */
  url: string;
  /**
   * Runs a function of this name (`heed-feedback`) on an event. Never rejects: a function that throws, crashes, exceeds
   * its timeout or does not exist gives a fault of Lambda's form.
   */
  invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** After a deployment: configurations are asked for anew, and every worker is replaced. */
  refresh: () => void;
  /** Replaces the workers of these bundles (`feedback`); those that run an invocation finish it first. */
  replace: (bundles: readonly string[]) => void;
  /** Running and waiting invocations, and workers, of each function that was ever called. */
  state: () => Record<string, { pending: number; workers: number }>;
  close: () => Promise<void>;
};

type HostOptions = {
  /** On 127.0.0.1; any without it. */
  port?: number;
  /** Folder with a folder for each bundle. */
  bundles: string;
  /** Functions are named `<prefix>-<bundle>`. */
  prefix: string;
  /** Rejects for a function that is not deployed. */
  describe: (functionName: string) => Promise<FunctionConfiguration>;
  logFile: string;
  /** Every line that a function writes, behind the name of its bundle. */
  onLine?: (line: string) => void;
};

/** Runs the deployed functions in worker threads of this process. */
export async function startFunctionHost(options: HostOptions): Promise<FunctionHost> {
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const spares = new Spares(SPARE_WORKERS);
  const pools = new Map<string, FunctionPool>();
  const configurations = new Map<string, Promise<FunctionConfiguration>>();
  const bundleOf = (functionName: string): string => functionName.slice(options.prefix.length + 1);

  const write = (bundle: string, line: string): void => {
    log.write(`${bundle} ${line}\n`);
    options.onLine?.(`${bundle} ${line}`);
  };
  const configurationOf = (functionName: string): Promise<FunctionConfiguration> => {
    const known = configurations.get(functionName);
    if (known) return known;
    const asked = options.describe(functionName);
    configurations.set(functionName, asked);
    asked.catch(() => configurations.delete(functionName));
    return asked;
  };
  const newPool = (functionName: string, { memoryMb, environment }: FunctionConfiguration): FunctionPool => {
    const bundle = bundleOf(functionName);
    const worker = {
      name: functionName,
      bundle: join(options.bundles, bundle, 'index.js'),
      memoryMb,
      environment,
      onLine: (line: string) => write(bundle, line),
    };
    return new FunctionPool(worker, spares);
  };
  const run = async (functionName: string, event: string, given: Given = {}): Promise<Outcome> => {
    const configuration = await configurationOf(functionName).catch((error: unknown) => String(error));
    if (typeof configuration === 'string')
      return { fault: { errorType: 'ResourceNotFound', errorMessage: configuration } };
    const { arn, timeoutSeconds } = configuration;
    let pool = pools.get(functionName);
    if (!pool) pools.set(functionName, (pool = newPool(functionName, configuration)));
    const { requestId = randomUUID(), deadline = Date.now() + timeoutSeconds * 1000 } = given;
    const outcome = await pool.invoke({ requestId, arn, event, deadline, timeoutSeconds });
    if ('fault' in outcome) write(bundleOf(functionName), faultLine(outcome.fault, requestId));
    return outcome;
  };
  const replace = async (functionName: string): Promise<void> => {
    const old = pools.get(functionName);
    if (!old) return;
    const configuration = await configurationOf(functionName).catch(() => undefined);
    if (!configuration) {
      pools.delete(functionName);
      return old.close();
    }
    const next = newPool(functionName, configuration);
    pools.set(functionName, next);
    old.replaceBy(next);
  };

  const server = createServer((request, response) => void answer(request, response, run));
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve),
  );
  const shrinking = setInterval(() => {
    for (const pool of pools.values()) pool.shrink();
  }, SHRINK_MS);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    invoke: (functionName, event) => run(functionName, JSON.stringify(event)),
    refresh: () => {
      configurations.clear();
      for (const functionName of pools.keys()) void replace(functionName);
    },
    replace: (bundles) => {
      for (const bundle of bundles) void replace(`${options.prefix}-${bundle}`);
    },
    state: () =>
      Object.fromEntries([...pools].map(([name, { pending, workers }]) => [bundleOf(name), { pending, workers }])),
    close: async () => {
      clearInterval(shrinking);
      const deadline = Date.now() + GRACE_MS;
      while (Date.now() < deadline && [...pools.values()].some(({ pending }) => pending > 0)) await sleep(20);
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      await closeServer(server);
      await new Promise((resolve) => log.end(resolve));
    },
  };
}

type Given = { requestId?: string; deadline?: number };

/** The emulator takes every status but 2xx for a failed invocation. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  run: (functionName: string, event: string, given: Given) => Promise<Outcome>,
): Promise<void> {
  const header = (name: string): string => String(request.headers[`x-amzn-lambda-${name}`] ?? '');
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const deadline = Number(header('deadline-ms'));
    const outcome = await run(header('function-name'), Buffer.concat(chunks).toString('utf8') || 'null', {
      requestId: header('request-id') || randomUUID(),
      ...(deadline > 0 && { deadline }),
    });
    const headers = { 'content-type': 'application/json' };
    if ('result' in outcome) response.writeHead(200, headers).end(outcome.result);
    else response.writeHead(500, headers).end(JSON.stringify({ ...outcome.fault, trace: undefined }));
  } catch {
    // The caller went away before it had sent everything.
    response.destroy();
  }
}

/** A message may quote a customer's words, so only the kind and the place are logged. */
const faultLine = ({ errorType, trace = [] }: { errorType: string; trace?: string[] }, requestId: string): string =>
  JSON.stringify({
    level: 'ERROR',
    message: 'invocation failed',
    requestId,
    errorType,
    frames: trace.filter((line) => line.trimStart().startsWith('at ')).slice(0, 6),
  });

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
