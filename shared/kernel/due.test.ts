import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { aContext } from '../testing/context.ts';
import { logged } from '../testing/logged.ts';
import { watchTable } from '../testing/watch-table.ts';
import { change, create, type Draft, remove } from './change.ts';
import type { Context } from './context.ts';
import { dispatch, type DispatchParts, type DueKind } from './due.ts';
import { dueRecords } from './due-records.ts';
import { defineEvents } from './events.ts';
import { newId } from './ids.ts';
import { defineStore, type Stored } from './store.ts';
import { systemDb } from './table.ts';

const MINUTE = 60_000;
const LEASE_MS = 5 * MINUTE;

const Report = record('Report', { jobId: idSchema('job'), nextAt: z.iso.datetime().optional(), sent: z.int() });
type Report = z.output<typeof Report>;
const storeOf = (kind: string) =>
  defineStore(kind, Report, {
    id: 'jobId',
    key: { pk: () => kind, sk: ({ jobId }) => jobId },
    indexes: {},
    due: ({ nextAt }) => nextAt,
  });
// Each test has kinds of its own, so that none finds what another has left.
let reports = storeOf('report-0');
let alerts = storeOf('alert-0');
let count = 0;
beforeEach(() => {
  reports = storeOf(`report-${++count}`);
  alerts = storeOf(`alert-${count}`);
});
const aMoment = () => new Date('2026-11-01T10:00:00.000Z');
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);

type Act = (ctx: Context, report: Stored<Report>) => Promise<Partial<Report>>;
const kindOf = (store: typeof reports, act: Act): DueKind<Stored<Report>> =>
  dueRecords(store, { leaseMs: LEASE_MS, action: 'send', act });
const run = (kinds: DueKind<Stored<Report>>[], now: Date, more: Partial<DispatchParts> = {}) =>
  dispatch(kinds, { systemDb: systemDb(), now: () => now, deadline: after(now, MINUTE), ...more });
const made = (ctx: Context, more: Partial<Draft<Report>> = {}, store: typeof reports = reports) =>
  create(ctx, store, { jobId: newId('job'), nextAt: ctx.now.toISOString(), sent: 0, ...more });
const weekly: Act = (_, { sent, nextAt = '' }) =>
  Promise.resolve({ sent: sent + 1, nextAt: after(new Date(nextAt), 7 * 24 * 60 * MINUTE).toISOString() });

test('of two runs at once one does what is due, and it is due again when the record says so', async () => {
  const now = aMoment();
  const ctx = aContext({ now });
  const ids = await Promise.all(Array.from({ length: 60 }, async () => (await made(ctx)).jobId));
  const done: string[] = [];
  const kind = kindOf(reports, (own, report) => {
    done.push(report.jobId);
    return weekly(own, report);
  });
  await Promise.all([run([kind], now), run([kind], now)]);
  expect(done.toSorted()).toEqual(ids.toSorted());
  expect(await run([kind], after(now, 60 * MINUTE))).toMatchObject({ done: 0, failed: 0 });
  const stored = await reports.find(ctx, ids[0] as Report['jobId']);
  expect(stored).toMatchObject({ sent: 1, version: 1, revision: 3 });
  expect(stored).not.toHaveProperty('claimedUntil');
});

test('an outage of days is caught up with by the next run, which tells how late it was', async () => {
  const now = aMoment();
  const { jobId } = await made(aContext({ now }));
  const done: string[] = [];
  const once = kindOf(reports, (_, report) => {
    done.push(report.jobId);
    return Promise.resolve({ nextAt: undefined });
  });
  const late = async (at: Date) => {
    const lines = await logged(() => run([once], at));
    return lines.map((line) => line['due_late_seconds']).filter((seconds) => seconds !== undefined);
  };
  expect(await late(after(now, 10 * 60 * MINUTE))).toEqual([36_000]);
  expect(done).toEqual([jobId]);
  expect(await late(after(now, 11 * 60 * MINUTE))).toEqual([0]);
});

