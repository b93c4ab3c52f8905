import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { ownTable } from '../testing/own-table.ts';
import { type TableChange, streamEventOf } from '../testing/stream-event.ts';
import { isPulse, notePulses, readLags } from './pulse.ts';
import { readers } from './readers.ts';
import { systemDb, tableName } from './table.ts';

// The pulses are those of the whole table, so each test has one of its own.
beforeEach(ownTable);

const start = Date.parse('2026-11-25T12:00:00.000Z');
/** Sends a pulse every four seconds at most. */
const look = (seconds: number) => readLags(at(seconds), 4_000);
const at = (seconds: number): Date => new Date(start + seconds * 1_000);

/** The rows of the last pulse, as the stream delivers them. */
async function lastPulse(): Promise<TableChange[]> {
  const rows = await Promise.all(
    Array.from({ length: 8 }, (_, slot) =>
      systemDb().send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `sys#pulse#${slot}` },
        }),
      ),
    ),
  );
  return rows.flatMap(({ Items = [] }) => Items.map((after) => ({ after })));
}
const pass = async (reader: (typeof readers)[number], pulse: TableChange[]) =>
  notePulses(reader, streamEventOf(pulse).Records);

test('a reader that has come past every pulse is 0 behind, one that has not as far as the oldest of these is old', async () => {
  await look(0);
  const first = await lastPulse();
  expect(first).toHaveLength(8);
  for (const reader of readers) await pass(reader, first);
  expect(await look(1)).toEqual({ changes: 0, analysis: 0 });
  await look(10);
  const second = await lastPulse();
  await look(20);
  await pass('changes', await lastPulse());
  expect(await look(21)).toEqual({ changes: 0, analysis: 11_000 });
  await pass('analysis', second);
  expect(await look(22)).toEqual({ changes: 0, analysis: 2_000 });
});

test('one row that a reader has not come past is enough to be behind: partitions have streams of their own', async () => {
  await look(0);
  const first = await lastPulse();
  await pass('changes', first);
  await look(5);
  await pass('changes', (await lastPulse()).slice(1));
  expect((await look(8)).changes).toBe(3_000);
});

test('a pulse that is delivered again, or late, changes nothing', async () => {
  await look(0);
  const first = await lastPulse();
  await look(10);
  const second = await lastPulse();
  await pass('changes', second);
  await pass('changes', first);
  await pass('changes', [...second, ...first]);
  expect((await look(11)).changes).toBe(0);
});

test('a reader that has never run is not behind by a number', async () => {
  await look(0);
  await pass('changes', await lastPulse());
  expect(await look(100)).toMatchObject({ analysis: undefined });
});

test('a pulse that got lost is made up for by the next', async () => {
  await look(0);
  for (const reader of readers) await pass(reader, await lastPulse());
  await look(10);
  await look(20);
  for (const reader of readers) await pass(reader, await lastPulse());
  expect(await look(21)).toEqual({ changes: 0, analysis: 0 });
});

test('a pulse is sent once a second at most, and of the open ones so few are kept that the row stays small', async () => {
  await readLags(at(0));
  const first = await lastPulse();
  await readLags(at(0.9));
  expect(await lastPulse()).toEqual(first);
  await readLags(at(1));
  expect(await lastPulse()).not.toEqual(first);
  for (const reader of readers) await pass(reader, first);
  for (let time = 2; time < 100; time++) await readLags(at(time));
  // The oldest is kept, or the reader would seem to be less far behind than it is.
  expect((await readLags(at(101))).changes).toBe(100_000);
  const { Items = [] } = await systemDb().send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': 'sys#pulse', ':sk': 'sent' },
    }),
  );
  expect(Items[0]?.['sent']).toHaveLength(40);
});

test('only the rows of a pulse are pulses', () => {
  const records = streamEventOf([
    { after: { pk: 'sys#pulse#0', sk: 'pulse', at: 'x' } },
    { after: { pk: 'c#acme#fb#2026-11', sk: 'pulse' } },
    { after: { pk: 'sys#pulse', sk: 'sent' } },
  ]).Records;
  expect(records.map(isPulse)).toEqual([true, false, false]);
});
