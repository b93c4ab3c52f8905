import { randomUUID } from 'node:crypto';
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach } from 'vitest';
import {
  DASHBOARD_QUEUE,
  JOB_QUEUE,
  LOOP_QUEUE,
  MARKS_QUEUE,
  queueVariable,
  RENDER_QUEUE,
  SEND_QUEUE,
  WEBHOOK_BULK_QUEUE,
  WEBHOOK_QUEUE,
} from '../kernel/queue-variable.ts';

export type Sent = { body: string; group: string | undefined; delaySeconds?: number };

/** A message as Lambda delivers it from a standard queue; `tries` counts this delivery. */
export const sqsRecordOf = ({ body, group }: Sent, { lane = 'new', tries = 1 } = {}): SQSRecord => ({
  messageId: randomUUID(),
  receiptHandle: randomUUID(),
  body,
  attributes: {
    ApproximateReceiveCount: String(tries),
    SentTimestamp: String(Date.now()),
    SenderId: 'AIDAEXAMPLE',
    ApproximateFirstReceiveTimestamp: String(Date.now()),
    ...(group !== undefined && { MessageGroupId: group }),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:us-east-1:123456789012:heed-queue-analysis-${lane}`,
  awsRegion: 'us-east-1',
});

/**
 * The queues that a test's code sends to, because DynamoDB Local has none: what was sent is kept by the end of its
 * address, and can be taken as the next events of a worker.
 */
export function useQueues() {
  const sqs = mockClient(SQSClient);
  let queues = new Map<string, Sent[]>();
  beforeEach(() => {
    queues = new Map();
    for (const lane of ['new', 'backlog']) {
      process.env[queueVariable('analysis', lane)] = `https://sqs.example/${lane}`;
      process.env[queueVariable('counting', lane)] = `https://sqs.example/counting-${lane}`;
      process.env[queueVariable('search', lane)] = `https://sqs.example/search-${lane}`;
    }
    process.env[queueVariable(WEBHOOK_QUEUE, 'wake')] = 'https://sqs.example/webhook-work';
    process.env[queueVariable(WEBHOOK_BULK_QUEUE, 'bulk')] = 'https://sqs.example/webhook-intake-bulk';
    process.env[queueVariable(JOB_QUEUE, 'run')] = 'https://sqs.example/jobs';
    process.env[queueVariable(MARKS_QUEUE, 'moved')] = 'https://sqs.example/metric-marks';
    process.env[queueVariable(DASHBOARD_QUEUE, 'watched')] = 'https://sqs.example/refresh-dashboard';
    process.env[queueVariable(RENDER_QUEUE, 'new')] = 'https://sqs.example/render-report';
    process.env[queueVariable(SEND_QUEUE, 'new')] = 'https://sqs.example/send-report';
    process.env[queueVariable(LOOP_QUEUE, 'new')] = 'https://sqs.example/loop-send';
    process.env['QUARANTINE_URL'] = 'https://sqs.example/quarantine';
    sqs.reset();
    accept();
  });
  const keep = (url: string, entries: readonly SendMessageBatchRequestEntry[]): void => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    const sent = entries.map(({ MessageBody = '', MessageGroupId, DelaySeconds }) => ({
      body: MessageBody,
      group: MessageGroupId,
      ...(DelaySeconds !== undefined && { delaySeconds: DelaySeconds }),
    }));
    queues.set(name, [...(queues.get(name) ?? []), ...sent]);
  };
  /** Takes every message but those that `refuse` names by the call's number and its place in the call. */
  const accept = (refuse: (call: number, index: number) => boolean = () => false): void => {
    let call = 0;
    sqs.on(SendMessageBatchCommand).callsFake(({ QueueUrl = '', Entries = [] }: SendMessageBatchCommand['input']) => {
      call++;
      const refused = Entries.filter((_, index) => refuse(call, index));
      keep(
        QueueUrl,
        Entries.filter((entry) => !refused.includes(entry)),
      );
      return { Failed: refused.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false })) };
    });
  };
  return {
    sent: (queue: string): readonly Sent[] => queues.get(queue) ?? [],
    accept,
    refuseAll: (): void => void sqs.on(SendMessageBatchCommand).rejects(new Error('the queue is down')),
    /** The next messages of a lane, which are then no longer in it. */
    take(lane: string, count = 10): SQSEvent {
      const taken = (queues.get(lane) ?? []).splice(0, count);
      return { Records: taken.map((sent) => sqsRecordOf(sent, { lane })) };
    },
  };
}
