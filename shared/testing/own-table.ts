import { randomBytes } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from './table-definition.ts';

/** Gives a test file a table of its own, for what looks at every company there is. */
export async function ownTable(): Promise<void> {
  const name = `own-${randomBytes(6).toString('hex')}`;
  const client = new DynamoDBClient({});
  await client.send(new CreateTableCommand(tableDefinition(name)));
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: name });
  client.destroy();
  process.env['TABLE_NAME'] = name;
}
