import { describe, expect, test } from 'vitest';
import { compare } from './compare.ts';
import { stratified } from './sample.ts';
import { StartTrial } from './trial.schema.ts';
import { hashOf } from './trial.ts';
import type { TaxonomyNode } from './taxonomy.schema.ts';

const node = (id: string, words: string[], more: Partial<TaxonomyNode> = {}): TaxonomyNode => ({
  id,
  kind: 'category',
  name: id,
  synonyms: { en: words },
  ...more,
});
const texts = (...all: string[]) => all.map((text) => ({ text, language: 'en' }));

describe('what a draft finds beside the nodes in force', () => {
  test('per node now, before, gained and lost with five examples at most; a node that is gone is named', () => {
    const many = texts('late', 'delayed', 'late', 'late', 'late', 'late', 'a bill');
    const { nodes } = compare([node('slow', ['late'])], [node('slow', ['delayed']), node('money', ['bill'])], many);
    expect(nodes).toEqual([
      {
        id: 'slow',
        now: 5,
        before: 1,
        gained: 5,
        lost: 1,
        examples: { now: [0, 2, 3, 4, 5], gained: [0, 2, 3, 4, 5], lost: [1] },
      },
      {
        id: 'money',
        removed: true,
        now: 0,
        before: 1,
        gained: 0,
        lost: 1,
        examples: { now: [], gained: [], lost: [6] },
      },
    ]);
  });

  test('siblings of which more than half of the smaller is in the other; half is not more', () => {
    const draft = [node('a', ['one']), node('b', ['two']), node('c', ['two'], { parent: 'a' })];
    const of = (...all: string[]) => compare(draft, [], texts(...all)).overlaps;
    expect(of('one two', 'one two', 'two', 'one', 'one')).toEqual([{ nodeIds: ['a', 'b'], both: 2, share: 2 / 3 }]);
    expect(of('one two', 'two', 'one', 'one')).toEqual([]);
  });

  test('synonyms that match nothing in the texts of their language; where there are none, nothing is said', () => {
    const draft = [
      node('a', ['parcel', 'crate'], { synonyms: { en: ['parcels', 'crate'], de: ['Paket'], und: ['DHL', 'UPS'] } }),
      node('old', ['never'], { retiredAt: '2026-11-01T00:00:00.000Z' }),
    ];
    const { unused, unusedCount } = compare(draft, [], texts('my parcel', 'by dhl'));
    expect(unused.map(({ language, synonym }) => `${language} ${synonym}`)).toEqual(['en crate', 'und UPS']);
    expect(unusedCount).toBe(2);
  });

  test('the share without any node has the form of a number, also of no texts', () => {
    expect(compare([node('a', ['one'])], [], texts('one', 'two', 'two', 'two')).uncovered).toMatchObject({
      value: 0.75,
      n: 4,
      interval: { low: expect.closeTo(0.301, 3), high: expect.closeTo(0.954, 3) },
    });
    expect(compare([], [], []).uncovered).toEqual({ value: null, n: 0 });
  });
});

describe('the draw', () => {
  const pool = (sizes: Record<string, number>) =>
    Object.entries(sizes).flatMap(([stratum, size]) =>
      Array.from({ length: size }, (_, index) => ({ id: `${stratum}-${index}`, stratum })),
    );
  const sizes = (drawn: { stratum: string }[]) =>
    Object.fromEntries(
      [...Map.groupBy(drawn, ({ stratum }) => stratum)].map(([stratum, all]) => [stratum, all.length]),
    );

  test('gives each source and language its share, and a small one at least one text', () => {
    expect(sizes(stratified(pool({ a: 600, b: 300, c: 1 }), 90, 's'))).toEqual({ a: 59, b: 30, c: 1 });
    expect(stratified(pool({ a: 50, b: 50 }), 33, 's')).toHaveLength(33);
    expect(stratified(pool({ a: 1, b: 1, c: 1 }), 2, 's')).toHaveLength(2);
    expect(stratified(pool({ a: 3 }), 5, 's')).toHaveLength(3);
  });

  test('is the same for the same seed in any order, and another one for another seed', () => {
    const all = pool({ a: 500, b: 100 });
    const ids = (from: typeof all, seed: string) =>
      stratified(from, 50, seed)
        .map(({ id }) => id)
        .toSorted();
    expect(ids(all.toReversed(), 's')).toEqual(ids(all, 's'));
    expect(ids(all, 'other')).not.toEqual(ids(all, 's'));
  });
});

test('a draft is the same whatever the order of its fields, and another one where a word or the order of nodes differs', () => {
  const [a, b] = [node('a', ['one']), node('b', ['two'])];
  const { id, ...rest } = a;
  expect(hashOf([{ ...rest, id }])).toBe(hashOf([a]));
  expect(new Set([hashOf([a, b]), hashOf([b, a]), hashOf([node('a', ['ones']), b])]).size).toBe(3);
});

test.each([0, 2_001, 1.5, '10'])('a sample of %s is refused', (sample) => {
  expect(StartTrial.safeParse({ nodes: [], sample }).success).toBe(false);
});
