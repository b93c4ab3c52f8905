import { expect, test } from 'vitest';
import { given } from '../feedback/testing/given.ts';
import { eachBatch } from '../kernel/batches.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import type { FollowUp } from './follow-up.schema.ts';
import { open } from './opening.ts';

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

test('300 openings by six callers at once, for three people in turns: 100 each, and no turn is taken twice', async () => {
  const ctx = aContext();
  const opened = await openMany(ctx, 'round_robin', 300);
  expect(perOwner(opened)).toEqual({ ada: 100, bob: 100, eve: 100 });
  const turns = opened.map(({ assignment }) => assignment?.turn);
  expect(turns.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 300 }, (_, turn) => turn));
}, 300_000);

test('30 openings by six callers at once for who has the fewest: 10 each', async () => {
  const ctx = aContext();
  const opened = await openMany(ctx, 'least_loaded', 30);
  expect(perOwner(opened)).toEqual({ ada: 10, bob: 10, eve: 10 });
}, 120_000);

test('a tie goes to whoever got one longest ago', async () => {
  const ctx = aContext();
  const at = (minute: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + minute * 60_000) });
  expect((await openOne(at(0), 'least_loaded', ['eve'])).ownerId).toBe('eve');
  expect((await openOne(at(1), 'least_loaded', ['ada'])).ownerId).toBe('ada');
  const third = await openOne(at(2), 'least_loaded', ['ada', 'eve']);
  expect(third).toMatchObject({ ownerId: 'eve', assignedReason: '1 open, least of 2' });
});
