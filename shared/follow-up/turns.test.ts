import { afterEach, describe, expect, test, vi } from 'vitest';
import { again, given } from '../feedback/testing/given.ts';
import { eachBatch } from '../kernel/batches.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import type { FollowUp } from './follow-up.schema.ts';
import { awayIs, inTeam, knows } from '../people/testing/given.ts';
import { close, reopen } from './follow-up.ts';
import { open } from './opening.ts';

afterEach(() => void vi.restoreAllMocks());

const people = ['bob', 'ada', 'eve'];
type Mode = 'round_robin' | 'least_loaded';

/** Opens one, and comes again when told to, as a client does. */
async function openOne(ctx: Context, mode: Mode, userIds = people): Promise<FollowUp> {
  const own = { ...ctx, requestId: aContext().requestId };
  const { feedbackId } = await given(own);
  for (;;) {
    try {
      const { body } = await open(own, { feedbackId, body: { assign: { auto: { mode, userIds } } } });
      return body;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
    }
  }
}
/** So many openings, of which six are on their way at any time. */
async function openMany(ctx: Context, mode: Mode, count: number): Promise<FollowUp[]> {
  const opened: FollowUp[] = [];
  const turns = Array.from({ length: count }, (_, turn) => turn);
  await eachBatch(turns, { size: 1, parallel: 6 }, async () => void opened.push(await openOne(ctx, mode)));
  return opened;
}
const perOwner = (opened: readonly FollowUp[]) =>
  Object.fromEntries([...Map.groupBy(opened, ({ ownerId }) => ownerId)].map(([owner, own]) => [owner, own.length]));

test('round robin over 3 owners and 300 parallel openings: 100 each, no two with the same counter', async () => {
  const ctx = aContext();
  await knows(ctx, ...people);
  const records: Id<'feedback'>[] = [];
  await eachBatch(Array.from({ length: 300 }), { size: 1, parallel: 20 }, async () => {
    records.push((await given(ctx)).feedbackId);
  });
  const assign = { auto: { mode: 'round_robin' as const, userIds: people } };
  const opened = await Promise.all(
    records.map(async (feedbackId) => (await open(again(ctx), { feedbackId, body: { assign } })).body),
  );
  expect(perOwner(opened)).toEqual({ ada: 100, bob: 100, eve: 100 });
  const turns = opened.map(({ assignment }) => assignment?.turn);
  expect(turns.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 300 }, (_, turn) => turn));
}, 300_000);

test('an opening that has to start over keeps the turn that it took', async () => {
  const ctx = aContext();
  await knows(ctx, ...people);
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const { feedbackId } = await given(ctx);
  // More often than a write is sent again as it is.
  let conflicts = 0;
  const stop = playFault('conflict', (command) => command === 'TransactWriteItemsCommand' && ++conflicts <= 30);
  const assign = { auto: { mode: 'round_robin' as const, userIds: people } };
  const { body } = await open(again(ctx), { feedbackId, body: { assign } }).finally(stop);
  expect(conflicts).toBe(31);
  expect(body).toMatchObject({ ownerId: 'ada', assignment: { turn: 0 } });
  expect(await openOne(ctx, 'round_robin')).toMatchObject({ ownerId: 'bob', assignment: { turn: 1 } });
});

test('a team takes turns, whoever is in it at the time; who is in another gets none', async () => {
  const ctx = aContext();
  await inTeam(ctx, 'ada', ['support']);
  await inTeam(ctx, 'bob', ['sales']);
  const openFor = async () => {
    const own = { ...ctx, requestId: aContext().requestId };
    const { feedbackId } = await given(own);
    const assign = { auto: { mode: 'round_robin' as const, teamId: 'support' } };
    return (await open(own, { feedbackId, body: { assign } })).body;
  };
  expect([await openFor(), await openFor()]).toMatchObject([
    { ownerId: 'ada', teamId: 'support', assignment: { turn: 0, pool: [], teamId: 'support' } },
    { ownerId: 'ada', assignment: { turn: 1 } },
  ]);
  await inTeam(ctx, 'bob', ['sales', 'support']);
  expect([await openFor(), await openFor()].map(({ ownerId }) => ownerId)).toEqual(['ada', 'bob']);
});

test('30 openings by six callers at once for who has the fewest: 10 each', async () => {
  const ctx = aContext();
  await knows(ctx, ...people);
  const opened = await openMany(ctx, 'least_loaded', 30);
  expect(perOwner(opened)).toEqual({ ada: 10, bob: 10, eve: 10 });
}, 120_000);

test('a tie goes to whoever got one longest ago', async () => {
  const ctx = aContext();
  await knows(ctx, ...people);
  const at = (minute: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + minute * 60_000) });
  expect((await openOne(at(0), 'least_loaded', ['eve'])).ownerId).toBe('eve');
  expect((await openOne(at(1), 'least_loaded', ['ada'])).ownerId).toBe('ada');
  const third = await openOne(at(2), 'least_loaded', ['ada', 'eve']);
  expect(third).toMatchObject({ ownerId: 'eve', assignedReason: '1 open, least of 2' });
});

describe('one that is opened again', () => {
  const away = new Date(Date.now() + 86_400_000).toISOString();
  const ended = { status: 'no_action', reason: 'duplicate' } as const;

  const openAgain = async (ctx: Context, one: FollowUp) => {
    await close(again(ctx), { ...one, ifMatch: undefined, body: ended });
    await awayIs(ctx, one.ownerId ?? '', away);
    return reopen(again(ctx), { followUpId: one.followUpId, body: { reason: 'It came back' } });
  };

  test.each(['round_robin', 'least_loaded'] as const)(
    'and whose owner is absent goes to another of its pool: %s',
    async (mode) => {
      const ctx = aContext();
      await knows(ctx, 'ada', 'bob');
      const first = await openOne(ctx, mode, ['ada', 'bob']);
      const second = await openAgain(ctx, first);
      expect(new Set([first.ownerId, second.ownerId])).toEqual(new Set(['ada', 'bob']));
      expect(second).toMatchObject({ status: 'in_progress', assignment: { mode, pool: ['ada', 'bob'] } });
      const third = await openAgain(ctx, second);
      expect(third).toMatchObject({ status: 'pending', assignedReason: 'nobody present of 2', reopenCount: 2 });
      expect(third).not.toHaveProperty('ownerId');
    },
  );

  test('and was given to one person who is absent waits to be taken; who is there keeps it', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    const { feedbackId } = await given(again(ctx));
    const { body: first } = await open(again(ctx), { feedbackId, body: { assign: { ownerId: 'ada' } } });
    await close(again(ctx), { ...first, ifMatch: undefined, body: ended });
    const kept = await reopen(again(ctx), { ...first, body: { reason: 'It came back' } });
    expect(kept).toMatchObject({ ownerId: 'ada', status: 'in_progress' });
    const waits = await openAgain(ctx, kept);
    expect(waits).toMatchObject({ status: 'pending', assignedReason: 'whoever had it is absent' });
    expect(waits).not.toHaveProperty('ownerId');
  });
});
