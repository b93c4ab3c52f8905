import { randomUUID } from 'node:crypto';
import { callCloud, type Cloud } from './cloud.ts';
import { type Deployed, templatesFor } from './deploy.ts';
import { type EventSource, startEventSource } from './event-source/event-source.ts';
import type { FailureRecord } from './event-source/failure.ts';
import { mappingsOfTemplate } from './event-source/mapping.ts';
import type { InvokeReply } from './event-source/outcome.ts';
import type { FunctionHost } from './functions/host.ts';
import type { Outcome } from './functions/worker.ts';
import { positionsFile } from './kept/keeper.ts';
import type { TableDefinition } from './table/definition.ts';

/** Hands the changes of the kept table to the functions that the deployed template names. */
export function startReaders(options: {
  cloud: Cloud;
  deployed: Deployed;
  tableUrl: string;
  table: TableDefinition;
  functions: FunctionHost;
  say: (line: string) => void;
}): Promise<EventSource> {
  const { cloud, deployed, tableUrl, table, functions, say } = options;
  return startEventSource({
    url: tableUrl,
    tableName: table.TableName,
    timeToLive: table.TimeToLiveSpecification?.AttributeName,
    mappings: templatesFor(cloud).all.flatMap((template) => mappingsOfTemplate(template, deployed.valueOf)),
    positionsFile: positionsFile(cloud.folder),
    invoke: async (functionName, event) => replyOf(await functions.invoke(functionName, event)),
    onFailure: (bucketArn, record) => putFailure(cloud, bucketArn, record),
    say,
  });
}

const replyOf = (outcome: Outcome): InvokeReply =>
  'fault' in outcome
    ? { error: new Error(outcome.fault.errorType) }
    : { result: outcome.result === '' ? undefined : JSON.parse(outcome.result) };

/** Where Lambda puts the records that a reader has given up, under the key that Lambda gives them. */
async function putFailure(cloud: Cloud, bucketArn: string, record: FailureRecord): Promise<void> {
  const { requestContext, DDBStreamBatchInfo, timestamp } = record;
  const functionName = requestContext.functionArn.split(':').at(-1);
  const time = timestamp.replaceAll(':', '.').slice(0, 19);
  const day = timestamp.slice(0, 10).replaceAll('-', '/');
  const key = `aws/lambda/${functionName}/${DDBStreamBatchInfo.shardId}/${day}/${time}-${randomUUID()}`;
  const reply = await callCloud(cloud, 's3', `/${bucketArn.split(':').at(-1)}/${key}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(record),
  });
  if (!reply.ok) throw new Error(`S3 answers ${reply.status}: ${await reply.text()}`);
}
