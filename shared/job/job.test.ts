import * as z from 'zod';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { Problem } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { dispatch } from '../kernel/due.ts';
import { companyPrefix, systemDb } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { ownTable } from '../testing/own-table.ts';
import { useQueues } from '../testing/queues.ts';
import { defineJob } from './define.ts';
import { cancel, get, list, pause, resume, start } from './job.ts';
import { work } from './run.ts';
import { callWorker, JobMessage, lostJobs } from './wake.ts';

const queues = useQueues();
beforeAll(ownTable);

const Numbers = z.object({ upTo: z.int() });
const At = z.object({ at: z.int() });
type Did = (at: number, ctx: Context) => Promise<void> | void;

/** A job that counts, one number a part; `did` is told of each. */
function aCount(did: Did) {
  const definition = defineJob({
    kind: 'webhookReplay',
    input: Numbers,
    checkpoint: At,
    async part(own, __, { upTo }, from) {
      const at = (from?.at ?? 0) + 1;
      await did(at, own);
      return { done: 1, total: upTo, ...(at < upTo && { next: { at } }), result: { last: at } };
    },
  });
  let now = new Date('2026-11-02T10:00:00.000Z');
  const ctx = aContext({ now });
  const clock = () => ({ ...ctx, now });
  const messages = () => queues.sent('jobs').filter(({ body }) => body.includes(ctx.companyId));
  return {
    ctx,
    clock,
    after: (ms: number) => void (now = new Date(now.getTime() + ms)),
    start: (upTo: number) =>
      start(clock(), 'webhookReplay', { upTo }, { permission: 'webhooks:write', places: { of: 'count', most: 2 } }),
    /** Its messages; those of other tests may be among them, because the due index is that of the whole table. */
    messages,
    /** Workers get all messages, at the same time. */
    async deliver(deadline?: Date): Promise<void> {
      const own = messages();
      if (own.length === 0) throw new Error('there is no message');
      queues.take('jobs', 100);
      const workers = own.map(({ body }) => {
        const { jobId } = JobMessage.parse(JSON.parse(body));
        const ctxOfWorker = { ...clock(), requestId: randomUUID(), deadline };
        return work(ctxOfWorker, jobId, { now: () => now, definitions: [definition] });
      });
      await Promise.all(workers);
    },
    findLost: () =>
      dispatch([lostJobs], { systemDb: systemDb(), now: () => now, deadline: new Date(now.getTime() + 60_000) }),
  };
}

let did: number[] = [];
beforeEach(() => {
  did = [];
});

test('a job does part after part and tells how far it is', async () => {
  const world = aCount((at) => void did.push(at));
  const { jobId, status } = await world.start(3);
  expect(status).toBe('queued');
  await world.deliver();
  expect(did).toEqual([1, 2, 3]);
  expect(await get(world.clock(), { jobId })).toMatchObject({
    status: 'done',
    done: 3,
    total: 3,
    result: { last: 3 },
    startedAt: expect.any(String),
    endedAt: expect.any(String),
  });
});

test('a message that comes twice and at once does each part once', async () => {
  const world = aCount(async (at) => {
    did.push(at);
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  const { jobId } = await world.start(4);
  await callWorker(world.ctx, jobId);
  expect(world.messages()).toHaveLength(2);
  await world.deliver();
  expect(did).toEqual([1, 2, 3, 4]);
});

test('when a worker’s time is over, the next one goes on where it was', async () => {
  const world = aCount((at) => {
    did.push(at);
    world.after(1_000);
  });
  const { jobId } = await world.start(5);
  await world.deliver(new Date(world.clock().now.getTime() + 2_000));
  expect(did).toEqual([1, 2]);
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'running', done: 2 });
  await world.deliver();
  expect(did).toEqual([1, 2, 3, 4, 5]);
});

test('a part that is under way when the worker’s time is over is finished, not given up', async () => {
  const world = aCount(async (at, own) => {
    await sleep(200);
    await batchGet(own, [{ pk: `${companyPrefix(own.companyId)}none`, sk: 'none' }]);
    did.push(at);
  });
  const { jobId } = await world.start(1);
  // Requests go by the clock of the machine.
  await world.deliver(new Date(Date.now() + 100));
  expect(did).toEqual([1]);
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'done', errors: [] });
});

test('a job that is paused stops after its part, and resumed ends with the numbers of an undisturbed one', async () => {
  const world = aCount(async (at) => {
    did.push(at);
    if (at === 2) await pause(world.clock(), { jobId });
  });
  const { jobId } = await world.start(4);
  await world.deliver();
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'paused', done: 2 });
  await resume(world.clock(), { jobId });
  await world.deliver();
  expect(did).toEqual([1, 2, 3, 4]);
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'done', done: 4, total: 4 });
});

