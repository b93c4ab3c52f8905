import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

/** The anchor: a handler that does nothing but one PutItem with the bare SDK. */
export const client = new DynamoDBClient({});

export const handler = async (event: { body: string }): Promise<{ statusCode: number }> => {
  const input = JSON.parse(event.body) as Record<string, unknown>;
  await client.send(
    new PutItemCommand({
      TableName: process.env['TABLE_NAME'],
      Item: {
        pk: { S: `c#demo#fb#${new Date().toISOString().slice(0, 7)}` },
        sk: { S: crypto.randomUUID() },
        comments: { S: String(input['comments']) },
        scores: { S: JSON.stringify(input['scores']) },
      },
    }),
  );
  return { statusCode: 201 };
};
