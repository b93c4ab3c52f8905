import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { publish } from './bus.ts';
import { quarantine } from './quarantine.ts';

// DynamoDB Local has no bus and no queue, and a partial refusal cannot be produced on demand anywhere.
const bus = mockClient(EventBridgeClient);
const queue = mockClient(SQSClient);

beforeEach(() => {
  bus.reset();
  queue.reset();
  process.env['BUS_NAME'] = 'bus';
  process.env['QUARANTINE_URL'] = 'https://sqs.example/quarantine';
});

test('of 100 events of which a third is refused at first, all arrive and none that was accepted is sent again', async () => {
  const accepted: string[] = [];
  let calls = 0;
  bus.on(PutEventsCommand).callsFake(({ Entries }: PutEventsCommand['input']) => {
    const refuse = calls++ % 2 === 0;
    return {
      Entries: Entries?.map(({ Detail = '' }, index) => {
        if (refuse && index % 3 === 0) return { ErrorCode: 'ThrottlingException' };
        accepted.push(Detail);
        return { EventId: Detail };
      }),
    };
  });
  const events = Array.from({ length: 100 }, (_, index) => ({
    type: 'FeedbackReceived',
    detail: { eventId: `fb_${index}:1` },
  }));
  await publish(events);
  expect(accepted.toSorted()).toEqual(events.map(({ detail }) => JSON.stringify(detail)).toSorted());
  expect(bus.commandCalls(PutEventsCommand).every(({ args }) => (args[0].input.Entries?.length ?? 0) <= 10)).toBe(true);
});

test('a bus that goes on refusing is an error, so that the batch is delivered again', async () => {
  bus.on(PutEventsCommand).callsFake(({ Entries }: PutEventsCommand['input']) => ({
    Entries: Entries?.map(() => ({ ErrorCode: 'InternalFailure' })),
  }));
  await expect(publish([{ type: 'FeedbackReceived', detail: {} }])).rejects.toThrow('the bus refused 1 of 1');
});

test('only the messages that the quarantine queue refused are sent again', async () => {
  const kept: string[] = [];
  queue.on(SendMessageBatchCommand).callsFake(({ Entries }: SendMessageBatchCommand['input']) => {
    const [refused, ...rest] = Entries ?? [];
    if ((Entries?.length ?? 0) > 1) {
      kept.push(...rest.map(({ MessageBody = '' }) => MessageBody));
      return { Failed: [{ Id: refused?.Id }] };
    }
    kept.push(refused?.MessageBody ?? '');
    return {};
  });
  await quarantine(
    'changes',
    Array.from({ length: 12 }, (_, index) => ({ keys: { pk: 'p', sk: String(index) }, reason: 'version' })),
  );
  expect(new Set(kept).size).toBe(12);
  expect(kept).toHaveLength(12);
});
