import { describe, expect, test } from 'vitest';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { recordAnalysis } from '../analysis/stored.ts';
import { correct, edit, exclude, get, include, reanalyse, remove, restore } from './feedback.ts';
import { list } from './feedback.list.ts';
import { CorrectAnalysis } from './feedback.requests.schema.ts';
import { again, given, stored } from './testing/given.ts';
import type { Id } from '../kernel/id-kinds.ts';

const failsWith = (code: string) => expect.objectContaining({ code });

async function analysed(ctx: Context, feedbackId: Id<'feedback'>): Promise<void> {
  const record = await stored(ctx, feedbackId);
  await recordAnalysis(again(ctx), record, {
    status: 'done',
    sentiment: 'negative',
    sentimentScore: -74,
    urgency: 'high',
    language: 'en',
  });
}

describe('editing', () => {
  test('replaces what is given, clears what is null, keeps the rest, and counts one version', async () => {
    const ctx = aContext();
    const before = await given(ctx);
    const after = await edit(again(ctx), {
      feedbackId: before.feedbackId,
      edit: { category: 'shipping', tags: null, contact: null },
    });
    expect(after).toEqual({
      ...before,
      category: 'shipping',
      tags: undefined,
      contact: undefined,
      version: 2,
      updatedAt: after.updatedAt,
    });
    expect(await get(ctx, before)).toEqual(after);
  });

  test('that changes nothing is no change', async () => {
    const ctx = aContext();
    const before = await given(ctx);
    const after = await edit(again(ctx), {
      feedbackId: before.feedbackId,
      edit: { category: 'billing', snapshot: before.snapshot },
    });
    expect(after.version).toBe(1);
  });

  test('with the version of an earlier look is refused and writes nothing', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    await edit(again(ctx), { feedbackId, ifMatch: 1, edit: { theme: 'one' } });
    await expect(edit(again(ctx), { feedbackId, ifMatch: 1, edit: { theme: 'two' } })).rejects.toEqual(
      failsWith('version-conflict'),
    );
    expect(await get(ctx, { feedbackId })).toMatchObject({ theme: 'one', version: 2 });
  });

  test('by many at once without a version loses no change', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    const edits = [
      { theme: 'a' },
      { category: 'b' },
      { impact: 'high' as const },
      { caseId: 'c' },
      { type: 'bug' as const },
    ];
    await Promise.all(edits.map((one) => edit(again(ctx), { feedbackId, edit: one })));
    expect(await get(ctx, { feedbackId })).toMatchObject({ ...Object.assign({}, ...edits), version: 6 });
  });

  test('a text sends it to analysis again; a label does not', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    await analysed(ctx, feedbackId);
    expect((await edit(again(ctx), { feedbackId, edit: { theme: 'x' } })).analysis).toMatchObject({
      status: 'done',
      sentiment: 'negative',
    });
    expect((await edit(again(ctx), { feedbackId, edit: { comments: 'All is well.' } })).analysis).toEqual({
      status: 'pending',
    });
    const silent = await edit(again(ctx), { feedbackId, edit: { comments: null, subject: null } });
    expect(silent.analysis).toEqual({ status: 'skipped', reason: 'no-text' });
  });

  test('keeps the keys of every index in step', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    await edit(again(ctx), {
      feedbackId,
      edit: { customerId: 'C-9', ticketId: null, caseId: 'K-1', snapshot: { agentId: 'Agent-8' } },
    });
    const record = await stored(ctx, feedbackId);
    expect(record).toMatchObject({
      g1pk: expect.stringContaining('#cust#~43-9'),
      g2pk: expect.stringContaining('#agent#~41gent-8#'),
    });
    expect(record.g5pk).toBeUndefined();
    expect(record.g6pk).toContain('#case#~4b-1');
  });
});

describe('deleting', () => {
  test('hides a record from everybody, keeps it for 30 days, and can be taken back', async () => {
    const now = new Date();
    const ctx = aContext({ now });
    const before = await given(ctx);
    await remove(again(ctx), before);
    await remove(again(ctx), before);
    await expect(get(ctx, before)).rejects.toEqual(failsWith('not-found'));
    await expect(edit(ctx, { feedbackId: before.feedbackId, edit: { theme: 'x' } })).rejects.toEqual(
      failsWith('not-found'),
    );
    expect((await list(ctx, { limit: 10 })).items).toEqual([]);
    expect((await stored(ctx, before.feedbackId)).expiresAt).toBe(Math.floor(now.getTime() / 1000) + 30 * 86_400);
    const back = await restore(again(ctx), before);
    expect(back).toEqual({ ...before, version: 3, updatedAt: back.updatedAt });
    expect((await stored(ctx, before.feedbackId)).expiresAt).toBeUndefined();
  });

  test('cannot be taken back after its 30 days, also while the row is still there', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    await remove(again(ctx), { feedbackId });
    const later = { ...again(ctx), now: new Date(ctx.now.getTime() + 30 * 86_400_000) };
    await expect(restore(later, { feedbackId })).rejects.toEqual(failsWith('not-found'));
  });

  test('honours the version that was seen', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    await expect(remove(again(ctx), { feedbackId, ifMatch: 7 })).rejects.toEqual(failsWith('version-conflict'));
    expect(await get(ctx, { feedbackId })).toMatchObject({ version: 1 });
  });
});

