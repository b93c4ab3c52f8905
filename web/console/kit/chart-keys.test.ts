import { describe, expect, test } from 'vitest';
import type { Chart } from '../../chart/chart.ts';
import { tableOf } from '../../chart/table.ts';
import { pointAt, readOut } from './chart-keys.ts';

describe('the keys of a chart', () => {
  const walk = (keys: readonly string[], rtl = false, count = 4) =>
    keys.reduce<(number | undefined)[]>((path, key) => [...path, pointAt(key, path.at(-1), count, rtl)], []);

  test('arrows go from point to point, and stay at the ends', () => {
    expect(walk(['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft'])).toEqual([0, 1, 0, 0]);
    expect(walk(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])).toEqual([3, 3, 2, 3]);
  });
  test('are mirrored where the picture is, but for up and down', () => {
    expect(walk(['ArrowLeft', 'ArrowLeft', 'ArrowRight'], true)).toEqual([0, 1, 0]);
    expect(walk(['ArrowDown', 'ArrowDown', 'ArrowUp'], true)).toEqual([0, 1, 0]);
  });
  test('Home and End are the first and the last point', () => expect(walk(['End', 'Home'], true)).toEqual([3, 0]));
  test('any other key is left alone, and so is a chart without points', () => {
    expect(walk(['a', 'Tab', 'Enter'])).toEqual([undefined, undefined, undefined]);
    expect(walk(['ArrowRight', 'Home'], false, 0)).toEqual([undefined, undefined]);
  });
});

test('a point is read with its period, value, interval and number of answers', () => {
  const chart: Chart = {
    form: 'trend',
    title: 'NPS',
    unit: 'points',
    series: [{ name: 'NPS', points: [{ period: '2026-11', value: 42, n: 120, low: 37, high: 47 }] }],
  };
  const { head, rows } = tableOf(chart, 'en');
  expect(rows.map((row) => readOut(head, row))).toEqual(['November 2026 · Value 42 · 95 % interval 37 – 47 · n 120']);
});
