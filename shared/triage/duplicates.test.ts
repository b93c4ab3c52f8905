import { describe, expect, test } from 'vitest';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import { exclude, get as getFeedback, remove } from '../feedback/feedback.ts';
import { again, given, stored } from '../feedback/testing/given.ts';
import { create as createInitiative, linked } from '../initiative/initiative.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { decideMany, undo } from './batch.ts';
import { decide } from './decide.ts';
import { duplicates, unlink } from './duplicates.ts';
import { follow } from './intake.ts';
import { itemIdOf } from './item-id.ts';
import type { DecideTriage } from './triage.requests.schema.ts';
import { list } from './triage.list.ts';
import { triageEvents } from './triage.events.ts';
import { triageItems } from './triage.store.ts';

type FeedbackId = Id<'feedback'>;

/** Records of different people that wait for a decision. */
async function three(ctx: Context): Promise<[FeedbackId, FeedbackId, FeedbackId]> {
  const ids: FeedbackId[] = [];
  for (const customerId of ['C-1', 'C-2', 'C-3']) {
    const { feedbackId } = await given(ctx, { customerId });
    await follow(again(ctx), { feedbackId });
    ids.push(feedbackId);
  }
  return ids as [FeedbackId, FeedbackId, FeedbackId];
}
const decideOn = (ctx: Context, feedbackId: FeedbackId, body: DecideTriage) => decide(again(ctx), { feedbackId, body });
const link = (ctx: Context, feedbackId: FeedbackId, duplicateOf: FeedbackId) =>
  decideOn(ctx, feedbackId, { status: 'duplicate', duplicateOf });
const triageOf = async (ctx: Context, feedbackId: FeedbackId) => (await getFeedback(ctx, { feedbackId })).triage;
const duplicatesOf = async (ctx: Context, feedbackId: FeedbackId) =>
  (await duplicates(ctx, { feedbackId, limit: 50 })).items.map((one) => one.feedbackId).toSorted();
const itemOf = (ctx: Context, feedbackId: FeedbackId) => triageItems.find(ctx, itemIdOf(feedbackId));

