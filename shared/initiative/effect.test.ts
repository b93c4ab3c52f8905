import { describe, expect, test } from 'vitest';
import { exclude, remove as removeFeedback } from '../feedback/feedback.ts';
import { again, given } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { adjustedEffect, type Pair, pairedEffect } from './effect-figures.ts';
import { scoreOf } from './effect-answers.ts';
import { effect } from './effect.ts';
import { CreateInitiative } from './initiative.schema.ts';
import { create, edit, link } from './initiative.ts';

const pair = ([first, second]: readonly [number, number]): Pair => ({ first, second });

describe('the change of pairs', () => {
  test('12 pairs, d̄ 0.5, s 1.0 → ± 0.635; 9 pairs → null with n 9', () => {
    const by = Math.sqrt(11 / 12);
    const pairs = Array.from({ length: 12 }, (_, index) => pair([2, 2.5 + (index % 2 ? by : -by)]));
    const { value, n, marginOfError } = pairedEffect(pairs);
    expect([value, n, marginOfError]).toEqual([expect.closeTo(0.5, 12), 12, expect.closeTo(0.6354, 4)]);
    expect(pairedEffect(pairs.slice(0, 9))).toEqual({ value: null, n: 9 });
    expect(pairedEffect(pairs.slice(0, 10)).value).not.toBeNull();
  });

  // By NumPy 2 and SciPy 1.17.1: `ttest_1samp(…).confidence_interval`, and the sum of variances with `t.ppf`.
  const pairs = (
    [
      [2, 3],
      [2, 2],
      [2, 4],
      [1, 3],
      [1, 2],
      [3, 3],
      [3, 4],
      [2, 3],
      [1, 1],
      [3, 5],
      [2, 5],
      [1, 2],
      [4, 4],
    ] as const
  ).map(pair);
  const others = [
    ...[2, 3, 2, 4, 3].map((second) => pair([2, second])),
    ...[2, 1, 3, 2, 2, 4].map((second) => pair([1, second])),
    ...[3, 2, 4, 3, 3].map((second) => pair([3, second])),
    ...[4, 5].map((second) => pair([4, second])),
  ];

  test('and its interval are as SciPy says', () =>
    expect(pairedEffect(pairs)).toEqual({
      value: expect.closeTo(1.0769230769230769, 12),
      n: 13,
      marginOfError: expect.closeTo(0.5765408987284475, 10),
    }));

  test('less that of others with the same first score is as NumPy says; strata with fewer than five are left out and counted', () => {
    const { adjusted, strata, leftOut } = adjustedEffect(pairs, others);
    expect(adjusted).toEqual({
      value: expect.closeTo(0.3888888888888889, 12),
      n: 12,
      marginOfError: expect.closeTo(0.7971124025677659, 9),
    });
    expect(strata).toEqual([
      { first: 1, pairs: 4, others: 6, change: expect.closeTo(4 / 3, 12) },
      { first: 2, pairs: 5, others: 5, change: 0.8 },
      { first: 3, pairs: 3, others: 5, change: 0 },
      { first: 4, pairs: 1, others: 2, change: null },
    ]);
    expect(leftOut).toBe(1);
  });

  test('of people who would have changed as much anyway is none', () => {
    const same = Array.from({ length: 20 }, (_, index) => pair([1, index % 2 ? 3 : 4]));
    expect(pairedEffect(same).value).toBe(2.5);
    expect(adjustedEffect(same, same).adjusted.value).toBeCloseTo(0, 12);
  });

  test('has an interval of no width where nobody differs from anybody, and none without others', () => {
    const alike = Array.from({ length: 10 }, () => pair([2, 3]));
    expect(adjustedEffect(alike, alike).adjusted).toEqual({ value: 0, n: 10, marginOfError: 0 });
    expect(adjustedEffect(alike, [])).toMatchObject({ adjusted: { value: null, n: 0 }, leftOut: 10 });
  });
});

test('a score is read on the usual scale of its metric, the mean of several, and none of what does not count', () => {
  const csat = { metric: 'csat' as const, value: 5, scaleMin: 0, scaleMax: 10 };
  expect(scoreOf({ scores: [csat] }, 'csat')).toBe(3);
  expect(scoreOf({ scores: [csat, { ...csat, value: 10 }] }, 'csat')).toBe(4);
  expect(scoreOf({ scores: [{ ...csat, metric: 'nps', value: 7 }] }, 'nps')).toBe(7);
  expect(scoreOf({ scores: [csat] }, 'ces')).toBeUndefined();
  expect(scoreOf({ scores: [csat], deletedAt: '2026-01-01T00:00:00.000Z' }, 'csat')).toBeUndefined();
});

const DAY = 86_400_000;
const START = Date.parse('2026-03-10T12:00:00.000Z');
const SHIPPED = START + 30 * DAY;
const onDay = (from: number, days: number) => new Date(from + days * DAY).toISOString();

/** Someone's answer on a day, counted from when work began or from when it was shipped. */
const answer = (ctx: Context, customerId: string, value: number, occurredAt: string) =>
  given(ctx, {
    customerId,
    contact: undefined,
    occurredAt,
    scores: [{ metric: 'csat', value, scaleMin: 1, scaleMax: 5 }],
  });

