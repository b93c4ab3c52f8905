import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

/** A record before and after a change, as the table's stream tells it; absent where there was, or is, none. */
export function imagesOf<T>({ dynamodb }: DynamoDBRecord): { before?: T; after?: T } {
  // The SDK's and Lambda's types of the same JSON differ in name only.
  const image = (value: unknown): T => unmarshall(value as Parameters<typeof unmarshall>[0]) as T;
  return {
    ...(dynamodb?.OldImage && { before: image(dynamodb.OldImage) }),
    ...(dynamodb?.NewImage && { after: image(dynamodb.NewImage) }),
  };
}
