import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { aCompany } from '../testing/context.ts';
import { companyPrefix, dbFor, systemDb, tableName, TenantGuardError } from './table.ts';

const TableName = tableName();
const mine = aCompany();
const theirs = aCompany();
const db = dbFor(mine);
const own = { pk: `${companyPrefix(mine)}x`, sk: '1' };
const foreign = { pk: `${companyPrefix(theirs)}x`, sk: '1' };
const query = (pk: string, IndexName?: string) => ({
  TableName,
  ...(IndexName && { IndexName }),
  KeyConditionExpression: '#pk = :pk',
  ExpressionAttributeNames: { '#pk': IndexName ? 'g1pk' : 'pk' },
  ExpressionAttributeValues: { ':pk': pk },
});

describe('the tenant guard', () => {
  test('lets a company reach its own keys', async () => {
    await db.send(new PutCommand({ TableName, Item: { ...own, n: 1 } }));
    expect((await db.send(new GetCommand({ TableName, Key: own }))).Item).toMatchObject({ n: 1 });
    expect((await db.send(new QueryCommand(query(own.pk)))).Count).toBe(1);
  });

  test.each([
    ['get', () => new GetCommand({ TableName, Key: foreign })],
    ['put', () => new PutCommand({ TableName, Item: foreign })],
    [
      'put with a foreign index key',
      () => new PutCommand({ TableName, Item: { ...own, g1pk: foreign.pk, g1sk: '1' } }),
    ],
    ['delete', () => new DeleteCommand({ TableName, Key: foreign })],
    [
      'update that assigns a foreign index key',
      () =>
        new UpdateCommand({
          TableName,
          Key: own,
          UpdateExpression: 'SET g2pk = :k',
          ExpressionAttributeValues: { ':k': foreign.pk },
        }),
    ],
    [
      'update that computes an index key',
      () =>
        new UpdateCommand({
          TableName,
          Key: own,
          UpdateExpression: 'SET g2pk = if_not_exists(g1pk, :k)',
          ExpressionAttributeValues: { ':k': own.pk },
        }),
    ],
    ['query', () => new QueryCommand(query(foreign.pk))],
    ['index query', () => new QueryCommand(query(foreign.pk, 'gsi1'))],
    ['scan', () => new ScanCommand({ TableName })],
    ['batch get', () => new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [own, foreign] } } })],
    [
      'batch write',
      () =>
        new BatchWriteCommand({
          RequestItems: { [TableName]: [{ PutRequest: { Item: own } }, { DeleteRequest: { Key: foreign } }] },
        }),
    ],
    [
      'transaction',
      () =>
        new TransactWriteCommand({
          TransactItems: [{ Put: { TableName, Item: own } }, { Put: { TableName, Item: foreign } }],
        }),
    ],
    ['a prefix that merely begins alike', () => new GetCommand({ TableName, Key: { pk: `c#${mine}x#a`, sk: '1' } })],
  ])('refuses another owner’s keys: %s', async (_, command) => {
    await expect(db.send(command() as GetCommand)).rejects.toThrow(TenantGuardError);
  });

  test('keeps system code out of every company', async () => {
    await expect(systemDb().send(new GetCommand({ TableName, Key: own }))).rejects.toThrow(TenantGuardError);
  });
});
