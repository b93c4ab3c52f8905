import { beforeEach, expect, test } from 'vitest';
import { aPending } from '../../shared/analysis/testing/records.ts';
import { readLags } from '../../shared/kernel/pulse.ts';
import { pulseFilter, readers } from '../../shared/kernel/readers.ts';
import { useBus } from '../../shared/testing/bus.ts';
import { aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { streamEventOf, type TableChange } from '../../shared/testing/stream-event.ts';
import { triggers } from '../index.ts';
import { handler as analysis } from './analysis/handler.ts';
import { handler as changes } from './changes/handler.ts';

useBus();
const queues = useQueues();
// The pulses are those of the whole table.
beforeEach(ownTable);

const handlers = { analysis, changes };
const streams = triggers.filter((trigger) => trigger.kind === 'stream');
const pulseOf = (at: Date): TableChange[] =>
  Array.from({ length: 8 }, (_, slot) => ({
    after: { pk: `sys#pulse#${slot}`, sk: 'pulse', at: at.toISOString() },
  }));

test('every stream reader is measured, and lets pulses through', () => {
  expect(streams.map(({ name }) => name).toSorted()).toEqual(readers.toSorted());
  for (const { filters } of streams) expect(filters).toContainEqual(pulseFilter);
});

test.each(readers)(
  'the reader %s comes past pulses, alone and among changes, and does nothing else with them',
  async (reader) => {
    const ctx = aContext();
    await readLags(ctx.now);
    const pulse = pulseOf(ctx.now);
    expect(await handlers[reader](streamEventOf(pulse.slice(4)))).toEqual({ batchItemFailures: [] });
    const row = await aPending(ctx);
    await handlers[reader](streamEventOf([...pulse.slice(0, 2), { after: row }, ...pulse.slice(2, 4)]));
    expect((await readLags(ctx.now))[reader]).toBe(0);
    expect(queues.sent('quarantine')).toEqual([]);
  },
);

test.each([
  ['changes', 'UpdateItemCommand'],
  ['analysis', 'UpdateItemCommand'],
] as const)('the reader %s is not past a pulse while a change beside it has to come again', async (reader, write) => {
  const [sick, sound] = [aContext(), aContext()];
  await readLags(sound.now);
  const ofBulk = { lastRequestId: 'request#1' };
  const rows = [await aPending(sick, ofBulk), await aPending(sound, ofBulk)];
  await handlers[reader](streamEventOf(pulseOf(new Date(sound.now.getTime() - 60_000))));
  const stop = playFault('throttle', (command, _, input) => command === write && input.includes(sick.companyId));
  const event = streamEventOf([...rows.map((after) => ({ after })), ...pulseOf(sound.now)]);
  try {
    expect((await handlers[reader](event)).batchItemFailures).toHaveLength(1);
  } finally {
    stop();
  }
  expect((await readLags(new Date(sound.now.getTime() + 3_000)))[reader]).toBe(3_000);
  await handlers[reader](event);
  expect((await readLags(new Date(sound.now.getTime() + 3_000)))[reader]).toBe(0);
});
