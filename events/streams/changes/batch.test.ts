import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { systemContext } from '../../../shared/kernel/context.ts';
import type { Countable } from '../../../shared/metrics/contribution.ts';
import type { CountedKind } from '../../../shared/metrics/counted-kind.ts';
import { countedFeedback } from '../../../shared/metrics/feedback.counted.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { compare } from '../../../shared/metrics/reconcile.ts';
import { nps, type Revised } from '../../../shared/metrics/testing/changes.ts';
import { feedbackOf } from '../../../shared/metrics/testing/memory-source.ts';
import type { RecordKind } from '../../../shared/record-kind.ts';
import { aCompany } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { applyBatch } from './batch.ts';
import { feedbackWith, onlyNumbers } from './testing/only-numbers.ts';

const queue = mockClient(SQSClient);
const quarantined = (): { keys: { sk: string }; reason: string }[] =>
  queue
    .commandCalls(SendMessageBatchCommand)
    .flatMap(
      ({ args }) =>
        args[0].input.Entries?.map(
          ({ MessageBody = '' }) => JSON.parse(MessageBody) as { keys: { sk: string }; reason: string },
        ) ?? [],
    );

beforeEach(() => {
  queue.reset();
  queue.on(SendMessageBatchCommand).resolves({});
  process.env['QUARANTINE_URL'] = 'https://sqs.example/quarantine';
});

type Image = Revised & { pk: string; sk: string; __edb_e__: string };
const imageOf = (companyId: string, record: Revised): Image => ({
  ...record,
  pk: `c#${companyId}#fb#2026-11`,
  sk: record.feedbackId,
  __edb_e__: 'feedback',
});
const inserts = (companyId: string, records: readonly Revised[]) =>
  streamEventOf(records.map((record) => ({ after: imageOf(companyId, record) }))).Records;
/** Feedback that cannot be counted where it has a category. */
const failingFor = (category: string | undefined): RecordKind[] =>
  feedbackWith({
    contribution: {
      ...countedFeedback,
      contributions(record: Countable, settings) {
        if (record.category === category) throw new Error('down');
        return countedFeedback.contributions(record, settings);
      },
    } as CountedKind,
  });

async function driftOf(companyId: string, records: readonly Revised[]): Promise<number> {
  const ctx = systemContext(companyId, 'test', { deadline: new Date(Date.now() + 2_500) });
  const kind = feedbackOf(records.map((record) => ({ ...record, updatedAt: record.occurredAt })));
  return (await compare(ctx, kind, { timeZone: 'UTC', dayBoundary: '00:00' }, { from: '2026-11-01', to: '2026-11-30' }))
    .drift;
}
const singles = (length: number) =>
  Array.from({ length }, (_, index) => nps(index, index % 11, { ledgerPage: `fb_${index}` }));

test('a batch delivered twice, split and replayed counts once', async () => {
  const companyId = aCompany();
  const records = singles(120);
  const batch = inserts(companyId, records);
  expect(await applyBatch(batch, onlyNumbers)).toEqual({ batchItemFailures: [] });
  await applyBatch(batch.slice(60), onlyNumbers);
  await Promise.all([applyBatch(batch.slice(0, 50), onlyNumbers), applyBatch(batch.toReversed(), onlyNumbers)]);
  expect(await driftOf(companyId, records)).toBe(0);
});

