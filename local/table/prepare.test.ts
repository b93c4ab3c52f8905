import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { triggers } from '../../events/index.ts';
import { templatesOf } from '../../infra/testing/templates.ts';
import { streamedTable } from '../../shared/testing/table-definition.ts';
import { listShards, openShard, readShard } from '../event-source/stream.ts';
import { callTable } from './call.ts';
import { type IndexDefinition, type TableDefinition, tableOfTemplate } from './definition.ts';
import { prepareTable } from './prepare.ts';

const templates = templatesOf({ stage: 'local', retain: false, eventArchive: false }, triggers);
const url = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';

const index = (name: string, projection: 'ALL' | 'KEYS_ONLY' = 'ALL'): IndexDefinition => ({
  IndexName: name,
  KeySchema: [{ AttributeName: `${name}pk`, KeyType: 'HASH' }],
  Projection: { ProjectionType: projection },
});

/** A table of its own with such indexes, removed with the test. */
function aTable(...indexes: IndexDefinition[]): TableDefinition {
  const TableName = `prepare-${randomBytes(6).toString('hex')}`;
  onTestFinished(async () => void (await callTable(url, 'table', 'DeleteTable', { TableName })));
  return withIndexes({ TableName, ...tableParts }, ...indexes);
}

const tableParts = {
  AttributeDefinitions: [],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  GlobalSecondaryIndexes: [],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
};

const withIndexes = (table: TableDefinition, ...indexes: IndexDefinition[]): TableDefinition => ({
  ...table,
  AttributeDefinitions: ['pk', ...indexes.map(({ IndexName }) => `${IndexName}pk`)].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: indexes,
});

const put = (TableName: string, item: Record<string, string>) =>
  callTable(url, 'table', 'PutItem', {
    TableName,
    Item: Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: value }])),
  });

async function query(TableName: string, IndexName: string, value: string): Promise<Record<string, { S: string }>[]> {
  const { Items } = await callTable<{ Items: Record<string, { S: string }>[] }>(url, 'table', 'Query', {
    TableName,
    IndexName,
    KeyConditionExpression: '#key = :value',
    ExpressionAttributeNames: { '#key': `${IndexName}pk` },
    ExpressionAttributeValues: { ':value': { S: value } },
  });
  return Items;
}

test('the table of the deployed template is the table that the storage tests use', () => {
  const { TimeToLiveSpecification, ...deployed } = tableOfTemplate(templates['heed-data'], 'heed-test');
  const { BillingMode: _, StreamSpecification, ...tested } = streamedTable('heed-test');
  const byName = (one: { AttributeName?: string }, other: { AttributeName?: string }) =>
    String(one.AttributeName) < String(other.AttributeName) ? -1 : 1;
  expect(TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  expect({ ...deployed, AttributeDefinitions: deployed.AttributeDefinitions.toSorted(byName) }).toEqual({
    ...tested,
    AttributeDefinitions: tested.AttributeDefinitions?.toSorted(byName),
    StreamSpecification: { StreamViewType: StreamSpecification.StreamViewType },
  });
});

test.each([0, 2])('a template with %i tables is refused', (count) => {
  const table = { Type: 'AWS::DynamoDB::Table', Properties: {} };
  const Resources = Object.fromEntries(Array.from({ length: count }, (_, number) => [`Table${number}`, table]));
  expect(() => tableOfTemplate({ Resources })).toThrow(`the template has ${count} tables`);
});

test('preparing again changes nothing: items and stream stay', async () => {
  const table = aTable(index('one'), index('two', 'KEYS_ONLY'));
  const first = await prepareTable(url, table);
  await put(table.TableName, { pk: 'a', onepk: 'x' });
  expect(await prepareTable(url, table)).toEqual(first);
  expect(await query(table.TableName, 'one', 'x')).toEqual([{ pk: { S: 'a' }, onepk: { S: 'x' } }]);
});

test('what a new table begins with is in it and its indexes, and in no stream; a filling that was cut off begins anew', async () => {
  const table = aTable(index('one'));
  const cutOff = async (): Promise<void> => {
    await put(table.TableName, { pk: 'half', onepk: 'x' });
    throw new Error('cut off');
  };
  await expect(prepareTable(url, table, undefined, cutOff)).rejects.toThrow('cut off');
  const filled = await prepareTable(url, table, undefined, async () => {
    await put(table.TableName, { pk: 'first', onepk: 'x' });
  });
  expect((await query(table.TableName, 'one', 'x')).map(({ pk }) => pk?.S)).toEqual(['first']);
  await put(table.TableName, { pk: 'second', onepk: 'y' });
  const source = { url, streamArn: filled.streamArn, signal: new AbortController().signal };
  const [shard] = await listShards(source);
  const iterator = await openShard(source, shard?.ShardId ?? '', { type: 'TRIM_HORIZON' });
  const { records } = await readShard(source, iterator);
  expect(records.map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S)).toEqual(['second']);
  const again = prepareTable(url, table, undefined, () => Promise.resolve());
  await expect(again).rejects.toThrow('there is data already');
  expect(await prepareTable(url, table)).toEqual(filled);
});

test('an index that is added later reaches the kept items, and one that is no more is removed', async () => {
  const table = aTable(index('old'));
  const before = await prepareTable(url, table);
  for (const pk of ['a', 'b', 'c']) await put(table.TableName, { pk, latepk: pk === 'c' ? 'y' : 'x', text: pk });
  const after = await prepareTable(url, withIndexes(table, index('late')));
  const found = await query(table.TableName, 'late', 'x');
  expect(found.map(({ text }) => String(text?.S)).toSorted()).toEqual(['a', 'b']);
  await expect(query(table.TableName, 'old', 'x')).rejects.toThrow('does not have the specified index');
  expect(after.streamArn).toBe(before.streamArn);
});

test('an index that shows more than before is built anew from the kept items', async () => {
  const table = aTable(index('one', 'KEYS_ONLY'));
  await prepareTable(url, table);
  await put(table.TableName, { pk: 'a', onepk: 'x', text: 'kept' });
  expect((await query(table.TableName, 'one', 'x'))[0]?.['text']).toBeUndefined();
  await prepareTable(url, withIndexes(table, index('one', 'ALL')));
  expect((await query(table.TableName, 'one', 'x'))[0]?.['text']).toEqual({ S: 'kept' });
});

test.each([
  ['keys', { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }] }],
  ['kind of stream', { StreamSpecification: { StreamViewType: 'KEYS_ONLY' as const } }],
])('a kept table with other %s is refused with what to do, and is not touched', async (what, other) => {
  const table = aTable(index('one'));
  await prepareTable(url, table);
  await put(table.TableName, { pk: 'a', onepk: 'x' });
  const message = `the kept table has other ${what} than declared: start with --empty, which removes its data`;
  await expect(prepareTable(url, { ...table, ...other })).rejects.toThrow(message);
  expect(await query(table.TableName, 'one', 'x')).toHaveLength(1);
});

test('a kept table that is as declared is described once, because that takes seconds where it holds a million items', async () => {
  const table = aTable(index('first'));
  const made = await prepareTable(url, table);
  const spy = vi.spyOn(globalThis, 'fetch');
  onTestFinished(() => spy.mockRestore());
  expect(await prepareTable(url, table)).toEqual(made);
  const targets = spy.mock.calls.map(([, init]) => new Headers(init?.headers).get('x-amz-target'));
  expect(targets).toEqual(['DynamoDB_20120810.DescribeTable']);
});
