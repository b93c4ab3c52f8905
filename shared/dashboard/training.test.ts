import { expect, test } from 'vitest';
import { randomOf } from '../testing/random.ts';
import { needsOf, trainingMonths } from './training.ts';

const of = { months: { from: '2026-09-01', to: '2026-11-30' }, asOf: '2026-11-21T12:00:00.000Z' };
const bars = (...counts: number[]) => Object.fromEntries(counts.map((count, index) => [`csat:${index + 1}`, count]));
const cell = (agentId: string, category: string, counters: object, team: string | undefined = 'team-1') => ({
  agentId,
  category,
  counters: counters as Record<string, number>,
  team,
});
const agents = ['ann', 'bob', 'cid', 'dora', 'eve'];
const good = bars(1, 2, 6, 20, 21);

test('who is worse in a category than the team in it is named, with the difference and its interval below 0', () => {
  const weak = cell('bob', 'billing', bars(12, 12, 8, 6, 2));
  const others = agents.flatMap((name) => ['billing', 'delivery'].map((category) => cell(name, category, good)));
  const needs = needsOf([weak, ...others.filter((one) => one.agentId !== 'bob' || one.category !== 'billing')], of);
  expect(needs).toMatchObject([{ agentId: 'bob', category: 'billing', figure: { n: 40 } }]);
  expect(needs[0]?.interval.high).toBeLessThan(0);
  expect(needs[0]?.figure.records).toMatchObject({
    query: { agentId: 'bob', category: 'billing', scoreMetric: 'csat' },
  });
});

test('a category that is hard for everybody is nobody’s fault', () => {
  const hard = agents.map((name) => cell(name, 'billing', bars(12, 12, 8, 6, 2)));
  const easy = agents.map((name) => cell(name, 'delivery', good));
  expect(needsOf([...hard, ...easy], of)).toEqual([]);
});

test('four answers are too few, and nobody has more than three needs', () => {
  const few = needsOf([cell('bob', 'billing', bars(4, 0, 0, 0, 0)), ...agents.map((a) => cell(a, 'x', good))], of);
  expect(few).toEqual([]);
  const categories = ['a', 'b', 'c', 'd', 'e'];
  const many = [
    ...categories.map((category) => cell('bob', category, bars(30, 10, 0, 0, 0))),
    ...categories.flatMap((category) => agents.filter((a) => a !== 'bob').map((a) => cell(a, category, good))),
  ];
  expect(needsOf(many, of).map(({ agentId }) => agentId)).toEqual(['bob', 'bob', 'bob']);
});

test('where nobody differs, hardly anybody is named', () => {
  const random = randomOf(5);
  const cells = agents.flatMap((name) =>
    ['a', 'b', 'c', 'd'].map((category) => {
      const counts = [0, 0, 0, 0, 0];
      for (let index = 0; index < 30; index++) {
        const bar = Math.floor(random() * 5);
        counts[bar] = (counts[bar] ?? 0) + 1;
      }
      return cell(name, category, bars(...counts));
    }),
  );
  expect(needsOf(cells, of).length).toBeLessThanOrEqual(1);
});

test('needs are read over the whole months that 90 days lie in', () => {
  expect(trainingMonths('2026-11-21')).toEqual({ from: '2026-08-01', to: '2026-11-30' });
});
