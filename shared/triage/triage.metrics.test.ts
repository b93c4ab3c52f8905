import { expect, test } from 'vitest';
import { countedKinds } from '../counted-kinds.ts';
import { exclude, include } from '../feedback/feedback.ts';
import { again, given } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { MetricName } from '../metrics/definitions.ts';
import { read, type ReadInput } from '../metrics/metrics.ts';
import { reconcileAll } from '../metrics/reconcile.ts';
import { sweep } from '../metrics/sweep.ts';
import { aContext } from '../testing/context.ts';
import { decideMany, undo } from './batch.ts';
import { decide } from './decide.ts';
import { unlink } from './duplicates.ts';
import { follow } from './intake.ts';
import { list } from './triage.list.ts';
import type { DecideTriage } from './triage.requests.schema.ts';

type FeedbackId = Id<'feedback'>;
const november = { from: '2026-11-01', to: '2026-11-30' };
const at = (ctx: Context, instant: string): Context => ({ ...again(ctx), now: new Date(`2026-11-${instant}:00.000Z`) });
const start = (): Context => at(aContext(), '10T12:00');

const kinds = countedKinds.filter(({ kind }) => kind === 'triageItem');
async function counted(ctx: Context): Promise<void> {
  for (const kind of kinds) await sweep(ctx, kind);
}
const numberOf = async (ctx: Context, name: MetricName, more: Partial<ReadInput> = november) =>
  (await read(ctx, { name, grain: 'total', ...more })).total;

/** A record that says it is a bug and waits since ten o'clock on the tenth. */
async function waits(ctx: Context, customerId = 'C-1'): Promise<FeedbackId> {
  const then = at(ctx, '10T10:00');
  const { feedbackId } = await given(then, { customerId, type: undefined, comments: 'There is a bug, it crashes.' });
  await follow(then, { feedbackId });
  return feedbackId;
}
const decideOn = (ctx: Context, feedbackId: FeedbackId, body: DecideTriage) => decide(again(ctx), { feedbackId, body });

test('a decision is counted on its day by route and type, with how long the record waited and what was kept', async () => {
  const ctx = start();
  const [one, other] = [await waits(ctx), await waits(ctx)];
  await decideOn(at(ctx, '10T13:00'), one, { status: 'planned', type: 'bug', route: 'roadmap' });
  await decideOn(at(ctx, '11T10:00'), other, { status: 'planned', type: 'question' });
  await counted(ctx);
  const { series } = await read(ctx, { name: 'triage_decided', grain: 'day', ...november });
  expect(series.filter(({ n }) => n > 0).map(({ period, value }) => [period, value])).toEqual([
    ['2026-11-10', 1],
    ['2026-11-11', 1],
  ]);
  const roadmap = { ...november, by: 'route', key: 'roadmap' } as const;
  expect(await numberOf(ctx, 'triage_decided', roadmap)).toMatchObject({ value: 1 });
  const ofOne = await numberOf(ctx, 'triage_wait_median', roadmap);
  expect(Math.abs((ofOne.value ?? 0) / 3 - 1)).toBeLessThan(0.025);
  const kept = await read(ctx, { name: 'triage_suggestion_kept', grain: 'total', by: 'kind', ...november });
  const byKind = new Map(kept.groups.map(({ key, ...rest }) => [key, rest]));
  expect(byKind.get('impact')).toMatchObject({ value: null, n: 0, excluded: { unsaid: 2 } });
  expect(byKind.get('route')).toMatchObject({ value: 0, n: 1, excluded: { unsaid: 1 } });
  expect(byKind.get('type')).toMatchObject({ value: 0.5, n: 2, excluded: {} });
  expect(kept.total).toMatchObject({ n: 3, breakdown: { kept: 1, changed: 2 }, excluded: { unsaid: 3 } });
});

