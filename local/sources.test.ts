import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { allFunctions } from '../infra/bundle.ts';
import { sources, unlessMadeFrom } from './sources.ts';

test('every file of the project that a bundle contains is among the sources', async () => {
  const { metafile } = await build({ ...allFunctions('/nowhere'), write: false, minify: false, logLevel: 'silent' });
  const known = new Set(sources());
  // A module that a plugin makes has a namespace and no file; what makes it is in `infra/`.
  const isFile = (path: string) => !path.includes('node_modules/') && !path.includes(':');
  const bundled = Object.keys(metafile.inputs).filter(isFile);
  expect(bundled.length).toBeGreaterThan(100);
  expect(bundled.filter((path) => !known.has(path))).toEqual([]);
  expect([...known].filter((path) => path.startsWith('infra/')).length).toBeGreaterThan(10);
}, 90_000);

test('what was made from the same inputs is not made again; what failed, changed, or lost a file is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-made-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const output = join(folder, 'below', 'output');
  let made = 0;
  const make = (inputs: string) =>
    unlessMadeFrom(folder, inputs, async () => {
      mkdirSync(join(folder, 'below'), { recursive: true });
      writeFileSync(output, inputs);
      return ++made;
    });
  const fail = () => unlessMadeFrom(folder, 'b', () => Promise.reject(new Error('no')));
  expect([await make('a'), await make('a')]).toEqual([1, undefined]);
  await expect(fail()).rejects.toThrow('no');
  expect([await make('a'), await make('b'), await make('b')]).toEqual([2, 3, undefined]);
  rmSync(output);
  expect([await make('b'), await make('b')]).toEqual([4, undefined]);
  writeFileSync(output, 'by hand');
  expect([await make('b'), await make('b')]).toEqual([5, undefined]);
});
