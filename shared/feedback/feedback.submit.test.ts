import { describe, expect, test } from 'vitest';
import { companies } from '../kernel/companies.ts';
import { monthsOf } from '../company/months.ts';
import { idempotencyOf } from '../kernel/idempotency.ts';
import { idTime, newId } from '../kernel/ids.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { logged } from '../testing/logged.ts';
import { unitsOf } from '../testing/units.ts';
import { submitMany } from './feedback.bulk.ts';
import { count, list } from './feedback.list.ts';
import { get, remove } from './feedback.ts';
import { submit } from './feedback.submit.ts';
import { again, aSubmission, given, stored } from './testing/given.ts';

const failsWith = (code: string) => expect.objectContaining({ code });
const keyed = (ctx: Context): Context => ({
  ...again(ctx),
  idempotency: idempotencyOf(ctx, 'POST /bulk', 'key-1', 'body'),
});
const howMany = async (ctx: Context) => (await count(ctx, {})).count;

describe('submitting', () => {
  test('stores what was said under an id that carries when', async () => {
    const ctx = aContext({ userId: 'ada' });
    const { feedback, created } = await submit(ctx, aSubmission({ occurredAt: '2024-02-29T23:30:00+01:00' }));
    expect(created).toBe(true);
    expect(feedback).toMatchObject({
      version: 1,
      occurredAt: '2024-02-29T22:30:00.000Z',
      createdBy: { id: 'ada' },
    });
    expect(idTime(feedback.feedbackId).toISOString()).toBe(feedback.occurredAt);
    expect(await get(ctx, feedback)).toEqual(feedback);
    expect(await monthsOf(ctx)).toEqual(['2024-02']);
    expect(await companies()).toContain(ctx.companyId);
  });

  test('waits for analysis only where there is text', async () => {
    const ctx = aContext();
    expect((await given(ctx)).analysis).toEqual({ status: 'pending' });
    const silent = await given(ctx, { subject: undefined, comments: '  \n', context: undefined });
    expect(silent.analysis).toEqual({ status: 'skipped', reason: 'no-text' });
    expect(await stored(ctx, silent.feedbackId)).toMatchObject({ analysisStatus: 'skipped' });
  });

  test('takes clocks that are five minutes ahead, not more', async () => {
    const ctx = aContext();
    const ahead = (seconds: number) => new Date(ctx.now.getTime() + seconds * 1_000).toISOString();
    for (const field of ['occurredAt', 'sourceUpdatedAt'] as const) {
      await given(ctx, { [field]: ahead(300) });
      await expect(given(ctx, { [field]: ahead(301) })).rejects.toMatchObject({
        code: 'validation-failed',
        errors: [{ pointer: `#/${field}` }],
      });
      const { results } = await submitMany(ctx, { items: [aSubmission({ [field]: ahead(301) })] });
      expect(results).toMatchObject([{ status: 400, problem: { errors: [{ pointer: `#/items/0/${field}` }] } }]);
    }
  });

  test('costs one write unit per KB and one per index: 3 with a customer and an agent, 1 for a comment alone', async () => {
    const ctx = aContext();
    await given(ctx);
    const rating = {
      source: 'in_app' as const,
      customerId: 'customer-4711',
      scores: [{ metric: 'csat' as const, value: 4, scaleMin: 1, scaleMax: 5 }],
      comments: 'Quick answer, friendly agent.',
      category: 'billing',
      snapshot: { agentId: 'agent-7' },
    };
    const rich = await unitsOf(() => submit(again(ctx), rating));
    const plain = await unitsOf(() => submit(again(ctx), { source: 'api', comments: 'Fine.' }));
    expect(rich.units.total).toBe(3);
    expect(plain.units.total).toBe(1);
  });

  test('whose reply is lost inside the SDK makes one record', async () => {
    const ctx = aContext();
    await given(ctx);
    let puts = 0;
    const stop = playFault('commitThenThrow', (name) => name === 'PutItemCommand' && ++puts === 1);
    try {
      expect(await submit(again(ctx), aSubmission())).toMatchObject({ created: true });
    } finally {
      stop();
    }
    expect(puts).toBe(2);
    expect(await howMany(ctx)).toBe(2);
  });
});

describe('an external id', () => {
  test('given twice, also at the same moment, is one record', async () => {
    const ctx = aContext();
    const sent = aSubmission({ externalId: 'Z-1' });
    const both = await Promise.all([1, 2, 3].map(() => submit(again(ctx), sent)));
    expect(new Set(both.map(({ feedback }) => feedback.feedbackId)).size).toBe(1);
    expect(both.filter(({ created }) => created)).toHaveLength(1);
    expect(await howMany(ctx)).toBe(1);
    expect(await submit(again(ctx), sent)).toMatchObject({ created: false, feedback: { version: 1 } });
  });

  test('in another letter case, of another source, or of another company is another record', async () => {
    const ctx = aContext();
    await submit(again(ctx), aSubmission({ externalId: 'Z-1' }));
    expect(await submit(again(ctx), aSubmission({ externalId: 'z-1' }))).toMatchObject({ created: true });
    expect(await submit(again(ctx), aSubmission({ externalId: 'Z-1', source: 'email' }))).toMatchObject({
      created: true,
    });
    expect(await submit(aContext(), aSubmission({ externalId: 'Z-1' }))).toMatchObject({ created: true });
  });

  test('brings newer facts, and never older ones', async () => {
    const ctx = aContext();
    const at = (minute: number) => `2026-11-01T10:0${minute}:00.000Z`;
    const send = (minute: number, category: string) =>
      submit(again(ctx), aSubmission({ externalId: 'Z-1', sourceUpdatedAt: at(minute), category }));
    await send(2, 'second');
    expect(await send(1, 'first')).toMatchObject({ feedback: { category: 'second', version: 1 } });
    expect(await send(3, 'third')).toMatchObject({
      feedback: { category: 'third', version: 2, sourceUpdatedAt: at(3) },
    });
  });

  test('cannot move to another time', async () => {
    const ctx = aContext();
    await given(ctx, { externalId: 'Z-1', occurredAt: '2026-11-01T10:00:00.000Z' });
    await expect(given(ctx, { externalId: 'Z-1', occurredAt: '2026-11-01T10:00:00.001Z' })).rejects.toEqual(
      failsWith('conflict'),
    );
    await given(ctx, { externalId: 'Z-1', occurredAt: '2026-11-01T11:00:00+01:00' });
  });

  test('of a deleted record is refused until it is restored or gone', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx, { externalId: 'Z-1' });
    await remove(again(ctx), { feedbackId });
    await expect(given(ctx, { externalId: 'Z-1' })).rejects.toEqual(failsWith('conflict'));
  });
});

