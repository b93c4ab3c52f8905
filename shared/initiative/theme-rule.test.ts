import { describe, expect, test } from 'vitest';
import { again, given } from '../feedback/testing/given.ts';
import { cancel, get as getJob, pause, resume } from '../job/job.ts';
import { work } from '../job/run.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { useQueues } from '../testing/queues.ts';
import { CreateInitiative, EditInitiative, type LinkSource } from './initiative.schema.ts';
import { create, edit, get, link, linked, remove } from './initiative.ts';
import { backfillThemeRule, themeBackfill } from './theme-backfill.ts';
import { previewThemeRule } from './theme-preview.ts';
import { BackfillThemeRule, PreviewThemeRule, ThemeRule } from './theme-rule.schema.ts';

useQueues();
const DAY = 86_400_000;
const billing = { match: { all: { category: 'billing' } } };

const made = async (ctx: Context, more: object = { themeRule: billing }): Promise<Id<'initiative'>> =>
  (await create(again(ctx), { body: CreateInitiative.parse({ title: 'Right bills', ...more }) })).initiativeId;
const said = async (ctx: Context, days: number, more: object = {}): Promise<Id<'feedback'>> =>
  (await given(ctx, { occurredAt: new Date(ctx.now.getTime() - days * DAY).toISOString(), ...more })).feedbackId;
const done = (ctx: Context, jobId: Id<'job'>) =>
  work(again(ctx), jobId, { now: () => new Date(), definitions: [themeBackfill] });
const linkedTo = async (ctx: Context, initiativeId: Id<'initiative'>, source?: LinkSource) =>
  (await linked(ctx, { initiativeId, source, limit: 50 })).items.map(({ feedbackId }) => feedbackId);

/** Two of one person, one of another, one too old, one of something else, one that is linked already. */
async function aPast(ctx: Context) {
  const other = await made(ctx, {});
  const records = {
    first: await said(ctx, 80, { customerId: 'C-1' }),
    second: await said(ctx, 40, { customerId: 'C-1' }),
    third: await said(ctx, 2, { customerId: 'C-2' }),
  };
  await said(ctx, 100);
  await said(ctx, 1, { category: 'shipping' });
  const taken = await said(ctx, 1);
  await link(again(ctx), { initiativeId: other, body: { feedbackIds: [taken] } });
  return { ...records, taken, other };
}

test.each([
  { all: {} },
  { all: {}, matchEverything: true },
  { all: { category: 'billing' }, matchEverything: true },
  { all: { excluded: false } },
  { all: {}, any: [{ category: 'billing' }, { excluded: false }] },
])('a theme rule that matches everything is refused: %j', (match) => {
  expect(ThemeRule.safeParse({ match }).success).toBe(false);
  expect(PreviewThemeRule.safeParse({ match, months: 1 }).success).toBe(false);
  expect(EditInitiative.safeParse({ themeRule: { match } }).success).toBe(false);
  expect(CreateInitiative.safeParse({ title: 'One', themeRule: { match } }).success).toBe(false);
});

test.each([0, 13, 1.5, '6', undefined])('nobody goes back %s months', (months) => {
  expect(BackfillThemeRule.safeParse({ months }).success).toBe(false);
  expect(PreviewThemeRule.safeParse({ ...billing, months }).success).toBe(false);
});

describe('a rule that is stored', () => {
  test('holds from when it was put, and a change of something else does not move that', async () => {
    const ctx = aContext();
    const initiativeId = await made(ctx);
    const { themeRule } = await get(ctx, { initiativeId });
    expect(themeRule).toEqual({ ...billing, since: ctx.now.toISOString() });
    const later = { ...again(ctx), now: new Date(ctx.now.getTime() + 5_000) };
    await edit(later, { initiativeId, body: EditInitiative.parse({ title: 'Other', themeRule: billing }) });
    expect((await get(ctx, { initiativeId })).themeRule).toEqual(themeRule);
    const match = { all: { category: 'shipping' } };
    await edit(later, { initiativeId, body: EditInitiative.parse({ themeRule: { match } }) });
    expect((await get(ctx, { initiativeId })).themeRule).toEqual({ match, since: later.now.toISOString() });
  });

  test('is one of a hundred at most', async () => {
    const ctx = aContext();
    const ids = await Promise.all(Array.from({ length: 100 }, () => made(ctx)));
    await expect(made(ctx)).rejects.toMatchObject({ code: 'conflict' });
    await remove(again(ctx), { initiativeId: ids[0] as Id<'initiative'> });
    await made(ctx);
  }, 60_000);
});

