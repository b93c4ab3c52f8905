import { beforeAll, expect, test } from 'vitest';
import { aContext } from '../../../shared/testing/context.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { wake } from '../../../shared/webhook/wake.ts';
import { handler } from './handler.ts';

const queues = useQueues();
beforeAll(ownTable);

const run = () => handler({}, { getRemainingTimeInMillis: () => 60_000 });
const id = 'wh_01m6b8te80fbv1ave12d1pmmz7' as never;

test('a webhook whose message was lost is woken once, by however many runs', async () => {
  await wake(aContext({ now: new Date(Date.now() - 130_000) }), id);
  queues.take('webhook-work');
  await Promise.all([run(), run()]);
  await run();
  expect(queues.sent('webhook-work')).toHaveLength(1);
});

test('one whose message is on its way is left alone', async () => {
  await wake(aContext(), id);
  await run();
  expect(queues.sent('webhook-work')).toHaveLength(1);
});
