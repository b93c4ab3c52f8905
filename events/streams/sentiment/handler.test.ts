import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { usedUnits } from '../../../shared/analysis/budget.ts';
import { aPending, pendings, storedRow } from '../../../shared/analysis/testing/records.ts';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { handler } from './handler.ts';

const service = useStandIn();
// DynamoDB Local has no queue.
const queue = mockClient(SQSClient);

beforeEach(() => {
  queue.reset();
  queue.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  process.env['QUARANTINE_URL'] = 'https://sqs.example/quarantine';
});

type Rows = Awaited<ReturnType<typeof pendings>>;
const eventOf = (rows: Rows): DynamoDBStreamEvent => streamEventOf(rows.map((after) => ({ after })));
const versionsOf = async (ctx: Context, rows: Rows) => {
  const stored = await Promise.all(rows.map(({ feedbackId }) => storedRow(ctx, feedbackId)));
  return stored.map(({ version, analysisStatus }) => `${version} ${analysisStatus}`);
};
const quarantined = () =>
  queue
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args }) => args[0].input.Entries?.map(({ MessageBody = '' }) => MessageBody) ?? []);

describe('the sentiment reader', () => {
  test('delivered twice, split and out of order, gives every record one result', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 40);
    const { Records } = eventOf(rows);
    expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
    const calls = service.allCalls();
    await handler({ Records: Records.slice(0, 17).toReversed() });
    await handler({ Records: [...Records.slice(17), ...Records.slice(0, 5), ...Records.slice(0, 5)] });
    expect(new Set(await versionsOf(ctx, rows))).toEqual(new Set(['2 done']));
    expect(service.allCalls()).toBe(calls);
  });

  test('looks only at what is pending: its own answer brings no call and no write', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    await handler(eventOf([row]));
    const done = await storedRow(ctx, row.feedbackId);
    const calls = service.allCalls();
    await handler(streamEventOf([{ before: row, after: done }, { before: done }]));
    expect(service.allCalls()).toBe(calls);
    expect(await storedRow(ctx, row.feedbackId)).toEqual(done);
  });

  test('puts companies and languages into calls of their own', async () => {
    const [acme, other] = [aContext(), aContext()];
    const rows = await Promise.all([
      ...Array.from({ length: 6 }, (_, index) =>
        aPending(acme, {
          comments: index % 2 ? 'Die Lieferung kam schon wieder zu spät' : 'The delivery was late yet again',
        }),
      ),
      aPending(other, { comments: 'The parcel of another company was late' }),
    ]);
    await handler(eventOf(rows));
    expect(service.calls('BatchDetectSentiment')).toBe(3);
    expect((await storedRow(acme, rows[1]?.feedbackId ?? '')).analysis.language).toBe('de');
    expect((await storedRow(other, rows[6]?.feedbackId ?? '')).analysisStatus).toBe('done');
  });

  test('quarantines a poison record by its keys alone, and the rest of the batch goes on', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 99);
    const malformed = await aPending(ctx, { comments: { secret: 'what a customer said' } });
    const foreign = { ...malformed, pk: 'c#UPPER#fb#2026-11', sk: 'fb_x' };
    expect(await handler(eventOf([...rows, malformed, foreign]))).toEqual({ batchItemFailures: [] });
    expect(new Set(await versionsOf(ctx, rows))).toEqual(new Set(['2 done']));
    expect(quarantined().map((body) => JSON.parse(body).keys.sk)).toEqual(['fb_x', malformed.feedbackId]);
    expect(quarantined().join()).not.toContain('customer said');
  });

  test('reports a company’s records as failed when the table fails, and the others are done', async () => {
    const [acme, other] = [aContext(), aContext()];
    const [first, second] = [await pendings(acme, 3), await pendings(other, 3)];
    let reads = 0;
    const stop = playFault('throttle', (command) => command.startsWith('BatchGet') && ++reads <= 4);
    try {
      const event = eventOf([...first, ...second]);
      const lines = await logged(async () => {
        const reply = await handler(event);
        expect(reply.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
          event.Records.slice(0, 3).map(({ dynamodb }) => dynamodb?.SequenceNumber),
        );
      });
      // What an error says may quote a key.
      expect(lines).toMatchObject([{ companyId: acme.companyId, name: 'ThrottlingException' }]);
      expect(JSON.stringify(lines)).not.toContain('injected');
    } finally {
      stop();
    }
    expect(new Set(await versionsOf(acme, first))).toEqual(new Set(['1 pending']));
    expect(new Set(await versionsOf(other, second))).toEqual(new Set(['2 done']));
  });

  test('loses nothing while Comprehend refuses everything: records stay pending, the stream moves on', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 5);
    service.throttle();
    expect(await handler(eventOf(rows))).toEqual({ batchItemFailures: [] });
    expect(new Set(await versionsOf(ctx, rows))).toEqual(new Set(['1 pending']));
  });
});

test('a process killed in the middle of a batch, and its stream replayed, leave one result each and no text sent twice', async () => {
  const [first, second] = [aContext(), aContext()];
  const rows = {
    first: await pendings(first, 10, () => ({ comments: 'First came late again' })),
    second: await pendings(second, 10, () => ({ comments: 'Second was lovely indeed' })),
  };
  const event = eventOf([...rows.first, ...rows.second]);
  const child = spawn(process.execPath, ['--input-type=module', '-e', runner], {
    env: { ...process.env, HANDLER: new URL('./handler.ts', import.meta.url).href, EVENT: JSON.stringify(event) },
    stdio: 'ignore',
  });
  const dead = once(child, 'exit');
  service.play((_, request) => {
    // By now the first company is written and the second is on its way.
    if (JSON.stringify(request).includes('Second')) child.kill('SIGKILL');
    return undefined;
  });
  expect((await dead)[1]).toBe('SIGKILL');
  expect(new Set(await versionsOf(first, rows.first))).toEqual(new Set(['2 done']));
  expect(new Set(await versionsOf(second, rows.second))).toEqual(new Set(['1 pending']));
  const units = await usedUnits(first);

  service.recover();
  await handler(event);
  await handler(event);
  expect(new Set([...(await versionsOf(first, rows.first)), ...(await versionsOf(second, rows.second))])).toEqual(
    new Set(['2 done']),
  );
  expect(await usedUnits(first)).toBe(units);
  expect(service.texts().filter((text) => text === 'First came late again')).toHaveLength(30);
}, 30_000);

const runner = 'const { handler } = await import(process.env.HANDLER); await handler(JSON.parse(process.env.EVENT));';
