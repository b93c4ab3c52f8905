import { basename, dirname } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import type { Needs } from '../events/define.ts';
import { triggers } from '../events/index.ts';
import { allFunctions, handlers } from './bundle.ts';
import { functions } from './functions.ts';
import { functionNameOf } from './names.ts';

let metafile: Metafile;
beforeAll(async () => void ({ metafile } = await build({ ...allFunctions('out'), write: false })), 180_000);

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
test('no function imports a part of itself on demand', () => {
  const ours = Object.entries(metafile.inputs).filter(([path]) => !path.includes('node_modules/'));
  expect(ours.length).toBeGreaterThan(100);
  expect(ours.filter(([, { imports }]) => imports.some(({ kind }) => kind === 'dynamic-import'))).toEqual([]);
});

// A need that is missing fails at three in the morning; one too many is a right that nobody uses.
test('a function needs the clients that its bundle holds, and no others', () => {
  const needs: Record<string, Needs> = {
    ...Object.fromEntries(Object.entries(functions).map(([name, one]) => [name, one.needs])),
    ...Object.fromEntries(triggers.map((trigger) => [functionNameOf(trigger), trigger.needs])),
  };
  const clients = {
    secret: '/@aws-sdk/client-secrets-manager/',
    ses: '/@aws-sdk/client-sesv2/',
    comprehend: '/@aws-sdk/client-comprehend/',
    translate: '/@aws-sdk/client-translate/',
    files: '/aws4fetch/',
  } as const;
  const found = Object.entries(metafile.outputs).flatMap(([file, { inputs }]) => {
    const name = basename(dirname(file));
    return Object.entries(clients).map(([need, client]) => ({
      name,
      need,
      asked: Boolean(needs[name]?.[need as keyof typeof clients] || (need === 'files' && needs[name]?.documents)),
      held: Object.keys(inputs).some((path) => path.includes(client)),
    }));
  });
  expect(found).toHaveLength(Object.keys(needs).length * Object.keys(clients).length);
  expect(found.filter(({ asked, held }) => asked !== held)).toEqual([]);
});