async function shippedOne(ctx: Context, feedbackIds: readonly Id<'feedback'>[]) {
  const at = (time: number): Context => ({ ...again(ctx), now: new Date(time) });
  const { initiativeId } = await create(at(START - DAY), { body: CreateInitiative.parse({ title: 'Shorter queue' }) });
  await link(again(ctx), { initiativeId, body: { feedbackIds } });
  const told = { initiativeId, ifMatch: undefined };
  await edit(at(START), { ...told, body: { status: 'in_progress', notify: false } });
  await edit(at(SHIPPED), { ...told, body: { status: 'shipped', notify: false } });
  return initiativeId;
}

describe('the effect of an initiative', () => {
  test('compares the last answer before work began with the first from 7 to 97 days after it was shipped', async () => {
    const ctx = aContext();
    const linked: Id<'feedback'>[] = [];
    for (let person = 0; person < 10; person++) {
      const name = `C-${person}`;
      await answer(ctx, name, 5, onDay(START, -20));
      linked.push((await answer(ctx, name, 2, onDay(START, -1))).feedbackId);
      await answer(ctx, name, 1, onDay(SHIPPED, 6));
      await answer(ctx, name, 4, onDay(SHIPPED, 8));
      await answer(ctx, name, 1, onDay(SHIPPED, 9));
    }
    // Neither has both: one answered too early, the other too late.
    linked.push((await answer(ctx, 'early', 2, onDay(START, -181))).feedbackId);
    await answer(ctx, 'early', 5, onDay(SHIPPED, 8));
    linked.push((await answer(ctx, 'late', 2, onDay(START, -1))).feedbackId);
    await answer(ctx, 'late', 5, onDay(SHIPPED, 98));
    for (let person = 0; person < 5; person++) {
      await answer(ctx, `other-${person}`, 2, onDay(START, -1));
      await answer(ctx, `other-${person}`, 3, onDay(SHIPPED, 8));
    }
    const initiativeId = await shippedOne(ctx, linked);
    expect(await effect(ctx, { initiativeId })).toEqual({
      metric: 'csat',
      before: { value: 2, n: 10, marginOfError: 0 },
      after: { value: 4, n: 10, marginOfError: 0 },
      paired: { value: 2, n: 10, marginOfError: 0 },
      adjusted: { value: 1, n: 10, marginOfError: 0 },
      strata: [{ first: 2, pairs: 10, others: 5, change: 1 }],
      leftOut: 0,
      people: { voices: 12, examined: 12 },
      windows: {
        before: { from: onDay(START, -180), to: onDay(START, 0) },
        after: { from: onDay(SHIPPED, 7), to: onDay(SHIPPED, 97) },
        compared: {
          before: { from: onDay(START, -180), to: onDay(START, 0) },
          after: { from: onDay(SHIPPED, 7), to: onDay(SHIPPED, 97) },
        },
      },
      asOf: ctx.now.toISOString(),
    });
  });

  test('leaves out what was excluded or deleted, and says nothing of nine', async () => {
    const ctx = aContext();
    const linked: Id<'feedback'>[] = [];
    for (let person = 0; person < 11; person++) {
      linked.push((await answer(ctx, `C-${person}`, 2, onDay(START, -1))).feedbackId);
      const { feedbackId } = await answer(ctx, `C-${person}`, 4, onDay(SHIPPED, 8));
      if (person === 0) await exclude(again(ctx), { feedbackId, reason: 'spam' });
      if (person === 1) await removeFeedback(again(ctx), { feedbackId });
    }
    const initiativeId = await shippedOne(ctx, linked);
    expect(await effect(ctx, { initiativeId })).toMatchObject({ paired: { value: null, n: 9 }, leftOut: 9 });
  });

  test('says how many people there was time for', async () => {
    const ctx = aContext();
    const { feedbackId } = await answer(ctx, 'C-1', 2, onDay(START, -1));
    const initiativeId = await shippedOne(ctx, [feedbackId]);
    const late = { ...again(ctx), deadline: new Date(Date.now() + 1_900) };
    expect((await effect(late, { initiativeId })).people).toEqual({ voices: 1, examined: 0 });
    expect((await effect(ctx, { initiativeId })).people).toEqual({ voices: 1, examined: 1 });
  });

  test('reads no feedback and says nothing until it is shipped', async () => {
    const ctx = aContext();
    const { feedbackId } = await answer(ctx, 'C-1', 2, onDay(START, -1));
    const { initiativeId } = await create(again(ctx), {
      body: CreateInitiative.parse({ title: 'One', metric: 'nps' }),
    });
    await link(again(ctx), { initiativeId, body: { feedbackIds: [feedbackId] } });
    const nothing = { value: null, n: 0 };
    const found = await effect(ctx, { initiativeId });
    expect(found).toMatchObject({ metric: 'nps', paired: nothing, adjusted: nothing, windows: {}, strata: [] });
    expect(found.people).toEqual({ voices: 1, examined: 0 });
  });
});
