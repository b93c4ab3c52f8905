import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { logged } from '../shared/testing/logged.ts';
import { sqsRecordOf } from '../shared/testing/queues.ts';
import { onEvent, onEvents } from './on-event.ts';

const Seen = z.object({ companyId: z.string(), what: z.string() });
const queued = (details: readonly unknown[]): SQSEvent => ({
  Records: details.map((detail) =>
    sqsRecordOf({ body: JSON.stringify({ 'detail-type': 'Seen', detail }), group: undefined }),
  ),
});

test('each event is taken in the context of its company; what fails, or cannot be read, is given back alone', async () => {
  const seen: string[] = [];
  const handler = onEvent({
    name: 'test',
    detail: Seen,
    companyOf: ({ companyId }) => companyId,
    isOurs: (detail) => (detail as { what?: string }).what !== 'foreign',
    act: (ctx, { what }, type) => {
      if (what === 'bad') throw new TypeError('ada@example.com is not known');
      seen.push(`${ctx.companyId} ${ctx.actor.id} ${type} ${what}`);
      return Promise.resolve();
    },
  });
  const event = queued([
    { companyId: 'a', what: 'good' },
    { companyId: 'a', what: 'bad' },
    { companyId: 'NOBODY', what: 'good' },
    { what: 'foreign' },
    { what: 'unreadable' },
    { companyId: 'b', what: 'good' },
  ]);
  const lines = await logged(async () => {
    const { batchItemFailures } = await handler(event);
    expect(new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))).toEqual(
      new Set([1, 2, 4].map((index) => event.Records[index]?.messageId)),
    );
  });
  expect(seen).toEqual(['a test Seen good', 'b test Seen good']);
  expect(lines).toMatchObject(Array.from({ length: 3 }, () => ({ reader: 'test', kind: 'event', try: 1 })));
  expect(JSON.stringify(lines)).not.toContain('ada@example');
});

test('those that are taken together come once per company, and fail together with no other company’s', async () => {
  const seen: string[] = [];
  const handler = onEvents({
    name: 'test',
    detail: Seen,
    companyOf: ({ companyId }) => companyId,
    act: (ctx, events) => {
      if (ctx.companyId === 'b') throw new Error('down');
      seen.push(`${ctx.companyId} ${events.map(({ detail, type }) => `${type} ${detail.what}`).join()}`);
      return Promise.resolve();
    },
  });
  const event = queued([
    { companyId: 'a', what: 'one' },
    { companyId: 'b', what: 'two' },
    { what: 'unreadable' },
    { companyId: 'a', what: 'three' },
    { companyId: 'b', what: 'four' },
  ]);
  await logged(async () => {
    const { batchItemFailures } = await handler(event);
    expect(new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))).toEqual(
      new Set([1, 2, 4].map((index) => event.Records[index]?.messageId)),
    );
  });
  expect(seen).toEqual(['a Seen one,Seen three']);
});

test('a line in the log bears the request id of its invocation', async () => {
  const handler = onEvent({
    name: 'test',
    detail: Seen,
    companyOf: ({ companyId }) => companyId,
    act: () => Promise.reject(new Error('down')),
  });
  const [line] = await logged(() =>
    handler(queued([{ companyId: 'a', what: 'x' }]), { awsRequestId: 'req-7' } as never),
  );
  expect(line).toMatchObject({ requestId: 'req-7' });
});
