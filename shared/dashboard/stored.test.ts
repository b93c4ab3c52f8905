import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { deflated } from '../kernel/deflated.ts';
import { tableName } from '../kernel/table.ts';
import { count, nps, type Revised } from '../metrics/testing/changes.ts';
import { aContext } from '../testing/context.ts';
import { useQueues } from '../testing/queues.ts';
import { oneOf, randomOf } from '../testing/random.ts';
import { unitsOf } from '../testing/units.ts';
import { agent, executive, manager } from './dashboard.ts';
import { executivePage, type ExecutiveParts } from './pages.ts';
import { pairsOf } from './periods.ts';
import { rangeOfPreset } from './preset.ts';
import { reconcileDashboards, refreshWatched } from './refresh.ts';
import { noteCounted } from './revision.ts';
import { read, storedCounters } from './stored.ts';
import { countedRows } from './testing/many.ts';

const queues = useQueues();
const zone = { timeZone: 'UTC', dayBoundary: '00:00' };
const request = { headers: {} } as never;
/** The same caller some seconds later; changes so far have settled. */
const later = (ctx: Context, seconds: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + seconds * 1_000),
});
const settled = () => {
  const now = new Date(Date.now() + 60_000);
  // What is looked at an hour later is of the same day, whenever the tests run.
  if (now.getUTCHours() >= 22) now.setUTCHours(24 + 2);
  return aContext({ now });
};

const pageAt = (now: Date) => {
  const today = now.toISOString().slice(0, 10);
  const range = rangeOfPreset('28d', today);
  return executivePage({ range, pairs: pairsOf(range, today), today, preset: '28d' }, zone);
};
const stored = (ctx: Context) => storedCounters<ExecutiveParts>(ctx, pageAt(ctx.now));
const inline = (ctx: Context) => read<ExecutiveParts>(ctx, pageAt(ctx.now));
/** What is stored, but for when it was read. */
const bytesOf = ({ asOf: _asOf, ...values }: ExecutiveParts & { asOf?: string }): string => JSON.stringify(values);

const record = (ctx: Context, index: number, value: number, more: Partial<Revised> = {}): Revised => ({
  ...nps(index, value),
  occurredAt: `${ctx.now.toISOString().slice(0, 10)}T00:00:00.000Z`,
  ...more,
});

