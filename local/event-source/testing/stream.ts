import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import { streamedTable } from '../../../shared/testing/table-definition.ts';
import { callTable } from '../../table/call.ts';
import { type EventSource, type EventSourceOptions, startEventSource } from '../event-source.ts';
import type { FailureRecord } from '../failure.ts';
import type { StreamMapping } from '../mapping.ts';

export const aMapping = (overrides: Partial<StreamMapping> = {}): StreamMapping => ({
  functionName: 'reader',
  batchSize: 100,
  windowSeconds: 0,
  filters: [],
  parallelizationFactor: 1,
  maximumRetryAttempts: -1,
  maximumRecordAgeSeconds: -1,
  bisectBatchOnFunctionError: false,
  reportBatchItemFailures: true,
  ...overrides,
});

type Reader = (records: readonly DynamoDBRecord[], functionName: string) => unknown;

export type Bench = {
  url: string;
  tableName: string;
  positionsFile: string;
  lines: string[];
  failures: { destination: string; record: FailureRecord }[];
  /** Puts items one after the other: `a1` is version 1 of item `a`. */
  put: (...names: string[]) => Promise<void>;
  start: (reader: Reader, options?: Partial<EventSourceOptions>) => Promise<EventSource>;
};

/** A table of its own in the tests' DynamoDB Local, with its stream, and event sources that end with the test. */
export async function aStream(): Promise<Bench> {
  const url = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
  const tableName = `stream-${randomBytes(6).toString('hex')}`;
  await callTable(url, 'table', 'CreateTable', streamedTable(tableName));
  const folder = mkdtempSync(join(tmpdir(), 'heed-stream-'));
  const running: EventSource[] = [];
  onTestFinished(async () => {
    await Promise.all(running.map((source) => source.stop(0)));
    await callTable(url, 'table', 'DeleteTable', { TableName: tableName });
    rmSync(folder, { recursive: true });
  });
  const lines: string[] = [];
  const failures: Bench['failures'] = [];
  const positionsFile = join(folder, 'positions.json');
  return {
    url,
    tableName,
    positionsFile,
    lines,
    failures,
    put: async (...names) => {
      for (const name of names) await callTable(url, 'table', 'PutItem', { TableName: tableName, Item: itemOf(name) });
    },
    start: async (reader, options = {}) => {
      const source = await startEventSource({
        url,
        tableName,
        positionsFile,
        mappings: [aMapping()],
        backoff: { firstMs: 5, mostMs: 20 },
        say: (line) => lines.push(line),
        onFailure: async (destination, record) => void failures.push({ destination, record }),
        invoke: async (functionName, { Records }: DynamoDBStreamEvent) => ({
          result: await reader(Records, functionName),
        }),
        ...options,
      });
      running.push(source);
      return source;
    },
  };
}

const itemOf = (name: string) => ({
  pk: { S: name.replace(/\d+$/, '') },
  sk: { S: 'item' },
  version: { N: /\d+$/.exec(name)?.[0] ?? '0' },
});

/** The name that a record was put by. */
export const nameOf = ({ dynamodb }: DynamoDBRecord): string =>
  `${dynamodb?.Keys?.['pk']?.S}${dynamodb?.NewImage?.['version']?.N}`;

/** What a function answers that failed on these records. */
export const failed = (...records: readonly DynamoDBRecord[]) => ({
  batchItemFailures: records.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber })),
});

export const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
