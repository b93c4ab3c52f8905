import { beforeAll, expect, test } from 'vitest';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { change } from '../feedback/feedback.change.ts';
import { again } from '../feedback/testing/given.ts';
import { list } from '../feedback/feedback.list.ts';
import { walk } from '../feedback/feedback.walk.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { records } from '../metrics/drill-down.ts';
import type { Figure } from '../metrics/figure.schema.ts';
import { count } from '../metrics/testing/changes.ts';
import { aContext } from '../testing/context.ts';
import { oneOf, randomOf } from '../testing/random.ts';
import { agent, executive, manager } from './dashboard.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const MANY = 5_000;
const PER_REQUEST = 200;
const LATE = 600_000;
/** Answers to an anonymous survey: so few in one category that a number leaves them out, and in another those that give them away. */
const ANONYMOUS = { rare: 3, billing: 9 };

/** Records of a company with and without scores, agents, channels, categories and comments. */
function submissions(seed: number): object[] {
  const random = randomOf(seed);
  const maybe = <T>(value: T): T | undefined => (random() < 0.6 ? value : undefined);
  const score = (metric: string, min: number, max: number) => ({
    metric,
    value: min + Math.floor(random() * (max - min + 1)),
    scaleMin: min,
    scaleMax: max,
  });
  const secret = Object.entries(ANONYMOUS).flatMap(([category, many]) =>
    Array.from({ length: many }, () => ({
      source: 'survey',
      occurredAt: '2026-11-10T00:00:00.000Z',
      templateId: newId('template'),
      category,
      scores: [score('csat', 1, 5)],
    })),
  );
  const known = Array.from({ length: MANY - secret.length }, () => {
    const agentId = maybe(oneOf(random, ['ann', 'bob', 'cid', 'dora']));
    return {
      source: oneOf(random, ['survey', 'chat', 'support_ticket']),
      occurredAt: `2026-11-${String(1 + Math.floor(random() * 20)).padStart(2, '0')}T12:00:00.000Z`,
      comments: maybe('Thank you'),
      category: maybe(oneOf(random, ['billing', 'delivery'])),
      theme: maybe(oneOf(random, ['login', 'refunds'])),
      scores: [score('nps', 0, 10), score('csat', 1, agentId === 'bob' ? 3 : 5), score('ces', 1, 7)].filter(
        () => random() < 0.7,
      ),
      snapshot: {
        ...(agentId !== undefined && { agentId, teamId: agentId === 'ann' ? 'team-1' : 'team-2' }),
        ...(random() < 0.7 && { channel: oneOf(random, ['phone', 'mail']) }),
      },
    };
  });
  return [...secret, ...known];
}

type Listed = { n: number; records: { path: string; query: Record<string, string> } };
type Parts = { breakdown?: Record<string, number>; partRecords?: Record<string, Listed['records']> };

/** Every call of a page that lists records, with how many it must list. */
function callsIn(value: unknown, calls = new Map<string, number>()): Map<string, number> {
  if (typeof value !== 'object' || value === null) return calls;
  const { n, records: call } = value as Partial<Listed>;
  if (call && n !== undefined) calls.set(JSON.stringify(call), n);
  const { breakdown = {}, partRecords = {} } = value as Parts;
  for (const [part, one] of Object.entries(partRecords))
    if (breakdown[part] !== undefined) calls.set(JSON.stringify(one), breakdown[part]);
  for (const inner of Object.values(value)) callsIn(inner, calls);
  return calls;
}

/** A context whose equal reads are made once: the lists of a page read the same records over and over. */
function remembering(ctx: Context): Context {
  const kept = new Map<string, Promise<unknown>>();
  const through = ctx.db.send.bind(ctx.db) as (command: { input: object }, ...rest: unknown[]) => Promise<unknown>;
  const send: typeof through = (command, ...rest) => {
    const key = `${command.constructor.name} ${JSON.stringify(command.input)}`;
    const reply = kept.get(key) ?? through(command, ...rest);
    kept.set(key, reply);
    return reply;
  };
  return { ...ctx, db: { send: send as never } };
}

