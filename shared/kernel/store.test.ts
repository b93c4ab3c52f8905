import { expect, test } from 'vitest';
import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { watchTable } from '../testing/watch-table.ts';
import { change, create, remove, set } from './change.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { refreshPostings } from './postings.ts';
import { defineStore } from './store.ts';
import { tableName } from './table.ts';
import { verbsOf } from './verbs.ts';

const Note = record('Note', {
  initiativeId: idSchema('initiative'),
  name: z.string(),
  owner: z.string().optional(),
  found: z.string().optional(),
});
type Note = z.output<typeof Note>;

const notes = defineStore('initiative', Note, {
  id: 'initiativeId',
  key: { pk: () => 'note', sk: ({ initiativeId }) => initiativeId },
  indexes: {
    byOwner: { on: 'gsi2', pk: ({ owner }) => owner && `note#${owner}`, sk: ({ initiativeId }) => initiativeId },
  },
  search: ({ name }) => [name],
});

const made = (ctx: Context, note: Partial<Note>) =>
  create(ctx, notes, { initiativeId: newId('initiative'), name: 'note', ...note });
const all = async (steps: AsyncIterable<readonly { item?: Note | undefined }[]>): Promise<Note[]> => {
  const found: Note[] = [];
  for await (const page of steps) found.push(...page.flatMap(({ item }) => item ?? []));
  return found;
};
const start = { from: undefined, size: 100 };
const later = (ctx: Context): Context => ({ ...ctx, requestId: `${ctx.requestId}-later` });

test('an item has the keys of the indexes that it is in, the company before each, and of no other', async () => {
  const ctx = aContext();
  const { items } = await watchTable(async () => {
    const { initiativeId } = await made(ctx, { owner: 'Ada' });
    await change(later(ctx), notes, initiativeId, 'edit', (before) => ({ ...before, owner: undefined }));
  });
  const stored = items.filter(({ revision }) => revision !== undefined);
  expect(stored).toMatchObject([
    { pk: `c#${ctx.companyId}#note`, g2pk: `c#${ctx.companyId}#note#Ada`, __edb_e__: 'initiative' },
    { pk: `c#${ctx.companyId}#note`, revision: 2 },
  ]);
  expect(stored[1]).not.toHaveProperty('g2pk');
  expect(stored[1]).not.toHaveProperty('g2sk');
});

test('a finding of our own leaves the version that people have seen good', async () => {
  const ctx = aContext();
  const { initiativeId } = await made(ctx, {});
  await change(later(ctx), notes, initiativeId, 'find', (before) => ({ ...before, found: 'x' }), { silent: true });
  const edited = await change(later(later(ctx)), notes, initiativeId, 'edit', (before) => ({ ...before, name: 'b' }), {
    ifMatch: 1,
  });
  expect(edited).toMatchObject({ version: 2, found: 'x', name: 'b' });
  expect(await notes.find(ctx, initiativeId)).toMatchObject({ version: 2, revision: 3 });
});

test('of many changes at once each that is acknowledged is made, and no other', async () => {
  const ctx = aContext();
  const { initiativeId } = await made(ctx, { name: '' });
  const asked = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) =>
      change({ ...ctx, requestId: `r-${index}` }, notes, initiativeId, 'edit', (before) => ({
        ...before,
        name: `${before.name}x`,
      })),
    ),
  );
  // Where the table is slow, some get 503 in the end.
  const done = asked.filter(({ status }) => status === 'fulfilled').length;
  expect(done).toBeGreaterThan(0);
  expect(await notes.find(ctx, initiativeId)).toMatchObject({ name: 'x'.repeat(done), revision: done + 1 });
});

test.each([
  ['PutItemCommand', ''],
  ['TransactWriteItemsCommand', 'word'],
])('a %s whose reply was lost is recognised as made, new record and change alike', async (command, name) => {
  const ctx = aContext();
  await made(ctx, {});
  const losing = async <T>(work: () => Promise<T>): Promise<T> => {
    let lost = 0;
    const stop = playFault('commitThenThrow', (one) => one === command && ++lost < 3);
    return work().finally(stop);
  };
  const { initiativeId } = await losing(() => made(later(ctx), { name }));
  const edited = await losing(() =>
    change(later(ctx), notes, initiativeId, 'edit', (before) => ({ ...before, name: `${before.name}x` })),
  );
  expect(edited).toMatchObject({ version: 2, name: `${name}x` });
  expect(await notes.find(ctx, initiativeId)).toMatchObject({ version: 2, revision: 2, name: `${name}x` });
});

test('a record is found under every name of 200 characters that it ever had, while it has it', async () => {
  const ctx = aContext();
  const [first, second] = [0x4e00, 0x5e00].map((from) =>
    Array.from({ length: 100 }, (_, index) => String.fromCodePoint(from + index)).join(' '),
  );
  const { initiativeId } = await made(ctx, { name: first ?? '' });
  await change(later(ctx), notes, initiativeId, 'edit', (before) => ({ ...before, name: second ?? '' }));
  expect(await all(notes.found(ctx, '\u5e00', start))).toMatchObject([{ initiativeId }]);
  expect(await all(notes.found(ctx, '\u4e00', start))).toEqual([]);
});

test('under a word that very many records hold, the records themselves are looked through', async () => {
  const ctx = aContext();
  const others = Array.from({ length: 501 }, () => newId('initiative'));
  const each = (words: readonly string[]) => new Map(others.map((id) => [id, new Set(words)]));
  await refreshPostings(ctx, 'initiative', each([]), () => Promise.resolve(each(['common'])));
  const note = await made(ctx, { name: 'common' });
  expect(await all(notes.found(ctx, 'common', start))).toMatchObject([note]);
  expect(await all(notes.found(ctx, 'common note', start))).toMatchObject([]);
});