describe('a bulk', () => {
  test('judges each item for itself and tells what became of it', async () => {
    const ctx = aContext();
    const { results } = await submitMany(ctx, {
      items: [
        aSubmission(),
        { source: 'nowhere', comments: 7 },
        'text',
        aSubmission({ externalId: 'A' }),
        aSubmission({ externalId: 'A', theme: 'later' }),
      ],
    });
    expect(results.map(({ index, status }) => [index, status])).toEqual([
      [0, 201],
      [1, 400],
      [2, 400],
      [3, 201],
      [4, 200],
    ]);
    expect(results[1]?.problem?.errors).toMatchObject([
      { pointer: '#/items/1/source' },
      { pointer: '#/items/1/comments' },
    ]);
    expect(await howMany(ctx)).toBe(2);
    expect(results[4]?.feedbackId).toBe(results[3]?.feedbackId);
    expect(await get(ctx, { feedbackId: results[4]?.feedbackId ?? newId('feedback') })).toMatchObject({
      theme: 'later',
    });
  });

  test('shares a ledger page among 50 records', async () => {
    const ctx = aContext();
    const { results } = await submitMany(ctx, {
      items: Array.from({ length: 120 }, () => ({ source: 'api', comments: 'Fine.' })),
    });
    const records = await Promise.all(results.map(({ feedbackId = newId('feedback') }) => stored(ctx, feedbackId)));
    const sizes = [...Map.groupBy(records, ({ ledgerPage }) => ledgerPage).values()].map((page) => page.length);
    expect(sizes.toSorted((one, other) => other - one)).toEqual([50, 50, 20]);
  });

  test('whose first try died half-way is completed by its retry, without a duplicate', async () => {
    const ctx = aContext();
    // Half without a time of their own: they must get the first try's.
    const items = Array.from({ length: 40 }, (_, index) => ({
      source: 'api',
      comments: `Number ${index}`,
      ...(index % 2 === 0 && { occurredAt: '2026-11-01T10:00:00.000Z' }),
      ...(index % 5 === 0 && { externalId: `x-${index}` }),
    }));
    let calls = 0;
    const stop = playFault('throttle', (name) => name === 'PutItemCommand' && ++calls > 12);
    await expect(submitMany(keyed(ctx), { items })).rejects.toMatchObject({ name: 'ThrottlingException' });
    stop();
    const first = await howMany(ctx);
    expect(first).toBeLessThan(40);
    const later = { ...keyed(ctx), now: new Date(ctx.now.getTime() + 90_000) };
    const { results } = await submitMany(later, { items });
    expect(results.every(({ status }) => status === 201)).toBe(true);
    expect(await howMany(ctx)).toBe(40);
    expect(await submitMany(keyed(ctx), { items })).toEqual({ results });
    expect(await howMany(ctx)).toBe(40);
  });

  test('without a key tells which items to send again', async () => {
    const ctx = aContext();
    await given(ctx);
    let calls = 0;
    const stop = playFault('throttle', (name) => name === 'PutItemCommand' && ++calls > 3);
    const { results } = await submitMany(again(ctx), { items: Array.from({ length: 8 }, () => aSubmission()) });
    stop();
    const failed = results.filter(({ status }) => status === 503);
    expect(failed.length).toBeGreaterThan(0);
    expect(await howMany(ctx)).toBe(1 + results.length - failed.length);
  });

  test('tells a defect from a throttled table, spoils no other item by it, and logs it', async () => {
    const ctx = aContext();
    const broken = async (command: Parameters<Context['db']['send']>[0]) => {
      if (JSON.stringify(command.input).includes('broken')) throw new TypeError('ada@example.com is not a function');
      return ctx.db.send(command);
    };
    const items = [aSubmission(), aSubmission({ theme: 'broken' })];
    const lines = await logged(async () => {
      const { results } = await submitMany({ ...ctx, db: { send: broken } as Context['db'] }, { items });
      expect(results).toMatchObject([{ status: 201 }, { status: 500, problem: { type: '/problems/internal' } }]);
    });
    expect(lines).toMatchObject([{ level: 'ERROR', name: 'TypeError', frames: expect.any(Array) }]);
    expect(JSON.stringify(lines)).not.toContain('ada');
  });
});

test('the newest record comes first, whenever it was sent', async () => {
  const ctx = aContext();
  for (const day of ['02', '01', '03']) await given(ctx, { occurredAt: `2026-10-${day}T00:00:00.000Z` });
  const { items } = await list(ctx, { limit: 10 });
  expect(items.map(({ occurredAt }) => occurredAt.slice(8, 10))).toEqual(['03', '02', '01']);
});
