import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test, vi } from 'vitest';
import { enlist } from '../../../shared/kernel/companies.ts';
import { noteMonths } from '../../../shared/company/months.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { newId } from '../../../shared/kernel/ids.ts';
import { tableName } from '../../../shared/kernel/table.ts';
import { lastReconcile } from '../../../shared/metrics/last-reconcile.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { nps } from '../../../shared/metrics/testing/changes.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { aLambdaContext } from '../../../shared/testing/http-event.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { handler as sweepRollups } from '../sweep-rollups/handler.ts';
import { handler as reconcile } from './handler.ts';

// Schedules visit every company there is, so these tests keep to a table of their own.
beforeAll(ownTable);

const run = (handler: typeof reconcile, remainingMs = 600_000): Promise<unknown> =>
  handler({}, aLambdaContext(remainingMs));

/** Stored feedback that no stream ever told about. */
async function stored(ctx: Context, occurredAt: Date, changedAt = occurredAt): Promise<void> {
  const feedbackId = newId('feedback', occurredAt);
  const month = occurredAt.toISOString().slice(0, 7);
  await enlist(ctx);
  await noteMonths(ctx, [month]);
  const record = {
    ...nps(1, 9),
    feedbackId,
    ledgerPage: feedbackId,
    occurredAt: occurredAt.toISOString(),
    updatedAt: changedAt.toISOString(),
  };
  await ctx.db.send(
    new PutCommand({
      TableName: tableName(),
      Item: { pk: `c#${ctx.companyId}#fb#${month}`, sk: feedbackId, ...record },
    }),
  );
}
const counted = async (ctx: Context): Promise<number> =>
  (await read(ctx, { name: 'nps', from: '2020-01-01', to: '2027-12-31', grain: 'total' })).total.n;
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

test('the nightly reconcile publishes the drift of every company and counts what was missed, however old', async () => {
  const [one, two] = [aContext(), aContext()];
  await stored(one, new Date('2021-03-04T05:06:07.000Z'));
  await enlist(two);
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    await run(reconcile);
  } finally {
    spy.mockRestore();
  }
  const drifts = lines
    .filter((line) => line.includes('"rollup_drift"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(drifts.find(({ companyId }) => companyId === one.companyId)?.['rollup_drift']).toBeGreaterThan(0);
  expect(drifts.find(({ companyId }) => companyId === two.companyId)?.['rollup_drift']).toBe(0);
  expect(await counted(one)).toBe(1);
  expect(await lastReconcile(one)).toMatchObject({ drift: expect.any(Number), checked: 1, restated: 1, repaired: 0 });
  expect((await lastReconcile(one))?.drift).toBeGreaterThan(0);
  expect(await lastReconcile(two)).toMatchObject({ drift: 0, checked: 0, restated: 0, repaired: 0 });
}, 60_000);

test('records that are still on their way are counted, and are no drift', async () => {
  const ctx = aContext();
  await enlist(ctx);
  await stored(ctx, hoursAgo(0.1));
  await stored(ctx, hoursAgo(30 * 24), hoursAgo(0.2));
  await run(reconcile);
  expect(await counted(ctx)).toBe(2);
  expect(await lastReconcile(ctx)).toMatchObject({ drift: 0, checked: 2, restated: 2, repaired: 0 });
  // Beside one that was missed, whatever else is late.
  await stored(ctx, hoursAgo(0.1));
  await stored(ctx, hoursAgo(5));
  await run(reconcile);
  expect((await lastReconcile(ctx))?.drift).toBeGreaterThan(0);
  expect(await counted(ctx)).toBe(4);
});

test('the hourly sweep counts what changed in the last two hours; run twice it counts it once', async () => {
  const ctx = aContext();
  await enlist(ctx);
  await run(sweepRollups);
  await stored(ctx, hoursAgo(1));
  await stored(ctx, hoursAgo(5));
  await stored(ctx, hoursAgo(6), hoursAgo(1));
  await run(sweepRollups);
  await run(sweepRollups);
  expect(await counted(ctx)).toBe(2);
});

test('a schedule that runs out of time stops between companies', async () => {
  const ctx = aContext();
  await stored(ctx, hoursAgo(1));
  await run(sweepRollups, 1_000);
  expect(await counted(ctx)).toBe(0);
});
