import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { dietPlugins } from '../sdk-diet/plugins.ts';

/** What the product uses of zod; another name fails the build (`import-is-undefined`). */
const names =
  'array boolean discriminatedUnion email enum int json literal looseObject null number object partialRecord preprocess record strictObject string tuple union unknown url';
const isoNames = 'date datetime';

const noted = join(import.meta.dirname, 'noted.ts');
const resolveDir = join(import.meta.dirname, '../..');

/** Declares schemas without making them; zod itself is run by the first use of any. */
const declarations = (): string => {
  const [all, iso] = [names.split(' '), isoNames.split(' ')];
  return `
    import { notedBy } from ${JSON.stringify(noted)};
    const noted = notedBy(() => require('zod-at-first-use'));
    ${all.map((name) => `const $${name} = noted('${name}');`).join('\n')}
    export { ${all.map((name) => `$${name} as ${name}`).join(', ')} };
    export const iso = { ${iso.map((name) => `${name}: noted('iso.${name}')`).join(', ')} };`;
};

/** The used part of zod as one CommonJS module: what is required is run at that moment, and a bundle of its own is shaken. */
async function zodItself(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names.split(' ').join(', ')}, iso } from 'zod';`, resolveDir },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    plugins: dietPlugins,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Makes each schema of a bundle when it is first used. A function then loads in the same time whatever the number of
 * its operations, and a call makes the schemas of its own operation alone (docs/adr/0023-schemas-at-first-use.md).
 */
export const lazyZod: Plugin = {
  name: 'lazy-zod',
  setup(bundle) {
    let itself: Promise<string> | undefined;
    bundle.onResolve({ filter: /^zod(?:-at-first-use)?$/ }, ({ path }) => ({ path, namespace: 'lazy-zod' }));
    bundle.onLoad({ filter: /^zod$/, namespace: 'lazy-zod' }, () => ({ contents: declarations(), resolveDir }));
    bundle.onLoad({ filter: /-at-first-use$/, namespace: 'lazy-zod' }, async () => ({
      contents: await (itself ??= zodItself()),
      loader: 'js',
    }));
  },
};
