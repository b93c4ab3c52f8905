import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, handlers } from '../infra/bundle.ts';
import type { Figure } from './figure.ts';
import { child, inTurn } from './measure.ts';

const RUNS = 9;
const CEILING = 2;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** Row 1 for every other function: its module load against the bare SDK's; and how a load grows with the operations. */
export async function loadFigures(out: string, anchor: string, env: NodeJS.ProcessEnv): Promise<Figure[]> {
  const load = (bundle: string) => async () => Number((await child('load', bundle, {}, env))['loadMs']);
  const names = Object.keys(handlers()).filter((name) => name !== 'intake');
  const [base = Number.NaN, ...loads] = await inTurn(RUNS, [
    load(anchor),
    ...names.map((name) => load(join(out, name, 'index.js'))),
  ]);
  const [few = Number.NaN, many = Number.NaN] = await inTurn(2 * RUNS + 3, [
    load(await functionOf(5, out)),
    load(await functionOf(50, out)),
  ]);
  return [
    {
      row: '1',
      name: 'module load of a function of 50 operations ÷ that of one of 5',
      value: many / few,
      anchor: `${ms(many)} / ${ms(few)}`,
      goal: 1.3,
      exact: false,
    },
    ...names.map((name, at) => ({
      row: '1',
      name: `module load of \`${name}\` ÷ the bare SDK’s`,
      value: (loads[at] ?? Number.NaN) / base,
      anchor: `${ms(loads[at] ?? Number.NaN)} / ${ms(base)}`,
      goal: CEILING,
      exact: false,
    })),
  ];
}

/** Bundles a function of so many operations, each with schemas of its own; returns its path. */
async function functionOf(operations: number, out: string): Promise<string> {
  const routes = Array.from(
    { length: operations },
    (_, at) => `
      operation${at}: {
        method: 'POST', path: '/api/crm/things${at}/{thingId}', summary: 'Change a thing', permission: 'feedback:write',
        params: z.object({ thingId: z.string().regex(/^t${at}_[a-z]{1,20}$/) }),
        body: z.strictObject({
          name: line(${100 + at}), note: prose(${1000 + at}).optional(), count: z.int().min(0).max(${at}).optional(),
          tags: z.array(line(50)).max(30).optional(), state: z.enum(['a${at}', 'b']), at: z.iso.datetime(),
        }),
        reply: { 200: z.object({ name: z.string(), tags: z.array(z.string()).optional(), at: z.iso.datetime() }) },
      },`,
  );
  const verbs = Array.from({ length: operations }, (_, at) => `operation${at}: (ctx, { body }) => body,`);
  const contents = `
    import * as z from 'zod';
    import { line, prose } from './shared/fields/text.schema.ts';
    import { defineRoutes } from './shared/http/contract.ts';
    import { serve } from './shared/http/serve.ts';
    export const handler = serve(defineRoutes('thing', {${routes.join('')}}), {${verbs.join('\n')}});`;
  const outfile = join(out, `operations-${operations}.cjs`);
  const stdin = { contents, resolveDir: join(import.meta.dirname, '..'), loader: 'ts' as const };
  await build({ ...bundleOptions, stdin, outfile });
  return outfile;
}
