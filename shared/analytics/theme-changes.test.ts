import { expect, test } from 'vitest';
import { themeChanges, themeTest } from './theme-changes.ts';

const totals = { n1: 400, n0: 1_200 };
const theme = (name: string, c1: number, c0: number) => ({ theme: name, c1, c0 });

test('a theme 30 of 400 against 45 of 1 200 has p 0.0022 and rises; 20 of 400: p 0.144; 3 of 400: p 0.0005 and falls', () => {
  expect(themeTest({ c1: 30, c0: 45 }, totals, 'above')).toBeCloseTo(0.0022, 4);
  expect(themeTest({ c1: 20, c0: 45 }, totals, 'above')).toBeCloseTo(0.144, 3);
  expect(themeTest({ c1: 3, c0: 45 }, totals, 'below')).toBeCloseTo(0.0005, 4);
  const found = themeChanges([theme('up', 30, 45), theme('same', 20, 45), theme('down', 3, 45)], totals);
  expect(found.rising.map((one) => one.theme)).toEqual(['up']);
  expect(found.falling.map((one) => one.theme)).toEqual(['down']);
});

test('what is small, or too little of a change, is neither', () => {
  const found = themeChanges(
    [
      theme('four', 4, 0),
      theme('new', 9, 0),
      theme('little', 2_000, 5_000),
      theme('rare', 0, 19),
      theme('gone', 0, 20),
    ],
    { n1: 40_000, n0: 120_000 },
  );
  expect(found.rising.map((one) => one.theme)).toEqual(['new']);
  expect(found.falling.map((one) => one.theme)).toEqual(['gone']);
});

test('of many themes that only chance moves none is told for its p alone', () => {
  const still = Array.from({ length: 30 }, (_, at) => theme(`still ${at}`, 10, 30));
  // Unlikely by itself.
  const found = themeChanges([...still, theme('lucky', 19, 31)], totals);
  expect(themeTest({ c1: 19, c0: 31 }, totals, 'above')).toBeLessThan(0.05);
  expect(found).toEqual({ rising: [], falling: [] });
});
