import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { allFunctions, handlers } from './bundle.ts';

test('a function is named after its folder, and what is not called over HTTP after how it is started', () => {
  for (const [name, path] of Object.entries(handlers())) {
    const [, kind = '', folder = ''] = path.split('/');
    const prefix = { streams: 'stream-', subscribers: 'on-', schedules: 'every-', queues: 'queue-' }[kind];
    expect(name).toBe(prefix ? `${prefix}${folder}` : kind);
  }
  expect(handlers()['system']).toBe('functions/system/handler.ts');
});

test('one call bundles every function', () => {
  const { entryPoints } = allFunctions('out');
  expect(Object.values(entryPoints)).toEqual(Object.values(handlers()));
  expect(entryPoints['system/index']).toBe('functions/system/handler.ts');
});

// esbuild wraps whatever an `import()` reaches, here the whole SDK, in lazy modules: a third more to load than
// the client that the `import()` would have spared.
test('no function imports a part of itself on demand', async () => {
  const { metafile } = await build({ ...allFunctions('out'), write: false });
  const ours = Object.entries(metafile.inputs).filter(([path]) => !path.includes('node_modules/'));
  expect(ours.length).toBeGreaterThan(100);
  expect(ours.filter(([, { imports }]) => imports.some(({ kind }) => kind === 'dynamic-import'))).toEqual([]);
});
