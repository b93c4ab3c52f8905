import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { aMapping, aStream, failed, nameOf, numbered } from './testing/stream.ts';

const named = (name: string) => (record: DynamoDBRecord) => nameOf(record) === name;

test('a partial failure is delivered again from the lowest failed record on', async () => {
  const { put, start } = await aStream();
  await put(...numbered('a', 6));
  const batches: string[][] = [];
  const source = await start((records) => {
    batches.push(records.map(nameOf));
    return batches.length === 1 ? failed(...records.filter((one) => /[36]$/.test(nameOf(one)))) : undefined;
  });
  await source.settled();
  expect(batches).toEqual([numbered('a', 6), numbered('a', 6).slice(2)]);
});

test.each([
  ['empty', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['unknown', { batchItemFailures: [{ itemIdentifier: '999' }] }],
  ['missing', { batchItemFailures: [{ id: '1' }] }],
  ['null', { batchItemFailures: [null] }],
])('an identifier that is %s fails the whole batch', async (_, answer) => {
  const { put, start } = await aStream();
  await put(...numbered('a', 3));
  const batches: string[][] = [];
  const source = await start((records) => {
    batches.push(records.map(nameOf));
    return batches.length === 1 ? answer : undefined;
  });
  await source.settled();
  expect(batches).toEqual([numbered('a', 3), numbered('a', 3)]);
});

test('failures are ignored when the mapping does not ask for them', async () => {
  const { put, start } = await aStream();
  await put('a1');
  let calls = 0;
  const source = await start(
    (records) => {
      calls++;
      return failed(...records);
    },
    { mappings: [aMapping({ reportBatchItemFailures: false })] },
  );
  await source.settled();
  expect(calls).toBe(1);
});

test('one bad record of a hundred is found by halving and given up alone, the others are done in order', async () => {
  const { put, start, failures } = await aStream();
  await put(...numbered('a', 100));
  const done: string[] = [];
  let invocations = 0;
  const source = await start(
    (records) => {
      invocations++;
      if (records.some(named('a37'))) throw new Error('cannot read a37');
      done.push(...records.map(nameOf));
    },
    { mappings: [aMapping({ bisectBatchOnFunctionError: true, maximumRetryAttempts: 2, onFailure: 'bucket' })] },
  );
  await source.settled();
  expect(done).toEqual(numbered('a', 100).filter((name) => name !== 'a37'));
  expect(failures).toHaveLength(1);
  const { destination, record } = failures[0] ?? {};
  expect(destination).toBe('bucket');
  expect(record).toMatchObject({
    version: '1.0',
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    DDBStreamBatchInfo: { batchSize: 1, shardId: expect.stringMatching(/^shardId-/), streamArn: expect.any(String) },
  });
  expect(record?.DDBStreamBatchInfo.startSequenceNumber).toBe(record?.DDBStreamBatchInfo.endSequenceNumber);
  expect((JSON.parse(record?.payload ?? '') as { Records: DynamoDBRecord[] }).Records.map(nameOf)).toEqual(['a37']);
  // Seven halvings, one more call for each half that is good, and three tries of the bad one.
  expect(invocations).toBeLessThan(25);
});

test('without halving the batch is tried again as a whole, and then given up as a whole', async () => {
  const { put, start, failures } = await aStream();
  await put(...numbered('a', 4));
  const batches: string[][] = [];
  const source = await start(
    (records) => {
      batches.push(records.map(nameOf));
      throw new Error('no');
    },
    { mappings: [aMapping({ maximumRetryAttempts: 2, onFailure: 'bucket' })] },
  );
  await source.settled();
  expect(batches).toEqual([numbered('a', 4), numbered('a', 4), numbered('a', 4)]);
  expect(failures.map(({ record }) => record.DDBStreamBatchInfo.batchSize)).toEqual([4]);
  expect(source.lag()['reader']).toMatchObject({ behindRecords: 0 });
});

test('a record that is too old is given up without a further try', async () => {
  const { put, start, failures } = await aStream();
  const mappings = [aMapping({ maximumRecordAgeSeconds: 1, onFailure: 'bucket' })];
  let calls = 0;
  const source = await start(
    () => {
      calls++;
      throw new Error('not yet');
    },
    { mappings },
  );
  await put('a1');
  await vi.waitFor(() => expect(failures).toHaveLength(1), { timeout: 5000 });
  expect(failures[0]?.record.requestContext).toMatchObject({
    condition: 'RecordAgeExceeded',
    approximateInvokeCount: calls,
  });
  await source.settled();
});

test('a record does not grow too old while the event source is stopped', async () => {
  const { put, start, failures } = await aStream();
  await put('a1');
  await sleep(1500);
  const seen: string[] = [];
  const source = await start((records) => void seen.push(...records.map(nameOf)), {
    mappings: [aMapping({ maximumRecordAgeSeconds: 1, onFailure: 'bucket' })],
  });
  await source.settled();
  expect(seen).toEqual(['a1']);
  expect(failures).toEqual([]);
});

test('a failure destination that is down is tried again: nothing that was given up is lost', async () => {
  const { put, start, lines } = await aStream();
  await put('a1');
  let tries = 0;
  const source = await start(
    () => {
      throw new Error('no');
    },
    {
      mappings: [aMapping({ maximumRetryAttempts: 0, onFailure: 'bucket' })],
      onFailure: async () => {
        if (++tries < 3) throw new Error('the bucket is away');
      },
    },
  );
  await source.settled();
  expect(tries).toBe(3);
  expect(lines).toContainEqual(expect.stringContaining('the bucket is away'));
});

test('a function that is away for a while gets everything afterwards, in order', async () => {
  const { put, start } = await aStream();
  await put(...numbered('a', 50));
  let calls = 0;
  const done: string[] = [];
  const source = await start(
    (records) => {
      if (++calls <= 20) throw new Error('being replaced');
      done.push(...records.map(nameOf));
    },
    { mappings: [aMapping({ bisectBatchOnFunctionError: true, maximumRetryAttempts: 50 })] },
  );
  await source.settled();
  expect(done).toEqual(numbered('a', 50));
});