describe('a stored dashboard', () => {
  test('of executives, 90 days, at 10², 10⁴, 10⁵ records: equal units ≤ 4; of managers ≤ 6, of an agent ≤ 4 beside quotes', async () => {
    const pages = { executive, manager, agent };
    const most = { executive: 4, manager: 6, agent: 4 };
    // The quotes of a gap are the newest of some months: a list each.
    const ofQuotes = (body: unknown) => 2 * ((body as { gaps?: unknown[] }).gaps?.length ?? 0);
    const costs: Record<keyof typeof pages, number[]> = { executive: [], manager: [], agent: [] };
    for (const [many, times] of [
      [100, 1],
      [5_000, 2],
      [5_000, 20],
    ] as const) {
      const ctx = settled();
      await countedRows(ctx, many, times);
      for (const name of ['executive', 'manager', 'agent'] as const) {
        const query = { preset: '90d', ...(name === 'agent' && { agentId: 'agent-3' }) };
        const look = (): Promise<{ body?: unknown }> => pages[name](ctx, { query, request } as never);
        const first = await unitsOf(look);
        const again = await unitsOf(look);
        expect(again.units.write).toBe(0);
        expect(again.result.body).toEqual(first.result.body);
        const units = again.units.read - ofQuotes(again.result.body);
        expect(units).toBeLessThanOrEqual(most[name]);
        if (name === 'executive')
          expect((again.result.body as { volume: { figure: { n: number } } }).volume.figure.n).toBeGreaterThan(10);
        costs[name].push(units);
      }
    }
    for (const [few = 0, many = 0, all = 0] of [costs.executive, costs.manager]) {
      // Larger numbers have more digits, and that is all that they cost.
      expect(Math.abs(all - many)).toBeLessThanOrEqual(0.5);
      // 100 records are not of every day, agent and category: their rows are shorter.
      expect(many - few).toBeLessThanOrEqual(1.5);
    }
  }, 600_000);

  test('of an agent is made anew by whoever looks at it next, and by no worker', async () => {
    const ctx = settled();
    const look = async (own: Context) => {
      const answer = await agent(own, { query: { preset: '28d', agentId: 'ann' }, request } as never);
      return (answer.body as { me: { figures: { figure: { n: number } }[] } }).me.figures[2]?.figure.n;
    };
    const said = (index: number) => count(ctx, [record(ctx, index, 9, { snapshot: { agentId: 'ann' } })]);
    await said(1);
    await noteCounted(ctx);
    expect(await look(ctx)).toBe(1);
    await said(2);
    await noteCounted(ctx);
    expect(await look(later(ctx, 19))).toBe(1);
    const { units } = await unitsOf(() => refreshWatched(later(ctx, 20)));
    expect(units.write).toBe(0);
    expect(await look(later(ctx, 21))).toBe(2);
  });

  test('after 1 000 random changes, duplicates and a worker killed midway: cached = inline, byte for byte', async () => {
    const random = randomOf(3);
    let ctx = settled();
    const current = new Map<number, Revised>();
    await stored(ctx);
    for (let round = 0; round < 50; round++) {
      const changed = Array.from({ length: 20 }, () => {
        const index = Math.floor(random() * 120);
        const { revision = 0 } = current.get(index) ?? {};
        const one = record(ctx, index, Math.floor(random() * 11), {
          revision: revision + 1,
          snapshot: { channel: oneOf(random, ['chat', 'phone']), agentId: oneOf(random, ['ann', 'bob']) },
          ...(random() < 0.2 && { excluded: { reason: 'spam' } }),
        });
        current.set(index, one);
        return one;
      });
      await count(ctx, changed);
      await noteCounted(ctx);
      // Delivered twice, and late.
      if (random() < 0.5) await count(ctx, changed.slice(0, 7));
      if (random() < 0.5) await noteCounted(ctx);
      ctx = later(ctx, 16);
      const chance = random();
      if (chance < 0.3) await Promise.all([refreshWatched(ctx), refreshWatched(later(ctx, -3))]);
      else if (chance < 0.7) await expect(refreshWatched(dying(ctx))).rejects.toThrow('killed');
      // What is up to 20 seconds behind may be shown; what is older never is.
      ctx = later(ctx, 21);
      expect(bytesOf(await stored(ctx))).toBe(bytesOf(await inline(ctx)));
    }
  }, 240_000);

  test('shows a write at the latest 20 s after it: then it is made anew by whoever reads it', async () => {
    const ctx = settled();
    await stored(ctx);
    await count(ctx, [record(ctx, 1, 9)]);
    await noteCounted(ctx);
    const volume = async (own: Context) => (await stored(own)).counters.company.days.length;
    expect(await volume(later(ctx, 19))).toBe(0);
    expect(await volume(later(ctx, 21))).toBe(1);
    const { units } = await unitsOf(() => stored(later(ctx, 3_000)));
    expect(units.read).toBeLessThan(4);
  });

  test('of yesterday is none: days that end today are made anew', async () => {
    const ctx = settled();
    const { asOf } = await stored(ctx);
    const tomorrow = later(ctx, 86_400);
    expect((await stored(tomorrow)).asOf).toBe(tomorrow.now.toISOString());
    expect(asOf).toBe(ctx.now.toISOString());
  });

  test('that was read too soon after a change does not stand for it', async () => {
    const ctx = aContext();
    await noteCounted(ctx);
    const soon = { ...ctx, now: new Date() };
    await stored(soon);
    expect((await stored(later(soon, 19))).asOf).toBe(soon.now.toISOString());
    expect((await stored(later(soon, 21))).asOf).not.toBe(soon.now.toISOString());
  });

  test('of a manager is no drift hours later, when only the time has moved', async () => {
    const ctx = aContext({ now: new Date('2026-11-21T06:00:00.000Z') });
    await count(
      ctx,
      Array.from({ length: 40 }, (_, index) =>
        record(ctx, index, 9, {
          category: 'billing',
          snapshot: { agentId: `agent-${index % 2}`, resolutionMinutes: index },
          scores: [{ metric: 'csat', value: 1 + (index % 5), scaleMin: 1, scaleMax: 5 }],
        }),
      ),
    );
    await manager(ctx, { query: { preset: '28d' }, request } as never);
    expect(await reconcileDashboards(later(ctx, 3 * 3_600))).toBe(0);
  });

  test('that somebody has changed by hand is drift, and put right', async () => {
    const ctx = settled();
    await stored(ctx);
    expect(await reconcileDashboards(ctx)).toBe(0);
    await ctx.db.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: { pk: `c#${ctx.companyId}#dsh#executive`, sk: '28d#counters' },
        UpdateExpression: 'SET #data = :data',
        ExpressionAttributeNames: { '#data': 'data' },
        ExpressionAttributeValues: { ':data': deflated({ company: {} }) },
      }),
    );
    expect(await reconcileDashboards(later(ctx, 60))).toBe(1);
    expect(await reconcileDashboards(later(ctx, 120))).toBe(0);
    expect(bytesOf(await stored(later(ctx, 130)))).toBe(bytesOf(await inline(ctx)));
  });
});

describe('counters that move', () => {
  test('ask for nothing where nobody looks, and once a slot where somebody does', async () => {
    const ctx = aContext();
    await noteCounted(ctx);
    expect(queues.take('refresh-dashboard').Records).toEqual([]);
    await stored(ctx);
    await Promise.all([noteCounted(ctx), noteCounted(ctx), noteCounted(ctx)]);
    await noteCounted(ctx);
    const { Records } = queues.take('refresh-dashboard');
    expect(Records.length).toBeGreaterThan(0);
    expect(new Set(Records.map(({ body }) => body))).toEqual(new Set([JSON.stringify({ companyId: ctx.companyId })]));
    await noteCounted(ctx);
  });

  test('cost one write unit a batch, whatever it holds', async () => {
    const ctx = aContext();
    expect((await unitsOf(() => noteCounted(ctx))).units).toMatchObject({ write: 1, read: 0 });
  });

  test('do not have pages made anew that nobody has looked at for a day', async () => {
    const ctx = settled();
    await stored(ctx);
    const { units } = await unitsOf(() => refreshWatched(later(ctx, 86_401)));
    expect(units.write).toBe(0);
  });
});

/** A caller whose process dies when the first row has been stored. */
function dying(ctx: Context): Context {
  let puts = 0;
  const send = (command: { constructor: { name: string } }, ...rest: unknown[]) => {
    if (command.constructor.name === 'PutCommand' && ++puts > 1) return Promise.reject(new Error('killed'));
    return (ctx.db.send as (...args: unknown[]) => Promise<unknown>)(command, ...rest);
  };
  return { ...ctx, db: { send } as never };
}
