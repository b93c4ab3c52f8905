import { globSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** The linter sees what a file imports; only a bundler sees what that imports in turn. */
test('schemas, routes, events and the client run in a browser', async () => {
  const entryPoints = globSync(['shared/**/*.{schema,routes,events}.ts', 'shared/http/{contract,client}.ts']);
  expect(entryPoints.length).toBeGreaterThan(20);
  // Refuses every `node:` module.
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'out',
    platform: 'browser',
    format: 'esm',
    logLevel: 'silent',
  });
  const packages = Object.keys(metafile.inputs).flatMap((file) => /node_modules\/(@[^/]+|[^/]+)/.exec(file)?.[1] ?? []);
  expect([...new Set(packages)]).toEqual(['zod']);
});