test('a reader killed in the middle of a batch leaves numbers that its replay completes', async () => {
  const companyId = aCompany();
  const records = singles(400);
  const child = spawn(process.execPath, [`${import.meta.dirname}/testing/slow-reader.ts`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(inserts(companyId, records)));
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const half = (
    await read(systemContext(companyId, 'test'), { name: 'nps', from: '2026-11-21', to: '2026-11-21', grain: 'total' })
  ).total.n;
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(400);
  await applyBatch(inserts(companyId, records), onlyNumbers);
  expect(await driftOf(companyId, records)).toBe(0);
});

describe('a record that nobody can read', () => {
  test.each([
    ['has no revision', { revision: undefined }],
    ['has a revision that is no number', { revision: 'two' }],
    ['has a score outside its scale', { scores: [{ metric: 'nps', value: 11, scaleMin: 0, scaleMax: 10 }] }],
    ['has a score of text', { scores: ['ten'] }],
    ['happened at no time', { occurredAt: 'yesterday' }],
    ['has a category that is a map', { category: { a: 1 } }],
    ['lies in a partition of another kind', { pk: 'c#UPPER#fb#2026-11' }],
  ])('because it %s is quarantined by its keys; the other 99 of 100 are counted', async (_, broken) => {
    const companyId = aCompany();
    const records = singles(100);
    const batch = streamEventOf(
      records.map((record, index) => ({ after: { ...imageOf(companyId, record), ...(index === 40 && broken) } })),
    ).Records;
    expect(await applyBatch(batch, onlyNumbers)).toEqual({ batchItemFailures: [] });
    expect(quarantined()).toMatchObject([{ reader: 'changes', keys: { sk: 'fb_40' } }]);
    expect(JSON.stringify(quarantined())).not.toContain('survey');
    expect(
      await driftOf(
        companyId,
        records.filter(({ feedbackId }) => feedbackId !== 'fb_40'),
      ),
    ).toBe(0);
  });

  test('because its event cannot be made is quarantined, and the others’ events go out', async () => {
    const companyId = aCompany();
    const eventsOf = ({ after }: { after?: Partial<Image> }) => {
      if (after?.feedbackId === 'fb_1') throw new TypeError('no such field');
      return [];
    };
    expect(await applyBatch(inserts(companyId, singles(3)), feedbackWith({ eventsOf }))).toEqual({
      batchItemFailures: [],
    });
    expect(quarantined()).toMatchObject([{ keys: { sk: 'fb_1' }, reason: 'TypeError' }]);
  });

  test.each([{}, { dynamodb: {} }, { dynamodb: { NewImage: {} } }])(
    'because it is no change at all (%j) does not stop the shard',
    async (record) => {
      expect(await applyBatch([record as never], onlyNumbers)).toEqual({ batchItemFailures: [] });
      expect(quarantined()).toHaveLength(1);
    },
  );
});

test('a company in trouble fails alone: its changes come again, the others are counted', async () => {
  const [sick, sound] = [aCompany(), aCompany()];
  const bad = singles(2).map((record) => ({ ...record, category: 'sick' }));
  const batch = [...inserts(sick, bad), ...inserts(sound, singles(2))];
  const { batchItemFailures } = await applyBatch(batch, failingFor('sick'));
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
    batch.slice(0, 2).map(({ dynamodb }) => dynamodb?.SequenceNumber),
  );
  expect(await driftOf(sound, singles(2))).toBe(0);
});

test('a batch of which nothing could be applied fails as a whole', async () => {
  await expect(applyBatch(inserts(aCompany(), singles(2)), failingFor(undefined))).rejects.toThrow(
    'no change was applied',
  );
});

test('a throttled table delays a batch and loses nothing', async () => {
  const companyId = aCompany();
  const stop = playFault('throttle', (command, call) => command === 'TransactWriteItemsCommand' && call % 3 !== 0);
  try {
    await applyBatch(inserts(companyId, singles(60)), onlyNumbers);
  } finally {
    stop();
  }
  expect(await driftOf(companyId, singles(60))).toBe(0);
});

test('a removed row takes its record out of the numbers, whatever comes late', async () => {
  const companyId = aCompany();
  const record = nps(1, 9);
  const removal = streamEventOf([{ before: imageOf(companyId, record) }]).Records;
  await applyBatch(inserts(companyId, [record]), onlyNumbers);
  await applyBatch(removal, onlyNumbers);
  await applyBatch([...removal, ...inserts(companyId, [record])], onlyNumbers);
  expect(await driftOf(companyId, [])).toBe(0);
});
