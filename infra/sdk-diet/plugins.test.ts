import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { bundleOptions } from '../bundle.ts';
import { dietPlugins } from './plugins.ts';

const program = `
  import * as z from 'zod';
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  export const schema = z.strictObject({
    id: z.string().regex(/^[a-z]+$/), score: z.number().min(0).max(10).optional(), tags: z.array(z.enum(['a', 'b'])).default([]),
  });
  export const jsonSchema = () => z.toJSONSchema(schema);
  export const regionOf = () => new DynamoDBClient({}).config.region();
  export const agentOf = async () => (await new DynamoDBClient({ region: 'us-east-1' }).config.defaultUserAgentProvider()).flat().join(' ');
`;
type Program = {
  schema: z.ZodObject;
  jsonSchema: () => unknown;
  agentOf: () => Promise<string>;
  regionOf: () => Promise<string>;
};
let bundled: Program;

beforeAll(async () => {
  const stdin = { contents: program, resolveDir: process.cwd() };
  // All of zod's names are within reach here, see ../lazy-zod.
  const { outputFiles } = await build({
    ...bundleOptions,
    plugins: dietPlugins,
    stdin,
    write: false,
    outfile: 'index.js',
  });
  const module = { exports: {} as Program };
  // oxlint-disable-next-line typescript/no-implied-eval -- what a function would load from its file.
  new Function('module', 'require', outputFiles[0]?.text ?? '')(module, createRequire(import.meta.url));
  bundled = module.exports;
});

test('validation is what it is with the whole of zod', () => {
  expect(bundled.schema.parse({ id: 'x' })).toEqual({ id: 'x', tags: [] });
  const broken = bundled.schema.safeParse({ id: 'X', score: 11, tags: ['c'], more: 1 });
  expect(broken.error?.issues.map(({ code, path }) => [code, path.join('.')])).toEqual([
    ['invalid_format', 'id'],
    ['too_big', 'score'],
    ['invalid_value', 'tags.0'],
    ['unrecognized_keys', ''],
  ]);
});

test('who asks a bundle for a JSON Schema is told where it went', () => {
  expect(bundled.jsonSchema).toThrow('left out of bundles');
});

test('the service still learns the version of its client', async () => {
  expect(await bundled.agentOf()).toMatch(/aws-sdk-js 3\.\d+\./);
});

test('a client is configured by the environment alone; no configuration file is looked for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'diet-'));
  writeFileSync(join(folder, 'config'), '[default]\nregion = eu-central-1\n');
  vi.stubEnv('AWS_REGION', undefined);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  await expect(bundled.regionOf()).rejects.toThrow('Region is missing');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  expect(await bundled.regionOf()).toBe('us-east-1');
  vi.unstubAllEnvs();
});
