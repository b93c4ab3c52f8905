import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import type { Db } from '../kernel/table.ts';
import { count as countInNumbers } from '../metrics/testing/changes.ts';
import { aContext } from '../testing/context.ts';
import { unitsOf } from '../testing/units.ts';
import { submitMany } from './feedback.bulk.ts';
import { count } from './feedback.count.ts';
import { count as countRecords } from './feedback.list.ts';
import { FeedbackFilter } from './feedback.requests.schema.ts';
import { exclude, remove } from './feedback.ts';
import { months, walk } from './feedback.walk.ts';
import { again, aSubmission } from './testing/given.ts';

/** Records of four months, some excluded and some deleted, counted as the stream reader would. */
async function givenCounted(ctx: Context): Promise<void> {
  const pick = <T>(values: readonly T[], index: number): T | undefined => values[index % values.length];
  const items = Array.from({ length: 120 }, (_, index) =>
    aSubmission({
      source: pick(['api', 'survey', 'support_ticket'] as const, index) ?? 'api',
      type: pick(['complaint', 'praise', undefined] as const, index),
      category: pick(['billing', 'a/b', undefined], index),
      subcategory: index % 3 === 2 ? undefined : pick(['c', 'b/c', undefined, 'x~y'], index),
      theme: pick(['late', undefined], index),
      templateId: pick(['t-1', undefined, 't-2'], index),
      snapshot: { agentId: pick(['agent-1', 'agent-2'], index), teamId: 'team-1', segment: 'smb', tier: 'gold' },
      occurredAt: `2026-${pick(['05', '06', '08', '09'], index)}-${pick(['01', '15', '28', '31'].slice(0, 3), index)}T12:00:00.000Z`,
    }),
  );
  const { results } = await submitMany(ctx, { items });
  const ids = results.flatMap(({ feedbackId }) => feedbackId ?? []);
  for (const feedbackId of ids.filter((_, index) => index % 10 === 3))
    await exclude(again(ctx), { feedbackId, reason: reasonOf(feedbackId) });
  for (const feedbackId of ids.filter((_, index) => index % 10 === 7)) await remove(again(ctx), { feedbackId });
  for (const month of await months(ctx)) for await (const page of walk(ctx, month)) await countInNumbers(ctx, page);
}
const reasonOf = (id: string) => (id.charCodeAt(20) % 2 === 0 ? ('spam' as const) : ('duplicate' as const));

const dimensions: object[] = [
  {},
  { source: 'survey' },
  { type: 'praise' },
  { category: 'a/b' },
  { category: 'a/b', subcategory: 'c' },
  { category: 'billing', subcategory: 'b/c' },
  { theme: 'late' },
  { templateId: 't-2' },
  { agentId: 'agent-2' },
  { teamId: 'team-1' },
  { segment: 'smb' },
  { tier: 'gold' },
  { tier: 'no such tier' },
];
const spans: object[] = [
  {},
  { from: '2026-06-01' },
  { to: '2026-08-15' },
  { from: '2026-05-15', to: '2026-08-28' },
  { from: '2026-06-15', to: '2026-06-15' },
  { from: '2027-01-01' },
  { from: '1990-01-01', to: '2025-12-31' },
];

test('under a dimension, whole days and `excluded` the counters say exactly what the records do, and no record is read', async () => {
  const ctx = aContext();
  await givenCounted(ctx);
  let all = 0;
  const whether = [{}, { excluded: 'true' }, { excluded: 'false' }];
  for (const [row, dimension] of dimensions.entries()) {
    for (const [column, span] of spans.entries()) {
      const filter = FeedbackFilter.parse({ ...dimension, ...span, ...whether[(row + column) % whether.length] });
      const { count: expected } = await countRecords(ctx, filter);
      const { result, units } = await unitsOf(() => count(ctx, filter));
      expect({ ...result, filter }).toEqual({ filter, count: expected, atLeast: false, nextCursor: null });
      // 108 records are some 40 units; what is read here are a few counter rows and the list of months.
      expect(units.read).toBeLessThan(12);
      all += expected;
    }
  }
  expect(all).toBeGreaterThan(300);
}, 120_000);

test('a filter that is no dimension, two dimensions, or a part of a day are counted from the records', async () => {
  const ctx = aContext();
  // Nothing has been counted yet: what is found comes from the records.
  await submitMany(ctx, { items: [aSubmission({ occurredAt: '2026-06-01T12:00:00.000Z' })] });
  const found = async (filter: object) => (await count(ctx, FeedbackFilter.parse(filter))).count;
  expect(await found({ tag: 'invoice' })).toBe(1);
  expect(await found({ source: 'support_ticket', category: 'billing' })).toBe(1);
  expect(await found({ from: '2026-06-01T11:00:00.000Z' })).toBe(1);
  expect(await found({ source: 'support_ticket' })).toBe(0);
  await expect(found({ from: '2026-06-02', to: '2026-06-01' })).rejects.toMatchObject({ code: 'validation-failed' });
});

test('an agent counts their own and nobody else’s', async () => {
  const ctx = aContext();
  await givenCounted(ctx);
  const agent = aContext({ companyId: ctx.companyId, role: 'agent', userId: 'agent-1' });
  const own = (await count(ctx, { agentId: 'agent-1' })).count;
  expect(own).toBeGreaterThan(0);
  expect(await count(agent, {})).toEqual({ count: own, atLeast: false, nextCursor: null });
  expect((await count(agent, { agentId: 'agent-2' })).count).toBe(0);
  const praise = FeedbackFilter.parse({ type: 'praise' });
  expect((await count(agent, praise)).count).toBe((await countRecords(agent, praise)).count);
});

test('what cannot be counted within three seconds is counted so far, says so, and adds up over its cursor', async () => {
  const ctx = aContext();
  const items = Array.from({ length: 9 }, (_, month) =>
    aSubmission({ occurredAt: `2025-0${month + 1}-10T12:00:00.000Z`, tags: ['slow'] }),
  );
  await submitMany(ctx, { items });
  const send = async (...input: Parameters<Db['send']>) => {
    await sleep(500);
    return ctx.db.send(...input);
  };
  const slow: Context = {
    ...ctx,
    db: { send: send as Db['send'] },
    now: new Date('2025-09-20T00:00:00.000Z'),
    deadline: new Date(Date.now() + 60_000),
  };
  const started = Date.now();
  const first = await count(slow, { tag: 'slow' });
  expect(Date.now() - started).toBeLessThan(4_500);
  expect(first.atLeast).toBe(true);
  expect(first.count).toBeGreaterThan(0);
  expect(first.count).toBeLessThan(9);
  const rest = await count({ ...ctx, now: slow.now }, { tag: 'slow', cursor: first.nextCursor ?? '' });
  expect(rest).toEqual({ count: 9 - first.count, atLeast: false, nextCursor: null });
});
