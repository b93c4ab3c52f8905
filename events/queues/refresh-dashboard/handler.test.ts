import { expect, test } from 'vitest';
import { executive } from '../../../shared/dashboard/dashboard.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { nps } from '../../../shared/metrics/testing/changes.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { sqsRecordOf, useQueues } from '../../../shared/testing/queues.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { aSubmission, given, stored } from '../../../shared/feedback/testing/given.ts';
import { handler as changes } from '../../streams/changes/handler.ts';
import { handler } from './handler.ts';

useBus();
const queues = useQueues();
const good = { batchItemFailures: [] };

const look = async (ctx: Context) => {
  const { body } = await executive(ctx, { query: { preset: '28d' }, request: { headers: {} } } as never);
  return body as { asOf: string; volume: { figure: { n: number } } };
};

test('a record that comes is on a dashboard that somebody looks at, though everything comes twice', async () => {
  const ctx = aContext();
  expect((await look(ctx)).volume.figure.n).toBe(0);
  const { feedbackId } = await given(ctx, aSubmission({ scores: nps(1, 9).scores as never }));
  const event = streamEventOf([{ after: await stored(ctx, feedbackId) }]);
  await Promise.all([changes(event), changes(event)]);
  const [sent] = queues.sent('refresh-dashboard');
  expect(sent?.delaySeconds).toBeGreaterThan(4);
  expect(sent?.delaySeconds).toBeLessThan(16);
  const due = queues.take('refresh-dashboard');
  expect(await Promise.all([handler(due), handler(due)])).toEqual([good, good]);
  const now = new Date();
  const { result, units } = await unitsOf(() => look({ ...ctx, now }));
  expect(result.volume.figure.n).toBe(1);
  // It was made by the worker, so that the reader had nothing to compute.
  expect(units.read).toBeLessThanOrEqual(4);
  expect(result.asOf < now.toISOString()).toBe(true);
});

test('a message that cannot be read is given back, and one of a company without dashboards does no harm', async () => {
  const broken = sqsRecordOf({ body: '{', group: undefined });
  const nobody = sqsRecordOf({ body: JSON.stringify({ companyId: aContext().companyId }), group: undefined });
  const { batchItemFailures } = await handler({ Records: [broken, nobody] });
  expect(batchItemFailures).toEqual([{ itemIdentifier: broken.messageId }]);
});
