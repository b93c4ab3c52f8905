import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contracts } from '../../shared/contracts.ts';

test('every operation that takes a cursor is known to the fuzzer, which can make none', () => {
  const settings = readFileSync(join(import.meta.dirname, 'schemathesis.toml'), 'utf8');
  const paged = contracts.flatMap(({ resource, routes }) =>
    Object.entries(routes)
      .filter(([, { query }]) => query && 'cursor' in query.shape)
      .map(([name]) => `"${resource}.${name}"`),
  );
  expect(paged.length).toBeGreaterThan(20);
  expect(paged.filter((operation) => !settings.includes(operation))).toEqual([]);
});
