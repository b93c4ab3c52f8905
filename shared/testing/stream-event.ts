import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

export type TableChange = { before?: Record<string, unknown>; after?: Record<string, unknown> };
let sequence = 0;

/** Changes of items as the DynamoDB stream delivers them to Lambda. */
export const streamEventOf = (changes: readonly TableChange[]): DynamoDBStreamEvent => ({
  Records: changes.map(streamRecordOf),
});

export function streamRecordOf({ before, after }: TableChange): DynamoDBRecord {
  const item = after ?? before ?? {};
  const image = (value: Record<string, unknown>) => marshall(value, { removeUndefinedValues: true }) as never;
  return {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/heed/stream/2026-11-21T00:00:00.000',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
      Keys: image({ pk: item['pk'], sk: item['sk'] }),
      ...(after && { NewImage: image(after) }),
      ...(before && { OldImage: image(before) }),
      SequenceNumber: String(++sequence).padStart(21, '1'),
      SizeBytes: 512,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}