async function rowsOf(ctx: Context, { path, query }: Listed['records']): Promise<number> {
  const [, name] = /^\/api\/crm\/metrics\/(\w+)\/records$/.exec(path) ?? [];
  let rows = 0;
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { ...query, limit: 1_000, ...(cursor !== undefined && { cursor }) };
    const page =
      name === undefined
        ? await list(ctx, { ...asked, excluded: false } as never)
        : await records(ctx, { ...asked, name } as never);
    rows += page.items.length;
    cursor = page.nextCursor;
  }
  return rows;
}

let ctx: Context;
let results: Awaited<ReturnType<typeof submitMany>>['results'];
beforeAll(async () => {
  ctx = aContext({ now });
  results = [];
  for (let all = submissions(11); all.length > 0; all = all.slice(PER_REQUEST))
    results.push(...(await submitMany(again(ctx), { items: all.slice(0, PER_REQUEST) as never })).results);
  const secret = ANONYMOUS.rare + ANONYMOUS.billing;
  for (const { feedbackId = newId('feedback') } of results.slice(0, secret))
    await change(ctx, feedbackId, 'score', (before) => ({ ...before, templateVersion: 1 }));
  for (const [index, { feedbackId = newId('feedback') }] of results.entries()) {
    if (index >= secret && index % 50 === 0)
      await change(ctx, feedbackId, 'score', (before) => ({
        ...before,
        analysis: { status: 'done', sentiment: 'negative', emotions: ['anger'], urgency: 'high' },
      }));
  }
  await counted();
}, LATE);

async function counted(): Promise<void> {
  for await (const page of walk(ctx, '2026-11')) await count(ctx, page);
}

const request = { headers: {} } as never;
// No preset: always as it is this moment.
const days = { from: '2026-10-25', to: '2026-11-21' };
const executivePage = async () => (await executive(ctx, { query: days, request } as never)).body;

test(
  'For a random company of 5 000 records each figure of each dashboard opens a list with exactly n rows',
  async () => {
    const pages = [
      await executivePage(),
      (await manager(ctx, { query: days, request } as never)).body,
      (await manager(ctx, { query: { ...days, teamId: 'team-2' }, request } as never)).body,
      (await agent(ctx, { query: { ...days, agentId: 'bob' }, request } as never)).body,
    ];
    const calls = callsIn(pages);
    expect(calls.size).toBeGreaterThan(60);
    const once = remembering(ctx);
    for (const [call, n] of calls)
      expect([call, await rowsOf(once, JSON.parse(call) as Listed['records'])]).toEqual([call, n]);

    const { categories } = pages[1] as { categories: { key: string; figure: Figure }[] };
    const figures = new Map(categories.map(({ key, figure }) => [key, figure]));
    expect(figures.get('rare')).toMatchObject({ value: null, records: null, reason: 'floor' });
    expect(figures.get('billing')?.excluded).toMatchObject({ floor: ANONYMOUS.billing });
  },
  LATE,
);

test(
  'A record excluded → value, n and list change together and `excluded` rises by one',
  async () => {
    const volumeOf = (body: unknown) => (body as { volume: { figure: Listed & { excluded: object } } }).volume.figure;
    const was = volumeOf(await executivePage());
    await change(ctx, results.at(-1)?.feedbackId ?? newId('feedback'), 'exclude', (record) => ({
      ...record,
      excluded: { reason: 'spam', by: 'user-1', at: ctx.now.toISOString() },
    }));
    await counted();
    const is = volumeOf(await executivePage());
    expect(was).toMatchObject({ value: MANY, n: MANY, excluded: {} });
    expect(is).toMatchObject({ value: MANY - 1, n: MANY - 1, excluded: { spam: 1 } });
    expect(await rowsOf(ctx, is.records)).toBe(MANY - 1);
  },
  LATE,
);