describe('the preview of a theme rule', () => {
  test('counts what is linked to nothing, and whose it is, and links nothing', async () => {
    const ctx = aContext();
    const { first, second, third } = await aPast(ctx);
    const initiativeId = await made(ctx, {});
    const ask = (months: number) =>
      previewThemeRule(ctx, { initiativeId, body: PreviewThemeRule.parse({ ...billing, months }) });
    const found = await ask(3);
    expect(found).toMatchObject({ count: 3, voices: 2, examined: 5 });
    expect(found.sample.map(({ feedbackId }) => feedbackId)).toEqual([third, second, first]);
    expect(found).not.toHaveProperty('downTo');
    expect(await ask(12)).toMatchObject({ count: 4, voices: 3, examined: 6 });
    expect(await linkedTo(ctx, initiativeId)).toEqual([]);
  });

  test('shows an agent, who may see own feedback only, no feedback of others', async () => {
    const ctx = aContext();
    await aPast(ctx);
    const initiativeId = await made(ctx, {});
    const agent = aContext({ companyId: ctx.companyId, role: 'agent', userId: 'somebody' });
    const body = PreviewThemeRule.parse({ ...billing, months: 3 });
    expect(await previewThemeRule(agent, { initiativeId, body })).toMatchObject({ count: 3, sample: [] });
  });
});

describe('the back-fill of a theme rule', () => {
  test('links what the preview counts, though workers come twice and one stops in between', async () => {
    const ctx = aContext();
    const { first, second, third, taken, other } = await aPast(ctx);
    const initiativeId = await made(ctx);
    const { jobId } = await backfillThemeRule(again(ctx), { initiativeId, body: { months: 3 } });
    await pause(again(ctx), { jobId });
    await done(ctx, jobId);
    await resume(again(ctx), { jobId });
    await Promise.all([done(ctx, jobId), done(ctx, jobId)]);
    expect(await getJob(ctx, { jobId })).toMatchObject({ status: 'done', done: 4, skipped: 1, failed: 0 });
    expect(await linkedTo(ctx, initiativeId)).toEqual([third, second, first]);
    expect(await linkedTo(ctx, initiativeId, 'rule')).toEqual([third, second, first]);
    expect(await linkedTo(ctx, other, 'hand')).toEqual([taken]);
    expect(await get(ctx, { initiativeId })).toMatchObject({ voices: 2, linked: 3 });
    const again2 = await backfillThemeRule(again(ctx), { initiativeId, body: { months: 3 } });
    await done(ctx, again2.jobId);
    expect(await getJob(ctx, again2)).toMatchObject({ status: 'done', done: 4, skipped: 4 });
  });

  test('goes on behind the record where the part before has ended', async () => {
    const ctx = aContext();
    const { first, second, third } = await aPast(ctx);
    const initiativeId = await made(ctx);
    const { jobId } = await backfillThemeRule(again(ctx), { initiativeId, body: { months: 3 } });
    const input = {
      initiativeId,
      ...billing,
      from: new Date(ctx.now.getTime() - 90 * DAY).toISOString(),
      to: ctx.now.toISOString(),
    };
    const part = await themeBackfill.part(again(ctx), { jobId }, input, { after: first });
    expect(part).toMatchObject({ done: 3, skipped: 1 });
    expect(await linkedTo(ctx, initiativeId)).toEqual([third, second]);
  });

  test('needs a rule, is one at a time, and fails where the initiative is deleted meanwhile', async () => {
    const ctx = aContext();
    const none = await made(ctx, {});
    const body = { months: 1 };
    await expect(backfillThemeRule(again(ctx), { initiativeId: none, body })).rejects.toMatchObject({
      code: 'conflict',
    });
    const initiativeId = await made(ctx);
    const { jobId } = await backfillThemeRule(again(ctx), { initiativeId, body });
    await expect(backfillThemeRule(again(ctx), { initiativeId, body })).rejects.toMatchObject({ code: 'conflict' });
    await remove(again(ctx), { initiativeId });
    await done(ctx, jobId);
    expect(await getJob(ctx, { jobId })).toMatchObject({ status: 'failed', errors: [{ code: 'not-found' }] });
    await expect(cancel(again(ctx), { jobId })).rejects.toMatchObject({ code: 'conflict' });
  });
});
