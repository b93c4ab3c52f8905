import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { count } from '../../shared/feedback/feedback.list.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { aSubmission } from '../../shared/feedback/testing/given.ts';
import { notePulses, readLags } from '../../shared/kernel/pulse.ts';
import { readers } from '../../shared/kernel/readers.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { streamEventOf } from '../../shared/testing/stream-event.ts';
import { handler } from './testing/whole.ts';

// The readers' lag is that of the whole table, and the rate is one of time.
beforeEach(ownTable);
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const { submit, submitMany } = feedbackRoutes.routes;
/** Every item counts, also one that is not valid; those cost nothing to refuse. */
const bulkOf = (size: number) => [aSubmission(), ...Array.from({ length: size - 1 }, () => ({ source: 'api', x: 1 }))];
const post = (companyId: string, size = 500) => send(handler, submitMany, { companyId, body: { items: bulkOf(size) } });
const wait = (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1_000);

test('a company that sends bulks faster than its rate gets 429 with Retry-After and nothing stored; later the same is taken', async () => {
  const ctx = aContext();
  expect((await post(ctx.companyId)).status).toBe(200);
  const refused = await post(ctx.companyId);
  expectProblem(refused, 429, 'too-many-requests');
  expect(refused.headers['retry-after']).toBe('8');
  expect((await count(ctx, {})).count).toBe(1);
  wait(8);
  expect((await post(ctx.companyId)).status).toBe(200);
  expect((await count(ctx, {})).count).toBe(2);
});

test('neither another company nor a single record waits for it', async () => {
  const importing = aCompany();
  await post(importing);
  expect((await post(importing)).status).toBe(429);
  expect((await post(aCompany())).status).toBe(200);
  expect((await send(handler, submit, { companyId: importing, body: aSubmission() })).status).toBe(201);
});

test('while a reader is behind, a company may send ever less; when it has caught up, ever more again', async () => {
  const companyId = aCompany();
  const pass = async () => {
    const at = new Date().toISOString();
    const rows = Array.from({ length: 8 }, (_, slot) => ({ after: { pk: `sys#pulse#${slot}`, sk: 'pulse', at } }));
    for (const reader of readers) await notePulses(reader, streamEventOf(rows).Records);
  };
  /** For how long a bulk of 500 keeps the next one waiting. */
  const waitAfterOne = async (): Promise<number> => {
    expect((await post(companyId)).status).toBe(200);
    const refused = await post(companyId);
    expectProblem(refused, 429, 'too-many-requests');
    const seconds = Number(refused.headers['retry-after']);
    wait(seconds + 5);
    return seconds;
  };
  await readLags(new Date());
  await pass();
  wait(10);
  // This pulse nobody comes past.
  await readLags(new Date());
  wait(30);
  const behind = [await waitAfterOne(), await waitAfterOne(), await waitAfterOne()];
  // 50, 35 and 24.5 records a second.
  expect(behind).toEqual([8, 12, 18]);
  await readLags(new Date());
  await pass();
  // 34.5 and 44.5.
  expect([await waitAfterOne(), await waitAfterOne()]).toEqual([12, 9]);
});
