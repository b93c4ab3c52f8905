import { describe, expect, test } from 'vitest';
import { metricNames } from '../../../shared/metrics/definitions.ts';
import { boundsOf } from './interval.ts';
import { subcategoryName } from './key-name.ts';
import { ordered } from './order.ts';
import { sectionOf } from './sections.ts';

describe('groups of a metric', () => {
  const group = (key: string, value: number | null, n: number) => ({ key, value, n });

  test('are sorted by value, those with few answers after all others, those without any last', () => {
    const groups = [group('a', 3, 40), group('none', null, 0), group('few', 5, 29), group('b', 4, 30)];
    const { rows, apart } = ordered(groups, 10);
    expect(rows.map(({ key }) => key)).toEqual(['b', 'a', 'few', 'none']);
    expect(apart).toBe(2);
  });

  test('that do not all have room are those with most answers', () => {
    const groups = [group('a', 1, 50), group('b', 2, 40), group('c', 3, 60)];
    expect(ordered(groups, 2).rows.map(({ key }) => key)).toEqual(['c', 'a']);
  });

  test('by subcategory say both names, with strokes that are part of a name', () => {
    expect(subcategoryName('billing/refund')).toBe('billing › refund');
    expect(subcategoryName('a~1b/c~0d')).toBe('a/b › c~d');
    expect(subcategoryName('a/~01')).toBe('a › ~1');
  });
});

describe('an interval', () => {
  test('is the value with its margin, within what the scale allows', () => {
    expect(boundsOf('score 1–5', { value: 4.9, marginOfError: 0.3 })).toEqual({ low: 4.9 - 0.3, high: 5 });
    expect(boundsOf('points', { value: -90, marginOfError: 30 })).toEqual({ low: -100, high: -60 });
    expect(boundsOf('minutes', { value: 10, marginOfError: 3 })).toEqual({ low: 7, high: 13 });
  });

  test('that is not symmetric is taken as it is; without a value or a margin there is none', () => {
    expect(boundsOf('percent', { value: 50, marginOfError: 9, interval: { low: 40, high: 61 } })).toEqual({
      low: 40,
      high: 61,
    });
    expect(boundsOf('percent', { value: null, marginOfError: 9 })).toEqual({});
    expect(boundsOf('records', { value: 3 })).toEqual({});
  });
});

test('every metric of the catalogue has its place in the list, and only those of satisfaction have it by default', () => {
  expect(metricNames.filter((name) => sectionOf(name) === 'satisfaction')).toEqual([
    'nps',
    'csat_avg',
    'csat_pct',
    'ces_avg',
    'ces_pct',
    'agent_rating',
    'fcr_csat',
    'category_csat',
    'resolution_correlation',
  ]);
});
