import { describe, expect, test } from 'vitest';
import { again, given } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { CreateInitiative } from './initiative.schema.ts';
import { create, get, link, list, unlink } from './initiative.ts';
import { voicesOf } from './voices.ts';

const made = async (ctx: Context, title = 'Shorter queue'): Promise<Id<'initiative'>> =>
  (await create(again(ctx), { body: CreateInitiative.parse({ title }) })).initiativeId;
const record = async (ctx: Context, whose: { customerId?: string; contact?: { email: string } }) =>
  (await given(ctx, { contact: undefined, ...whose })).feedbackId;
const counts = async (ctx: Context, initiativeId: Id<'initiative'>) => {
  const { voices, linked } = await get(ctx, { initiativeId });
  return [voices, linked];
};

describe('the voices of an initiative', () => {
  test('are customers, else addresses in any spelling, else the record alone', async () => {
    const ctx = aContext();
    const initiativeId = await made(ctx);
    const feedbackIds = [
      await record(ctx, { customerId: 'C-1' }),
      await record(ctx, { customerId: 'C-1', contact: { email: 'ada@example.com' } }),
      await record(ctx, { contact: { email: 'ada@example.com' } }),
      await record(ctx, { contact: { email: 'Ada@Example.com' } }),
      await record(ctx, {}),
      await record(ctx, {}),
    ];
    await link(again(ctx), { initiativeId, body: { feedbackIds } });
    expect(await counts(ctx, initiativeId)).toEqual([4, 6]);
    expect((await voicesOf(ctx, [{ initiativeId, person: '~43-1' }])).get(`${initiativeId} ~43-1`)).toBe(2);
  });

  test('are exact under repetition, a record named twice, unlinking and moving', async () => {
    const ctx = aContext();
    const [one, other] = [await made(ctx), await made(ctx, 'Other')];
    const [first, second, third] = [
      await record(ctx, { customerId: 'C-1' }),
      await record(ctx, { customerId: 'C-1' }),
      await record(ctx, { customerId: 'C-2' }),
    ];
    const all = { feedbackIds: [first, second, third, first] };
    for (let round = 0; round < 2; round++) await link(again(ctx), { initiativeId: one, body: all });
    expect(await counts(ctx, one)).toEqual([2, 3]);
    await link(again(ctx), { initiativeId: other, body: { feedbackIds: [first] } });
    expect([await counts(ctx, one), await counts(ctx, other)]).toEqual([
      [2, 2],
      [1, 1],
    ]);
    for (let round = 0; round < 2; round++)
      await unlink(again(ctx), { initiativeId: one, body: { feedbackIds: [second] } });
    expect(await counts(ctx, one)).toEqual([1, 1]);
    await link(again(ctx), { initiativeId: one, body: all });
    expect([await counts(ctx, one), await counts(ctx, other)]).toEqual([
      [2, 3],
      [0, 0],
    ]);
  });

  test('are exact when several link at once, and a reply is lost', async () => {
    const ctx = aContext();
    const initiativeId = await made(ctx);
    const feedbackIds: Id<'feedback'>[] = [];
    for (let count = 0; count < 30; count++) feedbackIds.push(await record(ctx, { customerId: `C-${count % 10}` }));
    const stop = playFault('commitThenThrow', (name, call) => name === 'TransactWriteItemsCommand' && call % 5 === 0);
    const parts = [feedbackIds, feedbackIds.slice(0, 20), feedbackIds.toReversed()];
    await Promise.all(parts.map((some) => link(again(ctx), { initiativeId, body: { feedbackIds: some } }))).finally(
      stop,
    );
    await link(again(ctx), { initiativeId, body: { feedbackIds } });
    expect(await counts(ctx, initiativeId)).toEqual([10, 30]);
  });

  test('order the list, and change no version that people have seen', async () => {
    const ctx = aContext();
    const [few, many] = [await made(ctx, 'Few'), await made(ctx, 'Many')];
    const none = await made(ctx, 'None');
    const records = [await record(ctx, {}), await record(ctx, {}), await record(ctx, {})];
    await link(again(ctx), { initiativeId: many, body: { feedbackIds: records.slice(0, 2) } });
    await link(again(ctx), { initiativeId: few, body: { feedbackIds: records.slice(2) } });
    const { items } = await list(ctx, { order: 'voices', limit: 10 });
    expect(items.map(({ initiativeId, voices }) => [initiativeId, voices])).toEqual([
      [many, 2],
      [few, 1],
      [none, 0],
    ]);
    const found = await list(ctx, { order: 'voices', q: 'few', limit: 10 });
    expect(found.items.map(({ title }) => title)).toEqual(['Few']);
    expect((await get(ctx, { initiativeId: many })).version).toBe(1);
  });
});
