import { type Cloud } from './cloud.ts';
import { deploy, templatesFor } from './deploy.ts';
import type { EventSource } from './event-source/event-source.ts';
import type { FunctionHost } from './functions/host.ts';
import { restoreQueues, startKeeper } from './kept/keeper.ts';
import { putObjectsBack } from './kept/objects.ts';
import { keepSecret } from './kept/secret.ts';
import type { Progress } from './lag.ts';
import { startReaders } from './readers.ts';
import { tableOfTemplate } from './table/definition.ts';
import { startExpiry } from './table/expiry.ts';
import { prepareTable } from './table/prepare.ts';
import { together } from './together.ts';

/** Readers that have not answered by then begin again at the next start. */
const READERS_STOP_MS = 5_000;

export type Runtime = {
  apiId: () => string;
  progress: () => Progress;
  /** Settles when every change so far has been read. */
  settled: (signal: AbortSignal) => Promise<void>;
  /** Deploys what was synthesised since, and goes on with it. */
  redeploy: () => Promise<void>;
  stop: () => Promise<void>;
};

export type RuntimeOptions = {
  cloud: Cloud;
  tableUrl: string;
  /** Settles when the table answers, and all else that functions call. */
  ready: () => Promise<unknown>;
  functions: FunctionHost;
  /** Puts what a new table begins with. */
  fill?: (() => Promise<void>) | undefined;
  say: (line: string) => void;
};

/**
 * Deploys what was synthesised around the data that is kept: the table, the secret, objects, messages and read positions.
 * Then the changes of the table go to their readers, from where they stopped.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { cloud, tableUrl, say } = options;
  let deployment = await deployAroundTable(options, options.fill);
  const { table, streamArn } = deployment;
  const secret = keepSecret(cloud, deployment.deployed.secretArn, say);
  await secret.restore();
  await putObjectsBack(cloud, say);
  await restoreQueues(cloud, say);
  let readers: EventSource = await startReaders({ ...options, ...deployment });
  const keeper = startKeeper(cloud, {
    streamArn,
    positions: () => readers.positions(),
    saveSecret: (by) => secret.save(by),
    say,
  });
  const attribute = table.TimeToLiveSpecification?.AttributeName;
  const keys = table.KeySchema.map(({ AttributeName }) => AttributeName);
  const stopExpiry = attribute && startExpiry({ url: tableUrl, tableName: table.TableName, keys, attribute, say });
  return {
    apiId: () => deployment.deployed.apiId,
    progress: () => ({ lag: readers.lag(), waiting: keeper.waiting() }),
    settled: (signal) => readers.settled(signal),
    redeploy: async () => {
      deployment = await deployAroundTable(options);
      options.functions.refresh();
      await readers.stop(READERS_STOP_MS);
      readers = await startReaders({ ...options, ...deployment });
    },
    stop: async () => {
      await readers.stop(READERS_STOP_MS);
      if (stopExpiry) await stopExpiry();
      await keeper.stop();
    },
  };
}

/** The table of the template is deployed at the emulator, too, where nothing is ever written to it. */
async function deployAroundTable({ cloud, tableUrl, ready }: RuntimeOptions, fill?: () => Promise<void>) {
  const table = tableOfTemplate(templatesFor(cloud).data);
  const [deployed, { streamArn }] = await together(cloud.signal, (signal) => [
    deploy({ ...cloud, signal }),
    ready().then(() => prepareTable(tableUrl, table, signal, fill)),
  ]);
  return { deployed, table, streamArn };
}
