import { describe, expect, test } from 'vitest';
import { edit as editFeedback, exclude } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { analysed, queued, received, type Told, told } from '../../../shared/feedback/testing/told.ts';
import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { CreateInitiative, type LinkSource } from '../../../shared/initiative/initiative.schema.ts';
import { create, edit, get, link, linked, remove, unlink } from '../../../shared/initiative/initiative.ts';
import { linkByRule } from '../../../shared/initiative/linker.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { handler } from './handler.ts';

const good = { batchItemFailures: [] };
/** Each event comes twice in a batch, and the batch twice in parallel. */
async function deliver(events: readonly Told[]): Promise<void> {
  const twice = events.flatMap((event) => [event, event]);
  const answers = await Promise.all([handler(queued(twice)), handler(queued(twice))]);
  expect(answers).toEqual([good, good]);
}

const billing = { match: { all: { category: 'billing' } } };
const hasRule = async (ctx: Context, themeRule: object = billing): Promise<Id<'initiative'>> =>
  (await create(again(ctx), { body: CreateInitiative.parse({ title: 'Right bills', themeRule }) })).initiativeId;
/** Feedback whose every event has come. */
async function came(ctx: Context, more: object = {}, found: object = {}) {
  const { feedbackId } = await given(ctx, more);
  await deliver([...(await received(ctx, feedbackId)), ...(await analysed(ctx, feedbackId, found))]);
  return feedbackId;
}
const linkedTo = async (ctx: Context, initiativeId: Id<'initiative'>, source?: LinkSource) =>
  (await linked(ctx, { initiativeId, source, limit: 50 })).items.map(({ feedbackId }) => feedbackId);

describe('a theme rule', () => {
  test('links new feedback that matches as it is analysed, once with every event four times, and counts its voice', async () => {
    const ctx = aContext();
    const initiativeId = await hasRule(ctx);
    const { feedbackId } = await given(ctx);
    await deliver(await received(ctx, feedbackId));
    expect(await linkedTo(ctx, initiativeId)).toEqual([]);
    await deliver(await analysed(ctx, feedbackId, {}));
    await came(ctx, { category: 'shipping' });
    expect(await linkedTo(ctx, initiativeId)).toEqual([feedbackId]);
    expect(await linkedTo(ctx, initiativeId, 'rule')).toEqual([feedbackId]);
    expect(await get(ctx, { initiativeId })).toMatchObject({ voices: 1, linked: 1, version: 1 });
  });

  test('waits for what the analysis says, and searches the texts', async () => {
    const ctx = aContext();
    const angry = await hasRule(ctx, { match: { all: { emotion: 'anger' } } });
    const words = await hasRule(ctx, { match: { all: { q: 'charged' }, none: [{ emotion: 'anger' }] } });
    const [one, other] = [await came(ctx, {}, { emotions: ['anger'] }), await came(ctx)];
    expect([await linkedTo(ctx, angry), await linkedTo(ctx, words)]).toEqual([[one], [other]]);
  });

  test('links what has no text, and so no analysis, when it comes', async () => {
    const ctx = aContext();
    const initiativeId = await hasRule(ctx);
    const { feedbackId } = await given(ctx, { subject: undefined, comments: undefined });
    await deliver(await received(ctx, feedbackId));
    expect(await linkedTo(ctx, initiativeId)).toEqual([feedbackId]);
  });

  test('never moves what is linked already, and of several that of the oldest initiative counts', async () => {
    const ctx = aContext();
    const byHand = await hasRule(ctx, { match: { all: { category: 'nothing' } } });
    const [oldest, younger] = [await hasRule(ctx), await hasRule(ctx)];
    const { feedbackId } = await given(ctx);
    await link(again(ctx), { initiativeId: byHand, body: { feedbackIds: [feedbackId] } });
    await deliver(await analysed(ctx, feedbackId, {}));
    const free = await came(ctx);
    const links = await Promise.all([byHand, oldest, younger].map((id) => linkedTo(ctx, id)));
    expect(links).toEqual([[feedbackId], [free], []]);
  });

  test('does not link again what somebody has unlinked', async () => {
    const ctx = aContext();
    const initiativeId = await hasRule(ctx);
    const feedbackId = await came(ctx);
    await unlink(again(ctx), { initiativeId, body: { feedbackIds: [feedbackId] } });
    const change = () => editFeedback(again(ctx), { feedbackId, edit: { tags: ['seen'] } });
    await deliver(await told(ctx, feedbackId, change));
    expect(await linkedTo(ctx, initiativeId)).toEqual([]);
    expect(await get(ctx, { initiativeId })).toMatchObject({ voices: 0, linked: 0 });
  });

  test('leaves alone what came before it, what is of the past, and what was excluded before its event came', async () => {
    const ctx = aContext();
    const before = await given(again({ ...ctx, now: new Date(ctx.now.getTime() - 60_000) }));
    const initiativeId = await hasRule(ctx);
    await deliver(await analysed(ctx, before.feedbackId, {}));
    await came(ctx, { occurredAt: new Date(ctx.now.getTime() - 29 * 86_400_000).toISOString() });
    const { feedbackId } = await given(ctx);
    const events = await analysed(ctx, feedbackId, {});
    await exclude(again(ctx), { feedbackId, reason: 'spam' });
    await deliver(events);
    expect(await linkedTo(ctx, initiativeId)).toEqual([]);
  });

  test('is in force in its own company only; what no rule waits for costs no unit', async () => {
    const [ctx, other] = [aContext(), aContext()];
    const initiativeId = await hasRule(ctx);
    const feedbackId = await came(other);
    expect(await linkedTo(ctx, initiativeId)).toEqual([]);
    const events = await told(other, feedbackId, () =>
      editFeedback(again(other), { feedbackId, edit: { tags: ['x'] } }),
    );
    // The rules of the company are known by now.
    const { units } = await unitsOf(() => handler(queued(events)));
    expect(units).toMatchObject({ read: 0, write: 0 });
  });

  test('that was made, changed or whose initiative was deleted is in force, or no longer, 30 seconds later', async () => {
    const ctx = aContext();
    const after = async (seconds: number): Promise<Id<'feedback'>> => {
      const own = { ...again(ctx), now: new Date(ctx.now.getTime() + seconds * 1_000) };
      const { feedbackId } = await given(own);
      for (const { detail } of await analysed(own, feedbackId, {})) await linkByRule(own, FeedbackEvent.parse(detail));
      return feedbackId;
    };
    await after(0);
    const initiativeId = await hasRule(ctx);
    const first = await after(30);
    expect(await linkedTo(ctx, initiativeId)).toEqual([first]);
    await edit(again(ctx), { initiativeId, body: { themeRule: null } });
    expect(await get(ctx, { initiativeId })).not.toHaveProperty('themeRule');
    await after(60);
    await edit(again(ctx), { initiativeId, body: { themeRule: { match: { all: { category: 'billing' } } } } });
    const second = await after(90);
    expect(await linkedTo(ctx, initiativeId)).toEqual([second, first]);
    await remove(again(ctx), { initiativeId });
    const last = await after(100);
    const other = await hasRule(ctx);
    await after(130);
    expect(await linkedTo(ctx, other)).not.toContain(last);
  });
});
