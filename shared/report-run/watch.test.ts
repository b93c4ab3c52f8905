import { expect, test } from 'vitest';
import { list as listAlerts } from '../alert/alert.ts';
import { again } from '../feedback/testing/given.ts';
import { change } from '../kernel/change.ts';
import { knows } from '../people/testing/given.ts';
import { givenReport } from '../report/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { pauseFor, queueRun } from './occurrences.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';
import { watchReport } from './watch.ts';

test('a report that failed raises one critical alert however often it is told, and the next good run ends it', async () => {
  const ctx = aContext();
  await knows(ctx, 'ada');
  const { reportId, ...report } = await givenReport(ctx);
  const ended = async (says: Partial<Run>) => {
    const run = await queueRun(again(ctx), { reportId, ...report }, { trigger: 'hand', dueAt: ctx.now.toISOString() });
    if (!run) throw new Error('no run');
    await change(again(ctx), runs, run.runId, 'step', (before) => ({ ...before, ...says }), { silent: true });
    for (let times = 0; times < 2; times++) await watchReport(again(ctx), { reportId, runId: run.runId });
  };
  const alerts = async () => (await listAlerts(ctx, { limit: 10 })).items;
  await ended({ status: 'failed', reason: 'not_printed' });
  await ended({ status: 'failed', reason: 'owner_forbidden' });
  expect(await alerts()).toMatchObject([
    {
      severity: 'critical',
      status: 'open',
      count: 2,
      subject: { system: { kind: 'report_failed', facts: { reportId, reason: 'owner_forbidden' } } },
    },
  ]);
  await ended({ status: 'done' });
  expect(await alerts()).toMatchObject([{ status: 'auto_resolved' }]);
  await pauseFor(again(ctx), { reportId }, 'no_recipients');
  for (let times = 0; times < 2; times++) await watchReport(again(ctx), { reportId });
  expect((await alerts()).filter(({ status }) => status === 'open')).toMatchObject([{ count: 1 }]);
});
