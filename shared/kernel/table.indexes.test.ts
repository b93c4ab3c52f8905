import { PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test, vi } from 'vitest';
import { aCompany } from '../testing/context.ts';
import { companyPrefix, dbFor, systemDb, tableName, TenantGuardError } from './table.ts';

vi.mock('./indexes.ts', async (original) => {
  const { tableIndexes } = await original<typeof import('./indexes.ts')>();
  const one = { question: 'added here', projection: 'KEYS_ONLY' };
  return {
    tableIndexes: {
      ...tableIndexes,
      gsi7: { pk: 'g7pk', sk: 'g7sk', ...one },
      byShard: { pk: 'shardKey', sk: 'shardOrder', ...one, anyCompanyWrites: 'shard#' },
    },
  };
});

const TableName = tableName();
const company = aCompany();
const db = dbFor(company);
const own = { pk: `${companyPrefix(company)}x`, sk: '1' };
const foreign = `${companyPrefix(aCompany())}x`;
const put = (keys: object) => new PutCommand({ TableName, Item: { ...own, ...keys } });

describe('an index that is declared is guarded from that moment', () => {
  test.each([
    ['put', () => put({ g7pk: foreign })],
    ['transaction', () => new TransactWriteCommand({ TransactItems: [{ Put: put({ g7pk: foreign }).input }] })],
    [
      'update',
      () =>
        new UpdateCommand({
          TableName,
          Key: own,
          UpdateExpression: 'SET #k = :k',
          ExpressionAttributeNames: { '#k': 'g7pk' },
          ExpressionAttributeValues: { ':k': foreign },
        }),
    ],
    [
      'query',
      () =>
        new QueryCommand({
          TableName,
          IndexName: 'gsi7',
          KeyConditionExpression: 'g7pk = :k',
          ExpressionAttributeValues: { ':k': foreign },
        }),
    ],
  ])('against a %s of another company’s key', async (_, command) => {
    await expect(db.send(command() as PutCommand)).rejects.toThrow(TenantGuardError);
  });

  test('and takes the company’s own keys', async () => {
    await expect(db.send(put({ g7pk: own.pk, g7sk: '1' }))).resolves.toBeDefined();
  });
});

describe('an index that all companies share', () => {
  const query = (value: string) =>
    new QueryCommand({
      TableName,
      IndexName: 'byShard',
      KeyConditionExpression: 'shardKey = :k',
      ExpressionAttributeValues: { ':k': value },
    });

  test('takes any company’s own items, under its declared prefix only', async () => {
    await expect(db.send(put({ shardKey: 'shard#3', shardOrder: '1' }))).resolves.toBeDefined();
    await expect(db.send(put({ shardKey: 'other#3' }))).rejects.toThrow(TenantGuardError);
    await expect(db.send(put({ g7pk: 'shard#3' }))).rejects.toThrow(TenantGuardError);
  });

  test('is read by no company', async () => {
    await expect(db.send(query('shard#3'))).rejects.toThrow(TenantGuardError);
    await expect(systemDb().send(query(own.pk))).rejects.toThrow(TenantGuardError);
  });
});
