import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import { contracts } from '../../shared/contracts.ts';
import type { Contract, Route } from '../../shared/http/contract.ts';
import { innerOf, partsOf } from '../../shared/http/schema-parts.ts';
import { sampleOf, sitesOf } from '../../shared/testing/schema-walk.ts';
import { bundleAll, bundleOptions, handlers } from '../bundle.ts';

const odd = [undefined, null, '', 'text', -1, 1.5, true, [1], { unknown: 1 }];

const isLeaf = (schema: z.ZodType): boolean => {
  const { shape, element, options, valueType } = partsOf(schema);
  return (innerOf(schema) ?? shape ?? element ?? options ?? valueType) === undefined;
};

/**
 * A valid value of a schema, and that value with odd ones in each of its places. A part that many schemas have in common
 * (a figure, a record, an id) is tried where it is met first: all of them use the same object.
 */
const valuesOf = (schema: z.ZodType, met: Set<z.ZodType>): unknown[] => {
  const sample = sampleOf(schema);
  const isNew = (part: z.ZodType): boolean => isLeaf(part) && !met.has(part) && met.add(part).has(part);
  return [sample, ...odd, ...sitesOf(schema, isNew).flatMap(({ put }) => odd.map((value) => put(sample, value)))];
};

const schemasOf = ({ params, query, body, reply }: Route): z.ZodType[] =>
  [params, query, body, ...Object.values(reply)].filter((schema) => schema !== undefined && schema !== null);

const outcome = (schema: z.ZodType, value: unknown) => {
  const { success, data, error } = schema.safeParse(value);
  return success ? { data } : { issues: error.issues.map(({ code, path, message }) => ({ code, path, message })) };
};

async function bundled<T>(contents: string): Promise<T> {
  const stdin = { contents, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ ...bundleOptions, stdin, write: false, outfile: 'index.js' });
  const module = { exports: {} };
  // oxlint-disable-next-line typescript/no-implied-eval -- what a function would load from its file.
  new Function('module', 'require', outputFiles[0]?.text ?? '')(module, createRequire(import.meta.url));
  return module.exports as T;
}

test('a schema that is made at its first use accepts, returns and complains like one that is made at once', async () => {
  const late = await bundled<{ contracts: Contract[] }>(`export { contracts } from '../../shared/contracts.ts';`);
  const met = new Set<z.ZodType>();
  let compared = 0;
  const different: unknown[] = [];
  for (const [index, { resource, routes }] of contracts.entries()) {
    for (const [name, route] of Object.entries(routes)) {
      const lateSchemas = schemasOf(late.contracts[index]?.routes[name] as Route);
      for (const [at, schema] of schemasOf(route).entries()) {
        for (const value of valuesOf(schema, met)) {
          compared++;
          const same = isDeepStrictEqual(outcome(schema, value), outcome(lateSchemas[at] as z.ZodType, value));
          if (!same) different.push({ resource, name, value });
        }
      }
    }
  }
  expect(different).toEqual([]);
  expect(compared).toBeGreaterThan(5_000);
}, 120_000);

test('no function makes a schema, or loads zod, before it is called', async () => {
  const out = mkdtempSync(join(tmpdir(), 'lazy-zod-'));
  await bundleAll(out);
  const program = `
    for (const name of ${JSON.stringify(Object.keys(handlers()))}) {
      require('${out}/' + name + '/index.js');
      if ('__zod_globalConfig' in globalThis) { console.log(name); break; }
    }`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  expect(execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8' })).toBe('');
}, 300_000);

test('a part of zod that bundles do not carry fails the build', async () => {
  const contents = `import * as z from 'zod'; export const schema = z.bigint();`;
  await expect(bundled(contents)).rejects.toThrow('Import "bigint" will always be undefined');
});