test('a deleted record is in no index, under no word, and leaves the table in 30 days', async () => {
  const ctx = aContext();
  const { initiativeId } = await made(ctx, { owner: 'Ada', name: 'word' });
  await remove(later(ctx), notes, initiativeId);
  for (const steps of [notes.all(ctx, start), notes.by(ctx, 'byOwner', { owner: 'Ada' }, start)])
    expect(await all(steps)).toEqual([]);
  expect(await all(notes.found(ctx, 'word', start))).toEqual([]);
  const row = await notes.find(ctx, initiativeId);
  expect(row).toMatchObject({ lastAction: 'delete', expiresAt: Math.floor(ctx.now.getTime() / 1_000) + 30 * 86_400 });
  expect(row).not.toHaveProperty('g2pk');
});

test('a record that is set is made once, however many set it, and goes on counting after it was deleted', async () => {
  const ctx = aContext();
  const initiativeId = newId('initiative');
  const put = (index: number, options = {}) =>
    set(
      { ...ctx, requestId: `r-${index}` },
      notes,
      initiativeId,
      'put',
      () => ({ initiativeId, name: `n${index}` }),
      options,
    );
  await Promise.all(Array.from({ length: 10 }, (_, index) => put(index)));
  expect(await notes.find(ctx, initiativeId)).toMatchObject({ version: 10, revision: 10 });
  await remove(later(ctx), notes, initiativeId);
  await expect(put(11, { ifMatch: 10 })).rejects.toThrow('changed since');
  expect(await put(12, { ifMatch: 0 })).toMatchObject({ version: 12, name: 'n12' });
  expect(await put(12)).toMatchObject({ version: 12 });
});

test('what is put replaces all that a record says, is a new version also where nothing differs, and leaves who made it', async () => {
  const ctx = aContext();
  const { put } = verbsOf(notes);
  const { initiativeId, createdBy } = await made(ctx, { name: 'a', owner: 'Ada' });
  const other = aContext({ companyId: ctx.companyId, userId: 'eve' });
  const first = await put(other, { initiativeId, body: { name: 'b' } });
  expect(first).toMatchObject({ name: 'b', version: 2, createdBy });
  expect(first).not.toHaveProperty('owner');
  const { items } = await watchTable(() => put(later(other), { initiativeId, body: { name: 'b' } }));
  expect(items[0]).toMatchObject({ version: 3, revision: 3 });
  expect(items[0]).not.toHaveProperty('g2pk');
  await expect(put(other, { initiativeId, ifMatch: 2, body: { name: 'c' } })).rejects.toMatchObject({
    code: 'version-conflict',
  });
});

test('what is declared beside a record is written with it or not at all, and callers see what is declared shown', async () => {
  const ctx = aContext();
  const row = (name: string) => ({ TableName: tableName(), Item: { pk: `c#${ctx.companyId}#name`, sk: name } });
  const named = defineStore('initiative', Note, {
    id: 'initiativeId',
    key: { pk: () => 'named', sk: ({ initiativeId }) => initiativeId },
    indexes: {},
    order: 'asc',
    shown: ({ name }) => ({ name }),
    beside: (_, { name }) => [{ Put: { ...row(name), ConditionExpression: 'attribute_not_exists(pk)' } }],
  });
  const make = (name: string) => create(ctx, named, { initiativeId: newId('initiative'), name });
  expect(await make('a')).toEqual({ name: 'a' });
  await expect(make('a')).rejects.toMatchObject({ name: 'ConditionFailed', index: 1 });
  await make('b');
  expect(await named.every(ctx)).toEqual([{ name: 'a' }, { name: 'b' }]);
});

test('a record is kept as long as its kind says; from then on it is unseen, though TTL has not removed it yet', async () => {
  const ctx = aContext();
  const kept = defineStore('initiative', Note, {
    id: 'initiativeId',
    key: { pk: () => 'kept', sk: ({ initiativeId }) => initiativeId },
    indexes: {},
    retention: ({ createdAt }) => new Date(Date.parse(createdAt) + 86_400_000),
  });
  const { result, items } = await watchTable(() =>
    create(ctx, kept, { initiativeId: newId('initiative'), name: 'note' }),
  );
  const day = { ...ctx, now: new Date(ctx.now.getTime() + 86_400_000 - 1) };
  const next = { ...ctx, now: new Date(ctx.now.getTime() + 86_400_000 + 1_000) };
  expect(items.at(-1)).toMatchObject({ expiresAt: Math.ceil((ctx.now.getTime() + 86_400_000) / 1_000) });
  const { get } = verbsOf(kept);
  expect(await get(day, result)).toEqual(result);
  await expect(get(next, result)).rejects.toMatchObject({ code: 'not-found' });
  expect(await all(kept.all(day, start))).toHaveLength(1);
  expect(await all(kept.all(next, start))).toEqual([]);
});

test('a kind whose records have a field of the machinery is refused: TTL would read what callers say', async () => {
  const Ending = record('Ending', { initiativeId: idSchema('initiative'), expiresAt: z.string() });
  const endings = defineStore('ending', Ending, {
    id: 'initiativeId',
    key: { pk: () => 'ending', sk: ({ initiativeId }) => initiativeId },
    indexes: {},
  });
  await expect(endings.find(aContext(), newId('initiative'))).rejects.toThrow('expiresAt');
});