test('excluding says why and by whom; including forgets it; repeating either changes nothing', async () => {
  const ctx = aContext({ userId: 'ada' });
  const { feedbackId } = await given(ctx);
  await exclude(again(ctx), { feedbackId, reason: 'spam' });
  expect(await exclude(again(ctx), { feedbackId, reason: 'spam' })).toMatchObject({
    version: 2,
    excluded: { reason: 'spam', by: 'ada' },
  });
  await include(again(ctx), { feedbackId });
  const included = await include(again(ctx), { feedbackId });
  expect(included.version).toBe(3);
  expect(included.excluded).toBeUndefined();
});

describe('a correction', () => {
  test('stands beside what the engine said and drops a score that would contradict it', async () => {
    const ctx = aContext({ userId: 'ada' });
    const { feedbackId } = await given(ctx);
    await analysed(ctx, feedbackId);
    const { analysis } = await correct(again(ctx), { feedbackId, correction: { sentiment: 'mixed' } });
    expect(analysis).toMatchObject({
      sentiment: 'mixed',
      urgency: 'high',
      correctedBy: 'ada',
      engineSaid: { sentiment: 'negative', sentimentScore: -74, urgency: 'high' },
    });
    expect(analysis?.sentimentScore).toBeUndefined();
  });

  test('that contradicts itself, or the sentiment that stands, is refused', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx);
    const refused = (correction: CorrectAnalysis) =>
      expect(correct(again(ctx), { feedbackId, correction })).rejects.toMatchObject({
        code: 'validation-failed',
        errors: [{ pointer: '#/sentimentScore' }],
      });
    await refused({ sentiment: 'positive', sentimentScore: -90 });
    await correct(again(ctx), { feedbackId, correction: { sentiment: 'negative' } });
    await refused({ sentimentScore: 1 });
    expect(CorrectAnalysis.safeParse({ emotions: ['joy', 'joy'] }).success).toBe(false);
    expect(CorrectAnalysis.safeParse({ emotions: ['joy'] }).success).toBe(true);
  });

  test('wins over every later analysis, also of a changed text', async () => {
    const ctx = aContext({ userId: 'ada' });
    const { feedbackId } = await given(ctx);
    await correct(again(ctx), { feedbackId, correction: { sentiment: 'positive', sentimentScore: 40 } });
    expect(await reanalyse(again(ctx), { feedbackId })).toMatchObject({
      analysis: { status: 'pending', sentiment: 'positive' },
    });
    await analysed(ctx, feedbackId);
    await edit(again(ctx), { feedbackId, edit: { comments: 'Something else entirely.' } });
    await analysed(ctx, feedbackId);
    expect((await get(ctx, { feedbackId })).analysis).toMatchObject({
      status: 'done',
      sentiment: 'positive',
      sentimentScore: 40,
      correctedBy: 'ada',
      engineSaid: { sentiment: 'negative' },
    });
  });
});

test('an agent knows only what concerns themselves', async () => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx, { snapshot: { agentId: 'agent-7' } });
  const as = (userId: string) => aContext({ companyId: ctx.companyId, role: 'agent', userId });
  expect(await get(as('agent-7'), { feedbackId })).toMatchObject({ feedbackId });
  await expect(get(as('agent-8'), { feedbackId })).rejects.toEqual(failsWith('not-found'));
});

test('another company’s record is unknown to every verb', async () => {
  const { feedbackId } = await given(aContext());
  const foreign = aContext();
  const verbs = [
    () => get(foreign, { feedbackId }),
    () => edit(foreign, { feedbackId, edit: { theme: 'x' } }),
    () => remove(foreign, { feedbackId }),
    () => restore(foreign, { feedbackId }),
    () => exclude(foreign, { feedbackId, reason: 'spam' }),
    () => include(foreign, { feedbackId }),
    () => correct(foreign, { feedbackId, correction: { urgency: 'low' } }),
    () => reanalyse(foreign, { feedbackId }),
  ];
  for (const verb of verbs) await expect(verb()).rejects.toBeInstanceOf(Problem);
});

test('a change whose reply is lost inside the SDK succeeds and is made once', async () => {
  const ctx = aContext();
  const { feedbackId } = await given(ctx);
  let lost = 0;
  const stop = playFault('commitThenThrow', (name) => name === 'PutItemCommand' && ++lost === 1);
  try {
    expect(await edit(again(ctx), { feedbackId, ifMatch: 1, edit: { theme: 'once' } })).toMatchObject({
      theme: 'once',
      version: 2,
    });
  } finally {
    stop();
  }
  expect(lost).toBe(2);
  expect(await get(ctx, { feedbackId })).toMatchObject({ version: 2 });
});