describe('duplicates', () => {
  test('A→B, then B→C: A and B point at C, which has 3 voices', async () => {
    const ctx = aContext();
    const [a, b, c] = await three(ctx);
    await link(ctx, a, b);
    expect(await triageOf(ctx, b)).toEqual({ status: 'new', voices: 2 });
    await link(ctx, b, c);
    expect(await triageOf(ctx, a)).toMatchObject({ status: 'duplicate', duplicateOf: c });
    expect(await triageOf(ctx, b)).toMatchObject({ status: 'duplicate', duplicateOf: c });
    expect(await triageOf(ctx, c)).toEqual({ status: 'new', voices: 3 });
    expect(await duplicatesOf(ctx, c)).toEqual([a, b].toSorted());
    const { items } = await list(again(ctx), { order: 'priority', limit: 10 });
    expect(items).toMatchObject([{ feedback: { feedbackId: c }, voices: 3, priority: 2 }]);
  });

  test('a link to a duplicate is set to its main record', async () => {
    const ctx = aContext();
    const [a, b, c] = await three(ctx);
    await link(ctx, b, c);
    await link(ctx, a, b);
    expect(await triageOf(ctx, a)).toMatchObject({ duplicateOf: c });
    expect(await triageOf(ctx, c)).toMatchObject({ voices: 3 });
  });

  test('form no cycle, also where two people link at once', async () => {
    const ctx = aContext();
    const [a, b] = await three(ctx);
    await link(ctx, a, b);
    await expect(link(ctx, b, a)).rejects.toMatchObject({
      errors: [{ pointer: '#/duplicateOf', detail: 'is a duplicate of this record' }],
    });
    const [d, e] = await three(ctx);
    const results = await Promise.allSettled([link(ctx, d, e), link(ctx, e, d)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('linked at once in all directions end at one main record', async () => {
    const ctx = aContext();
    const ids = [...(await three(ctx)), ...(await three(ctx))];
    const pairs = ids.slice(1).map((one, index) => [ids[index], one] as [FeedbackId, FeedbackId]);
    await Promise.all(pairs.map(([from, to]) => link(ctx, from, to)));
    // The subscriber does it again, when the index shows all.
    const { settle } = await import('./voices.ts');
    for (const one of ids) await settle(again(ctx), one);
    const last = ids.at(-1) as FeedbackId;
    for (const one of ids.slice(0, -1)) expect(await triageOf(ctx, one)).toMatchObject({ duplicateOf: last });
    // Six records of three people.
    expect(await triageOf(ctx, last)).toMatchObject({ voices: 3 });
  });

  test('of one person, or of nobody, count as they should', async () => {
    const ctx = aContext();
    const of = async (who: object) => (await given(ctx, who)).feedbackId;
    const main = await of({ customerId: 'C-1' });
    const same = await of({ customerId: 'C-1' });
    const nobody = { customerId: undefined, contact: undefined };
    await link(ctx, same, main);
    expect(await triageOf(ctx, main)).toBeUndefined();
    for (const one of [await of(nobody), await of(nobody)]) await link(ctx, one, main);
    expect(await triageOf(ctx, main)).toMatchObject({ voices: 3 });
  });

  test('share the initiative of their main record, also one that it gets later', async () => {
    const ctx = aContext();
    const [a, b, c] = await three(ctx);
    const body = { title: 'Queue', status: 'planned' as const, themes: [] };
    const { initiativeId } = await createInitiative(again(ctx), { body });
    await link(ctx, a, c);
    await decideOn(ctx, c, { status: 'planned', initiativeId });
    await link(ctx, b, c);
    for (const one of [a, b]) expect(await triageOf(ctx, one)).toMatchObject({ duplicateOf: c, initiativeId });
    const found = (await linked(ctx, { initiativeId, limit: 10 })).items.map(({ feedbackId }) => feedbackId);
    expect(found.toSorted()).toEqual([a, b, c].toSorted());
  });

  test('that are excluded or deleted are no voices any more', async () => {
    const ctx = aContext();
    const [a, b, c] = await three(ctx);
    await link(ctx, a, c);
    await link(ctx, b, c);
    await exclude(again(ctx), { feedbackId: a, reason: 'spam' });
    await follow(again(ctx), { feedbackId: a });
    expect(await triageOf(ctx, c)).toMatchObject({ voices: 2 });
    await remove(again(ctx), { feedbackId: b });
    await follow(again(ctx), { feedbackId: b });
    expect(await triageOf(ctx, c)).toEqual({ status: 'new' });
  });
});

describe('unlinking', () => {
  test('restores what was decided before; what was not decided waits again', async () => {
    const ctx = aContext();
    const [a, b, c] = await three(ctx);
    await decideOn(ctx, a, { status: 'planned', route: 'roadmap' });
    await link(ctx, a, c);
    await link(ctx, b, c);
    await unlink(again(ctx), { feedbackId: a });
    await unlink(again(ctx), { feedbackId: b });
    expect(await triageOf(ctx, a)).toMatchObject({ status: 'planned', route: 'roadmap' });
    expect(await triageOf(ctx, a)).not.toHaveProperty('duplicateOf');
    expect(await triageOf(ctx, b)).toBeUndefined();
    expect(await triageOf(ctx, c)).toEqual({ status: 'new' });
    const { items, counts } = await list(again(ctx), { order: 'priority', limit: 10 });
    expect(items.map(({ feedback }) => feedback.feedbackId).toSorted()).toEqual([b, c].toSorted());
    expect(counts.waiting).toBe(2);
  });

  test('of what is no duplicate is 404, and another version 412', async () => {
    const ctx = aContext();
    const [a, b] = await three(ctx);
    await expect(unlink(again(ctx), { feedbackId: a })).rejects.toMatchObject({ code: 'not-found' });
    await link(ctx, a, b);
    await expect(unlink(again(ctx), { feedbackId: a, ifMatch: 1 })).rejects.toMatchObject({ code: 'version-conflict' });
  });

  test('by undoing a batch gives the duplicates back that were taken along', async () => {
    const ctx = aContext();
    const [a, b, c] = await three(ctx);
    await link(ctx, a, b);
    const items = [{ feedbackId: b, status: 'duplicate' as const, duplicateOf: c }];
    const { batchId } = await decideMany(again(ctx), { body: { items } });
    expect(await triageOf(ctx, c)).toMatchObject({ voices: 3 });
    await undo(again(ctx), { batchId });
    expect(await triageOf(ctx, a)).toMatchObject({ duplicateOf: b });
    expect(await triageOf(ctx, b)).toEqual({ status: 'new', voices: 2 });
    expect(await triageOf(ctx, c)).toEqual({ status: 'new' });
  });
});

describe('what is told', () => {
  test('of a decision, its link and its end are events with facts and without texts; the record tells only what it says', async () => {
    const ctx = aContext();
    const [a, b] = await three(ctx);
    const step = async (change: () => Promise<unknown>) => {
      const [before, was] = [await itemOf(ctx, a), await stored(ctx, a)];
      await change();
      const [after, is] = [await itemOf(ctx, a), await stored(ctx, a)];
      return {
        own: triageEvents.eventsOf({ before, after }) as { type: string; detail: Record<string, unknown> }[],
        ofRecord: feedbackEventsOf({ before: was, after: is }),
      };
    };
    const linkedNow = await step(() =>
      decideOn(ctx, a, { status: 'duplicate', duplicateOf: b, type: 'bug', note: 'The same bug.' }),
    );
    expect(linkedNow.own.map(({ type }) => type)).toEqual(['TriageDecided', 'DuplicateLinked']);
    expect(new Set(linkedNow.own.map(({ detail }) => detail['eventId'])).size).toBe(2);
    for (const { type, detail } of linkedNow.own) {
      expect(detail).toMatchObject({ feedbackId: a, status: 'duplicate', route: 'none', duplicateOf: b });
      expect(JSON.stringify(detail)).not.toContain('same bug');
      expect(() => triageEvents.schemas[type as 'TriageDecided'].parse(detail)).not.toThrow();
    }
    expect(linkedNow.ofRecord).toMatchObject([
      { type: 'FeedbackEdited', detail: { type: 'bug', was: { type: 'complaint' }, triage: { status: 'duplicate' } } },
    ]);
    const unlinked = await step(() => unlink(again(ctx), { feedbackId: a }));
    expect(unlinked.own).toMatchObject([{ type: 'DuplicateUnlinked', detail: { feedbackId: a, wasDuplicateOf: b } }]);
    expect(unlinked.ofRecord).toEqual([]);
    const queued = triageEvents.eventsOf({ after: await itemOf(ctx, b) });
    expect(queued).toEqual([]);
  });
});
