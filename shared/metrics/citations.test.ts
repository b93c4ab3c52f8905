import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { metrics } from './definitions.ts';

/** Names of documents that customers do not have. */
const internal = /product spec|specification[^.;]{0,40}§|\bspec §|\bspec(-[a-z]+)?\.md|\bseed 0\b/i;

test('nothing that a user reads cites an internal document', () => {
  for (const { name, ...said } of Object.values(metrics))
    expect(JSON.stringify(said), `metric ${name}`).not.toMatch(internal);
  const read = globSync(['{shared,web,functions,events}/**/*.{ts,tsx,typ}', 'docs/**/*.{md,json}', 'README.md']);
  const citing = read.filter(
    (path) => !path.endsWith('citations.test.ts') && internal.test(readFileSync(path, 'utf8')),
  );
  expect(citing).toEqual([]);
});

test('a citation of an internal document is noticed', () => {
  for (const cited of ['product specification §7', 'product specification, dashboards §1', 'see spec-reports.md'])
    expect(cited).toMatch(internal);
  expect('SVG specification, 2nd edition').not.toMatch(internal);
});
