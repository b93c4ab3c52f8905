import { describe, expect, test } from 'vitest';
import { putSettings } from '../company/put-settings.ts';
import { PutSettings } from '../company/settings.schema.ts';
import type { Context } from '../kernel/context.ts';
import { commit } from '../kernel/write.ts';
import { aContext } from '../testing/context.ts';
import { settingsChangedElsewhere } from '../testing/other-process.ts';
import { unitsOf } from '../testing/units.ts';
import { count, list } from './feedback.list.ts';
import { exclude, remove } from './feedback.ts';
import { FeedbackFilter } from './feedback.requests.schema.ts';
import type { Feedback } from './feedback.schema.ts';
import { draftOf, itemOf, replaceItem } from './feedback.store.ts';
import { submitMany } from './feedback.bulk.ts';
import { again, aSubmission, given, givenIndexed, stored } from './testing/given.ts';
import { newId } from '../kernel/ids.ts';

/** Everything under a filter, page by page. */
async function all(ctx: Context, filter: object, limit = 3): Promise<Feedback[]> {
  const items: Feedback[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(ctx, { ...FeedbackFilter.parse(filter), limit, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(items.map(({ feedbackId }) => feedbackId)).toEqual(
    items
      .map(({ feedbackId }) => feedbackId)
      .toSorted()
      .toReversed(),
  );
  expect((await count(ctx, FeedbackFilter.parse(filter))).count).toBe(items.length);
  return items;
}
const themes = (items: readonly Feedback[]) => items.map(({ theme }) => theme);

test('every page of every month comes once, newest first, deleted records never', async () => {
  const ctx = aContext();
  const months = ['2023-12', '2024-01', '2025-06', '2026-10'];
  const items = months.flatMap((month) =>
    [1, 2, 3, 4, 5].map((day) =>
      aSubmission({ occurredAt: `${month}-0${day}T10:00:00.000Z`, theme: `${month}-${day}` }),
    ),
  );
  const { results } = await submitMany(ctx, { items });
  await remove(again(ctx), { feedbackId: results[7]?.feedbackId ?? newId('feedback') });
  const expected = items
    .filter((_, index) => index !== 7)
    .map(({ theme }) => theme)
    .toReversed();
  for (const limit of [1, 3, 5, 19, 200]) expect(themes(await all(ctx, {}, limit))).toEqual(expected);
  for (const filter of [
    { agentId: 'agent-7' },
    { ticketId: 'T-1' },
    { email: 'ADA@example.com' },
    { source: 'support_ticket' },
  ]) {
    expect(themes(await all(ctx, filter, 4))).toEqual(expected);
  }
  expect(themes(await all(ctx, { from: '2024-01-02', to: '2025-06-01' }))).toEqual(
    expected.filter((theme) => theme !== undefined && theme >= '2024-01-2' && theme <= '2025-06-1'),
  );
  expect(await all(ctx, { from: '2019-01-01', to: '2019-12-31' })).toEqual([]);
});

describe('a filter', () => {
  const other: Record<string, object> = {
    source: { source: 'chat' },
    type: { type: 'bug' },
    category: { category: 'shipping' },
    theme: { theme: 'other' },
    impact: { impact: 'low' },
    tag: { tags: ['other'] },
    customerId: { customerId: 'c-1' },
    ticketId: { ticketId: 't-1' },
    caseId: { caseId: 'k-1' },
    surveyId: { surveyId: 's-2' },
    templateId: { templateId: 'tpl-2' },
    subcategory: { subcategory: 'other' },
    agentId: { snapshot: { agentId: 'Agent-7' } },
    teamId: { snapshot: { teamId: 'team-2' } },
    segment: { snapshot: { segment: 'other' } },
    tier: { snapshot: { tier: 'free' } },
  };
  const wanted = {
    source: 'support_ticket' as const,
    type: 'complaint' as const,
    category: 'billing',
    theme: 'double charge',
    impact: 'high' as const,
    tags: ['invoice', 'urgent'],
    customerId: 'C-1',
    ticketId: 'T-1',
    caseId: 'K-1',
    surveyId: 's-1',
    templateId: 'tpl-1',
    subcategory: 'double',
    snapshot: { agentId: 'agent-7', teamId: 'team-1', segment: 'smb', tier: 'gold' },
  };
  const asked: Record<string, string> = {
    ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => typeof value === 'string')),
    ...wanted.snapshot,
    tag: 'urgent',
  };
  test.each(Object.keys(other))('by %s lets exactly its records through, letter case included', async (name) => {
    const ctx = aContext();
    const { feedbackId } = await given(ctx, wanted);
    await given(ctx, { ...wanted, ...other[name] });
    expect((await all(ctx, { [name]: asked[name] })).map((item) => item.feedbackId)).toEqual([feedbackId]);
    expect(await all(ctx, asked)).toHaveLength(1);
  });

  test('by what analysis, triage and follow-up say', async () => {
    const ctx = aContext();
    const one = await given(ctx);
    await given(ctx);
    const before = await stored(ctx, one.feedbackId);
    const after = itemOf(ctx, {
      ...draftOf(before),
      revision: 2,
      analysis: { status: 'done', sentiment: 'negative', urgency: 'critical', language: 'de' },
      triage: { status: 'planned' },
      followUp: { required: true, status: 'pending' },
    });
    await commit(ctx, [replaceItem(after, 1)]);
    for (const filter of [
      { sentiment: 'negative' },
      { urgency: 'critical' },
      { language: 'de' },
      { analysis: 'done' },
      { triage: 'planned' },
      { followUp: 'pending' },
    ]) {
      expect((await all(ctx, filter)).map(({ feedbackId }) => feedbackId)).toEqual([one.feedbackId]);
    }
    expect(await all(ctx, { triage: 'new' })).toHaveLength(1);
    await exclude(again(ctx), { feedbackId: one.feedbackId, reason: 'spam' });
    expect((await all(ctx, { excluded: 'true' })).map(({ feedbackId }) => feedbackId)).toEqual([one.feedbackId]);
    expect(await all(ctx, { excluded: 'false' })).toHaveLength(1);
  });

  test('by score looks at one and the same answer', async () => {
    const ctx = aContext();
    await given(ctx, {
      scores: [
        { metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 },
        { metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 },
      ],
    });
    expect(await all(ctx, { scoreMetric: 'nps', scoreMin: '9', scoreMax: '10' })).toHaveLength(1);
    expect(await all(ctx, { scoreMetric: 'csat', scoreMin: '3' })).toHaveLength(0);
    expect(await all(ctx, { scoreMin: '3', scoreMax: '8' })).toHaveLength(0);
    expect(await all(ctx, { scoreMax: '2.5' })).toHaveLength(1);
  });

  test('by day follows the company’s clock', async () => {
    const ctx = aContext();
    await putSettings(ctx, PutSettings.parse({ timeZone: 'America/New_York', dayBoundary: '04:00' }));
    // 03:59 and 04:00 local on the day after clocks went back.
    await given(ctx, { occurredAt: '2025-11-03T08:59:00.000Z', theme: 'before' });
    await given(ctx, { occurredAt: '2025-11-03T09:00:00.000Z', theme: 'after' });
    expect(themes(await all(ctx, { from: '2025-11-02', to: '2025-11-02' }))).toEqual(['before']);
    expect(themes(await all(ctx, { from: '2025-11-03' }))).toEqual(['after']);
    expect(themes(await all(ctx, { to: '2025-11-03T09:00:00Z' }))).toEqual(['before']);
  });

  test('by day follows it from the moment that another process has set it', async () => {
    const ctx = aContext();
    await given(ctx, { occurredAt: '2025-11-03T20:00:00.000Z', theme: 'evening' });
    expect(await all(ctx, { from: '2025-11-03', to: '2025-11-03' })).toHaveLength(1);
    await settingsChangedElsewhere(ctx, { timeZone: 'Asia/Tokyo' });
    expect(await all(ctx, { from: '2025-11-03', to: '2025-11-03' })).toHaveLength(0);
    expect(await all(ctx, { from: '2025-11-04', to: '2025-11-04' })).toHaveLength(1);
  });

  test('whose end lies before its beginning is refused', async () => {
    await expect(list(aContext(), { from: '2026-11-02', to: '2026-11-01', limit: 1 })).rejects.toMatchObject({
      code: 'validation-failed',
    });
  });
});

describe('searching', () => {
  test('finds beginnings of words, all of them, whatever their case and accents', async () => {
    const ctx = aContext();
    await givenIndexed(ctx, { theme: 'hit', subject: 'Überweisung fehlt', comments: 'The refund never ARRIVED.' });
    await givenIndexed(ctx, { theme: 'miss', subject: 'Refund', comments: 'Thank you, it is here.' });
    expect(themes(await all(ctx, { q: 'refund arriv' }))).toEqual(['hit']);
    expect(themes(await all(ctx, { q: 'uberweis' }))).toEqual(['hit']);
    expect(await all(ctx, { q: 'refund' })).toHaveLength(2);
    expect(await all(ctx, { q: 'efund' })).toHaveLength(0);
    expect(themes(await all(ctx, { q: 'refund', ticketId: 'T-1', scoreMax: '5' }, 1))).toHaveLength(2);
  });

  test('finds words of texts that put no spaces between them', async () => {
    const ctx = aContext();
    await givenIndexed(ctx, { theme: 'hit', subject: '注文', comments: '商品の配送が遅いです' });
    await givenIndexed(ctx, { theme: 'miss', subject: '注文', comments: '商品は良いです' });
    expect(themes(await all(ctx, { q: '配送' }))).toEqual(['hit']);
    expect(await all(ctx, { q: '商品' })).toHaveLength(2);
  });

  test('shows no record twice across pages, though several of its words match', async () => {
    const ctx = aContext();
    for (let index = 0; index < 7; index++)
      await givenIndexed(ctx, { comments: 'charge charged charges charging', theme: String(index) });
    expect(new Set(themes(await all(ctx, { q: 'charg' }, 2)))).toEqual(new Set(['0', '1', '2', '3', '4', '5', '6']));
    expect(await all(ctx, { q: 'charg' }, 2)).toHaveLength(7);
  });

  test('believes the record, not the index', async () => {
    const ctx = aContext();
    const { feedbackId } = await givenIndexed(ctx, { comments: 'an elephant' });
    await remove(again(ctx), { feedbackId });
    expect(await all(ctx, { q: 'elephant' })).toEqual([]);
  });
});

test('an agent’s list holds only their own, whatever they ask for', async () => {
  const ctx = aContext();
  await given(ctx, { theme: 'own' });
  await given(ctx, { theme: 'foreign', snapshot: { agentId: 'agent-8' } });
  const agent = aContext({ companyId: ctx.companyId, role: 'agent', userId: 'agent-7' });
  expect(themes(await all(agent, {}))).toEqual(['own']);
  expect(themes(await all(agent, { ticketId: 'T-1' }))).toEqual(['own']);
  expect(await all(agent, { agentId: 'agent-8' })).toEqual([]);
  const { nextCursor } = await list(ctx, { limit: 1 });
  await expect(list(agent, { limit: 1, cursor: nextCursor ?? '' })).rejects.toMatchObject({ code: 'invalid-cursor' });
});

test('a cursor is good for its list only', async () => {
  const ctx = aContext();
  await given(ctx);
  await given(ctx);
  const { nextCursor } = await list(ctx, { limit: 1 });
  const cursor = nextCursor ?? '';
  for (const use of [
    () => list(ctx, { limit: 1, cursor, type: 'bug' }),
    () => list(aContext(), { limit: 1, cursor }),
    () => count(ctx, { cursor }),
    () => list(ctx, { limit: 1, cursor: `${cursor.slice(0, -2)}AA` }),
  ]) {
    await expect(use()).rejects.toMatchObject({ code: 'invalid-cursor' });
  }
});

test('a page reads nothing that it does not return', async () => {
  const ctx = aContext();
  await submitMany(ctx, { items: Array.from({ length: 60 }, () => aSubmission()) });
  await list(ctx, { limit: 1 });
  const { result, units } = await unitsOf(() => list(ctx, { limit: 50 }));
  const bytes = JSON.stringify(result.items).length * 1.6;
  expect(units.total).toBeLessThanOrEqual(Math.ceil(bytes / 4096) * 0.5);
});
