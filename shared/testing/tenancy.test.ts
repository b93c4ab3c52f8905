import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { Problem } from '../http/problem.ts';
import { serve } from '../http/serve.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { baseClient, companyPrefix, dbFor, tableName } from '../kernel/table.ts';
import { expectNothingForeign, expectOneCompany } from './tenancy.ts';

const Note = z.object({ noteId: z.string(), text: z.string() });
type Note = z.infer<typeof Note>;
const params = z.object({ noteId: z.string().regex(/^ev_[0-9a-z]{26}$/) });
const shared = { method: 'GET', summary: 'Read', permission: 'feedback:read' } as const;
const contract = defineRoutes('note', {
  get: { ...shared, path: '/notes/{noteId}', params, reply: { 200: Note }, problems: ['conflict'] },
  list: { ...shared, path: '/notes', reply: { 200: z.object({ items: z.array(Note) }) } },
  open: { ...shared, path: '/n/{noteId}', permission: 'public', params, reply: { 200: Note } },
});
const { get, list, open } = contract.routes;

/** What all companies stored: a table without tenancy. */
const notes: (Note & { companyId: string })[] = [];
const store = async (companyId: string, text: string): Promise<Note> => {
  const note = { noteId: newId('event'), text };
  const Item = { pk: `${companyPrefix(companyId)}note`, sk: note.noteId, ...note };
  await dbFor(companyId).send(new PutCommand({ TableName: tableName(), Item }));
  notes.push({ ...note, companyId });
  return note;
};
const prepare = async (companyId: string) => {
  const { noteId } = await store(companyId, 'Our prices rise in May.');
  return { params: { noteId } };
};
const find = (noteId: string): (Note & { companyId: string }) | undefined => notes.find((one) => one.noteId === noteId);
const missing = (): never => {
  throw new Problem('not-found');
};

type Read = (ctx: Context, note: ReturnType<typeof find>) => unknown;
const handlerOf = (read: Read, all: (ctx: Context) => Note[] = () => []) =>
  serve(contract, {
    get: async (ctx, { params: { noteId } }) => (await read(ctx, find(noteId))) as Note,
    open: async (ctx, { params: { noteId } }) => (await read(ctx, find(noteId))) as Note,
    list: (ctx) => ({ items: all(ctx) }),
  });
const own: Read = ({ companyId }, note) => (note?.companyId === companyId ? note : missing());
const expectGet = (read: Read) => expectNothingForeign(handlerOf(read), get, prepare);
const expectList = (all: (ctx: Context) => Note[]) =>
  expectNothingForeign(handlerOf(own, all), list, async (companyId) => {
    await prepare(companyId);
    return {};
  });
const expectOpen = (read: Read) => expectOneCompany(handlerOf(read), open, prepare);

describe('the tenancy test of a route', () => {
  test('passes where every company reads its own', async () => {
    await expectGet(own);
    await expectList(({ companyId }) => notes.filter((note) => note.companyId === companyId));
  });

  test.each<[string, Read]>([
    ['is served with 200', (_, note) => note ?? missing()],
    [
      'is served without the company’s name',
      (_, note) => (note ? { noteId: note.noteId, text: note.text } : missing()),
    ],
    ['is served without its id', (_, note) => (note ? { noteId: '', text: note.text } : missing())],
    [
      'is refused otherwise than one that does not exist',
      (ctx, note) => {
        if (note && note.companyId !== ctx.companyId) throw new Problem('conflict');
        return own(ctx, note);
      },
    ],
    [
      'is refused in other words than one that does not exist',
      (ctx, note) => {
        if (note && note.companyId !== ctx.companyId) throw new Problem('not-found', 'Not yours.');
        return own(ctx, note);
      },
    ],
    [
      'is written past the guard',
      async (ctx, note) => {
        if (note) {
          const Item = { pk: `${companyPrefix(note.companyId)}note`, sk: 'x' };
          await baseClient().send(new PutCommand({ TableName: tableName(), Item }));
        }
        return own(ctx, note);
      },
    ],
  ])('fails where a record of another company %s', async (_, read) => {
    await expect(expectGet(read)).rejects.toThrow('expected');
  });

  test('fails where a list holds a record of another company', async () => {
    await expect(expectList(() => notes)).rejects.toThrow('expected');
    await expect(expectList(() => notes.map(({ text }) => ({ noteId: '', text })))).rejects.toThrow('expected');
  });
});

describe('the tenancy test of a public route', () => {
  test('passes where a key leads to the record it was made for', async () => {
    await expectOpen((_, note) => note ?? missing());
  });

  test.each<[string, Read]>([
    [
      'a key leads to the record of another company, too',
      (_, note) => (note ? { ...note, text: notes.at(-1)?.noteId } : missing()),
    ],
    ['a key that was never issued is taken', () => ({ noteId: '', text: '' })],
    [
      'a key reaches the table of another company',
      async (_, note) => {
        const Item = { pk: `${companyPrefix('another')}note`, sk: 'x' };
        await baseClient().send(new PutCommand({ TableName: tableName(), Item }));
        return note ?? missing();
      },
    ],
  ])('fails where %s', async (_, read) => {
    await expect(expectOpen(read)).rejects.toThrow('expected');
  });
});