test('a later decision moves nothing of the day before, and a record that never waited is left out of the waiting time', async () => {
  const ctx = start();
  const one = await waits(ctx);
  const { feedbackId: praise } = await given(at(ctx, '10T10:00'), { type: 'praise' });
  await decideOn(at(ctx, '10T10:30'), one, { status: 'planned', type: 'bug' });
  await decideOn(at(ctx, '20T10:00'), one, { status: 'wont_do', route: 'roadmap' });
  await decideOn(at(ctx, '11T10:00'), praise, { status: 'planned' });
  const end = at(ctx, '21T10:00');
  await counted(end);
  expect(await numberOf(end, 'triage_decided')).toMatchObject({ value: 2 });
  expect(await numberOf(end, 'triage_wait_median')).toMatchObject({
    value: 0.5,
    n: 1,
    excluded: { did_not_wait: 1 },
  });
  expect(await numberOf(end, 'triage_suggestion_kept')).toMatchObject({ value: 1, n: 1 });
});

test('what is undone, unlinked or excluded is in no number, and comes back with the next decision', async () => {
  const ctx = start();
  const [one, two, three] = [await waits(ctx, 'C-1'), await waits(ctx, 'C-2'), await waits(ctx, 'C-3')];
  const items = [{ feedbackId: one, status: 'planned' as const }];
  const { batchId } = await decideMany(at(ctx, '10T12:00'), { body: { items } });
  await decideOn(ctx, two, { status: 'duplicate', duplicateOf: three });
  await decideOn(ctx, three, { status: 'planned' });
  await counted(ctx);
  expect(await numberOf(ctx, 'triage_decided')).toMatchObject({ value: 3 });
  await undo(at(ctx, '10T12:05'), { batchId });
  await unlink(again(ctx), { feedbackId: two });
  await exclude(again(ctx), { feedbackId: three, reason: 'spam' });
  await follow(again(ctx), { feedbackId: three });
  await counted(ctx);
  expect(await numberOf(ctx, 'triage_decided')).toMatchObject({ value: null, n: 0 });
  expect(await reconcileAll(ctx, kinds)).toMatchObject({ drift: 0 });
  await include(again(ctx), { feedbackId: three });
  await follow(again(ctx), { feedbackId: three });
  await decideOn(at(ctx, '12T12:00'), one, { status: 'planned' });
  const end = at(ctx, '13T12:00');
  await counted(end);
  expect(await numberOf(end, 'triage_decided')).toMatchObject({ value: 2 });
  expect(await reconcileAll(end, kinds)).toMatchObject({ drift: 0 });
});

test('what waits is what the queue says, of the company, a route, a type and a theme', async () => {
  const ctx = start();
  const one = await waits(ctx);
  await waits(ctx);
  const now = async (more: Partial<ReadInput> = {}) => (await numberOf(ctx, 'triage_waiting', more)).value;
  expect(await now()).toBe(2);
  expect(await now({ by: 'route', key: 'engineering' })).toBe(2);
  expect(await now({ by: 'type', key: 'question' })).toBe(0);
  expect(await now({ by: 'theme', key: 'unheard of' })).toBe(0);
  await decideOn(ctx, one, { status: 'planned' });
  expect(await now()).toBe(1);
  await expect(now(november)).rejects.toMatchObject({ code: 'validation-failed' });
});

test('a kind under 50 % of ≥ 50 decisions in 28 days is shown as often changed', async () => {
  const ctx = start();
  for (let count = 0; count < 50; count++) {
    const feedbackId = await waits(ctx, `C-${count}`);
    await decideOn(ctx, feedbackId, {
      status: 'planned',
      type: 'question',
      route: count < 25 ? 'engineering' : 'none',
    });
    if (count < 48) continue;
    await counted(ctx);
    await waits(ctx, 'waits');
    const { items } = await list(at(ctx, `10T12:${count}`), { order: 'oldest', limit: 1 });
    const marks = items[0]?.suggestions.map(({ kind, oftenChanged }) => [kind, oftenChanged]);
    expect(new Map(marks as [string, true | undefined][])).toEqual(
      new Map([
        ['type', count === 49 ? true : undefined],
        ['impact', undefined],
        // Half of them is not less than half.
        ['route', undefined],
      ]),
    );
  }
}, 60_000);