test('what a run was doing when it died is done again when its claim has ended, not before', async () => {
  const now = aMoment();
  const ctx = aContext({ now });
  const { jobId } = await made(ctx);
  let alive = false;
  const done: string[] = [];
  const kind = kindOf(reports, async (own, report) => {
    if (!alive) throw new Error('process died');
    done.push(report.jobId);
    return weekly(own, report);
  });
  const died = { ...kind, postpone: () => Promise.resolve('failed' as const) };
  expect(await run([died], now)).toMatchObject({ done: 0, failed: 1 });
  alive = true;
  expect(await run([kind], after(now, LEASE_MS - MINUTE))).toMatchObject({ done: 0, failed: 0 });
  await run([kind], after(now, LEASE_MS));
  expect(done).toEqual([jobId]);
});

test('what fails is put off and holds up neither others of its kind nor another kind', async () => {
  const now = aMoment();
  const ctx = aContext({ now });
  const poison = await made(ctx, { nextAt: after(now, -MINUTE).toISOString() });
  const others = await Promise.all(Array.from({ length: 20 }, () => made(ctx)));
  const alert = await made(ctx, {}, alerts);
  const done: string[] = [];
  const act: Act = async (own, report) => {
    if (report.jobId === poison.jobId) throw new TypeError('no such recipient');
    done.push(report.jobId);
    return weekly(own, report);
  };
  const kinds = [kindOf(reports, act), kindOf(alerts, act)];
  expect(await run(kinds, now)).toMatchObject({ done: 21, failed: 1 });
  expect(done.toSorted()).toEqual([...others.map(({ jobId }) => jobId), alert.jobId].toSorted());
  expect(await run(kinds, after(now, MINUTE))).toMatchObject({ done: 0, failed: 0 });
  expect(await run(kinds, after(now, LEASE_MS))).toMatchObject({ failed: 1 });
});

test('of a kind whose table cannot be read the other kind is not made to wait', async () => {
  const now = aMoment();
  const ctx = aContext({ now });
  await made(ctx);
  const alert = await made(ctx, {}, alerts);
  const sick = { ...kindOf(reports, weekly), find: () => Promise.reject(new Error('down')) };
  const kind = kindOf(alerts, weekly);
  await expect(run([sick, kind], now)).rejects.toThrow('down');
  expect(await alerts.find(ctx, alert.jobId)).toMatchObject({ sent: 1 });
});

test('a deleted record, and one with which nothing is due any more, are off the index', async () => {
  const now = aMoment();
  const ctx = aContext({ now });
  const [gone, quiet] = [await made(ctx), await made(ctx)];
  const { items } = await watchTable(async () => {
    await remove(ctx, reports, gone.jobId);
    await change(ctx, reports, quiet.jobId, 'edit', (before) => ({ ...before, nextAt: undefined }));
  });
  for (const item of items) expect(item).not.toHaveProperty('g4pk');
  expect(await run([kindOf(reports, weekly)], now)).toMatchObject({ done: 0, failed: 0 });
});

test('a record that would be due for ever is an error, not an endless loop', async () => {
  const now = aMoment();
  await made(aContext({ now }));
  const stuck = kindOf(reports, () => Promise.resolve({}));
  expect(await run([stuck], now)).toMatchObject({ done: 0, failed: 1 });
});

test('nobody is told of a claim, and of what was done once', async () => {
  const now = aMoment();
  const ctx = aContext({ now });
  const { eventsOf } = defineEvents('test-report', Report, {
    id: 'jobId',
    actions: { create: ['ReportPlanned', 'Planned.'], send: ['ReportSent', 'Sent.'] },
    facts: ['sent'],
  });
  const { items } = await watchTable(async () => {
    await made(ctx);
    await run([kindOf(reports, weekly)], now);
  });
  expect(items.map(({ lastAction }) => lastAction)).toContain('claim');
  const told = items
    .filter(({ revision }) => revision)
    .flatMap((item, index) => eventsOf({ after: item, ...(index > 0 && { before: {} }) }));
  expect(told.map(({ type }) => type)).toEqual(['ReportPlanned', 'ReportSent']);
  expect(told[1]?.detail).toMatchObject({ recordVersion: 1, recordRevision: 3, sent: 1 });
});
