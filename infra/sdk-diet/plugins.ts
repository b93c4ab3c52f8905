import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** zod's way to JSON Schema, a sixth of zod: only the OpenAPI document needs it, and that is made at build time. */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/ }, async ({ path }) => {
      const names = [...(await readFile(path, 'utf8')).matchAll(/^export (?:const|function|class) (\w+)/gm)];
      const refusal =
        'const refuse = () => { throw new Error("JSON Schema is left out of bundles, see infra/sdk-diet"); };';
      // Every schema calls the makers of its methods (`create…Method`) when it is made; a made one refuses, too.
      const standIn = (name = '') => `export const ${name} = ${name.startsWith('create') ? '() => refuse' : 'refuse'};`;
      return { contents: [refusal, ...names.map(([, name]) => standIn(name))].join('\n') };
    });
  },
};

/** SDK clients import their whole package.json to tell the service their version. */
const onlyTheVersion: Plugin = {
  name: 'only-the-version',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk\/[\w-]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** `~/.aws/config` and its like, looked for at the first call of every client: a function has none. */
const withoutConfigFiles: Plugin = {
  name: 'without-config-files',
  setup(build) {
    build.onLoad({ filter: /@smithy\/core\/.*\/loadSharedConfigFiles\.js$/ }, () => ({
      contents: `
        export { CONFIG_PREFIX_SEPARATOR } from './constants';
        export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
    }));
  },
};

export const dietPlugins = [withoutJsonSchema, onlyTheVersion, withoutConfigFiles];
