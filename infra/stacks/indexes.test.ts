import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tableIndexes } from '../../shared/kernel/indexes.ts';

/** Declared ahead of their use, because a table takes one new index per deployment; an empty index costs nothing. */
const reserved: Readonly<Record<string, string>> = {};

const product = globSync(['shared/**/*.ts', 'functions/**/*.ts', 'events/**/*.ts'])
  .filter((path) => !/\.test\.ts$|\/testing\/|kernel\/indexes\.ts$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

test('every declared index is queried, and every queried index is declared', () => {
  const queried = new Set(product.match(/\bgsi\d+\b/g));
  expect([...queried, ...Object.keys(reserved)].toSorted()).toEqual(Object.keys(tableIndexes).toSorted());
});

test('keys are written only for declared indexes', () => {
  const written = new Set(product.match(/\bg\d+[ps]k\b/g));
  const declared: string[] = Object.values(tableIndexes).flatMap(({ pk, sk }) => [pk, sk]);
  expect([...written].filter((key) => !declared.includes(key))).toEqual([]);
});

test('the name of a key is looked up in the declaration, never made from the name of its index', () => {
  expect(product.match(/`g(?:si)?\$\{/g)).toBeNull();
});
