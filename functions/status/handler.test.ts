import { beforeEach, describe, expect, test } from 'vitest';
import { ANALYSIS_QUEUE } from '../../shared/analysis/lanes.ts';
import { submit } from '../../shared/feedback/feedback.submit.ts';
import { walk } from '../../shared/feedback/feedback.walk.ts';
import { aSubmission } from '../../shared/feedback/testing/given.ts';
import { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { noteDone, noteHandedOn } from '../../shared/kernel/backlog.ts';
import { notePulses, readLags } from '../../shared/kernel/pulse.ts';
import { type Reader, readers } from '../../shared/kernel/readers.ts';
import { COUNTING_QUEUE, SEARCH_QUEUE } from '../../shared/kernel/queue-variable.ts';
import { noteReconcile } from '../../shared/metrics/last-reconcile.ts';
import { count } from '../../shared/metrics/testing/changes.ts';
import { status } from '../../shared/status/status.ts';
import { statusRoutes } from '../../shared/status/status.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { streamEventOf } from '../../shared/testing/stream-event.ts';
import { handler } from './handler.ts';

// The readers' lag is that of the whole table.
beforeEach(ownTable);

const { read } = statusRoutes.routes;
routeTests(statusRoutes, handler, { read: () => ({}) });

/** A reader that comes past every pulse sent so far. */
async function pass(reader: Reader, at = new Date()): Promise<void> {
  const rows = Array.from({ length: 8 }, (_, slot) => ({
    after: { pk: `sys#pulse#${slot}`, sk: 'pulse', at: at.toISOString() },
  }));
  await notePulses(reader, streamEventOf(rows).Records);
}

test('of a company that has nothing yet, and readers that have never run, there is nothing to say', async () => {
  const { status: code, body } = await send(handler, read, {});
  expect(code).toBe(200);
  expect(body).toMatchObject({
    readers: { changes: { behindSeconds: null }, analysis: { behindSeconds: null } },
    analysis: { pending: 0, importsSince: null },
    counting: { waiting: 0, importsSince: null },
    search: { waiting: 0, importsSince: null },
    lastReconcile: null,
  });
});

describe('how far a reader is behind', () => {
  test('is how long a change was on its way, measured while one waits', async () => {
    const ctx = aContext();
    for (const reader of readers) await pass(reader);
    const asked = status(ctx);
    setTimeout(() => readers.forEach((reader) => void pass(reader)), 700);
    const { changes } = (await asked).readers;
    expect(changes.behindSeconds).toBeGreaterThanOrEqual(0.7);
    expect(changes.behindSeconds).toBeLessThan(3);
  });

  test('is the age of the oldest change that it has not read, also when it has stopped altogether', async () => {
    const ctx = aContext();
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    for (const reader of readers) await pass(reader, minutesAgo(60));
    await readLags(minutesAgo(10));
    await pass('changes', minutesAgo(10));
    const asked = status(ctx, 1_000);
    setTimeout(() => void pass('changes'), 300);
    const { changes, analysis } = (await asked).readers;
    expect(changes.behindSeconds).toBeLessThan(3);
    expect(analysis.behindSeconds).toBeGreaterThanOrEqual(600);
    expect(analysis.behindSeconds).toBeLessThan(610);
  });
});

test('what waits for analysis is counted, with the time since which imports have waited, and the last reconcile', async () => {
  const ctx = aContext();
  for (let index = 0; index < 3; index++)
    await submit(ctx, SubmitFeedback.parse({ ...aSubmission(), comments: `The ${index}th parcel came late` }));
  for await (const page of walk(ctx, ctx.now.toISOString().slice(0, 7))) await count(ctx, page);
  const since = ctx.now.toISOString();
  await noteHandedOn(ctx, ANALYSIS_QUEUE, since);
  await noteReconcile(ctx, { drift: 4, checked: 3, restated: 1, repaired: 0 });
  const { body } = await send(handler, read, { companyId: ctx.companyId });
  expect(body).toMatchObject({
    analysis: { pending: 3, importsSince: since },
    lastReconcile: { at: since, drift: 4, checked: 3, restated: 1, repaired: 0 },
  });
  expect((await send(handler, read, {})).body).toMatchObject({ analysis: { pending: 0 }, lastReconcile: null });
});

test.each([
  ['counting', COUNTING_QUEUE],
  ['search', SEARCH_QUEUE],
] as const)('what of imports waits for %s is told, until all of it is done', async (what, queue) => {
  const ctx = aContext();
  const told = async () => (await status(ctx, 0))[what];
  const at = (second: number) => new Date(ctx.now.getTime() + second * 1_000).toISOString();
  await noteHandedOn(ctx, queue, at(0), 100);
  await noteHandedOn(ctx, queue, at(1), 50);
  expect(await told()).toEqual({ waiting: 150, importsSince: at(0) });
  await noteDone(ctx, queue, at(0), 60);
  expect(await told()).toEqual({ waiting: 90, importsSince: at(0) });
  await noteDone(ctx, queue, at(1), 50);
  expect(await told()).toEqual({ waiting: 0, importsSince: null });
  // What was miscounted, because a message came twice, ends with the backlog.
  await noteDone(ctx, queue, at(0), 40);
  await noteHandedOn(ctx, queue, at(2), 7);
  expect(await told()).toEqual({ waiting: 7, importsSince: at(2) });
});

test('agents are refused: it is about everybody’s feedback', async () => {
  expectProblem(await send(handler, read, { role: 'agent' }), 403, 'forbidden');
});
