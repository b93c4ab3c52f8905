import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { tableIndexes } from '../kernel/indexes.ts';

/**
 * The table as the data stack deploys it, for emulators that are driven without CloudFormation; without its stream, which
 * most tests do not read and which makes every write dearer.
 */
export function tableDefinition(name: string): CreateTableCommandInput {
  const indexes = Object.entries(tableIndexes);
  const keyNames = ['pk', 'sk', ...indexes.flatMap(([, { pk, sk }]) => [pk, sk])];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: keyNames.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: indexes.map(([index, { pk, sk, projection }]) => ({
      IndexName: index,
      KeySchema: keySchema(pk, sk),
      Projection: { ProjectionType: projection },
    })),
  };
}

/** The same table with its stream. */
export const streamedTable = (name: string) =>
  ({
    ...tableDefinition(name),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  }) satisfies CreateTableCommandInput;

const keySchema = (hash: string, range: string): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