test('a job that is paused and resumed while a part is done goes on with the same worker', async () => {
  const world = aCount(async (at) => {
    did.push(at);
    if (at !== 1) return;
    await pause(world.clock(), { jobId });
    await resume(world.clock(), { jobId });
    await world.deliver();
  });
  const { jobId } = await world.start(3);
  await world.deliver();
  expect(did).toEqual([1, 2, 3]);
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'done', done: 3 });
});

test('a job that is cancelled stops, gives its place back and cannot go on', async () => {
  const world = aCount(async (at) => {
    did.push(at);
    if (at === 2) await cancel(world.clock(), { jobId });
  });
  const { jobId } = await world.start(4);
  await world.start(1);
  await expect(world.start(1)).rejects.toThrow('2 of these run already');
  await world.deliver();
  // The other one has a single part.
  expect(did.filter((at) => at > 1)).toEqual([2]);
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'cancelled', endedAt: expect.any(String) });
  for (const act of [pause, resume, cancel])
    await expect(act(world.clock(), { jobId })).rejects.toMatchObject({ code: 'conflict' });
  await world.start(1);
});

test('of many that start at once as many get a place as there are', async () => {
  const world = aCount(() => undefined);
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => world.start(1)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});

test('a worker that dies is missed within three minutes, and a part that it had not noted is done again', async () => {
  const world = aCount((at) => void did.push(at));
  const { jobId } = await world.start(2);
  const { ctx } = world;
  queues.take('jobs');
  // It takes the job, and is never heard of again.
  const never = defineJob({
    kind: 'webhookReplay',
    input: Numbers,
    checkpoint: At,
    part: () => new Promise(() => undefined),
  });
  void work(ctx, jobId, { now: () => ctx.now, definitions: [never] });
  await expect.poll(async () => (await get(world.clock(), { jobId })).status).toBe('running');
  world.after(50_000);
  await world.findLost();
  expect(world.messages()).toEqual([]);
  world.after(20_000);
  await Promise.all([world.findLost(), world.findLost()]);
  expect(world.messages()).toHaveLength(1);
  await world.deliver();
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'done', done: 2 });
});

test('a message that is lost is sent again', async () => {
  const world = aCount((at) => void did.push(at));
  await world.start(1);
  queues.take('jobs');
  world.after(125_000);
  await world.findLost();
  await world.deliver();
  expect(did).toEqual([1]);
});

test('a part that fails is tried again with growing delays, and after eight times the job has failed', async () => {
  let broken = true;
  const world = aCount((at) => {
    if (broken) throw new Error('the table is away');
    did.push(at);
  });
  const { jobId } = await world.start(2);
  await world.deliver();
  await world.deliver();
  expect(world.messages()).toMatchObject([{ delaySeconds: 60 }]);
  broken = false;
  await world.deliver();
  expect(await get(world.clock(), { jobId })).toMatchObject({ status: 'done', errors: [] });
  broken = true;
  const lost = await world.start(2);
  for (let time = 0; time < 8; time++) await world.deliver();
  expect(world.messages()).toEqual([]);
  expect(await get(world.clock(), lost)).toMatchObject({ status: 'failed', errors: [{ code: 'internal' }] });
});

test('a problem ends the job at once and says why', async () => {
  const world = aCount(() => {
    throw new Problem('endpoint-disabled', 'The webhook has been disabled.');
  });
  const { jobId } = await world.start(2);
  await world.deliver();
  expect(await get(world.clock(), { jobId })).toMatchObject({
    status: 'failed',
    errors: [{ code: 'endpoint-disabled', detail: 'The webhook has been disabled.' }],
  });
});

test('who may not call what started a job sees none', async () => {
  const world = aCount(() => undefined);
  const { jobId } = await world.start(1);
  const other = {
    ...world.ctx,
    actor: { ...world.ctx.actor, id: 'user-2', permissions: new Set(['feedback:read' as const]) },
  };
  await expect(get(other, { jobId })).rejects.toMatchObject({ code: 'not-found' });
  await expect(cancel(other, { jobId })).rejects.toMatchObject({ code: 'not-found' });
  expect((await list(other, { limit: 10 })).items).toEqual([]);
  expect((await list(world.ctx, { limit: 10, status: 'queued', kind: 'webhookReplay' })).items).toHaveLength(1);
  expect((await list(world.ctx, { limit: 10, status: 'done' })).items).toEqual([]);
});
