import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import type { Contract } from '../../shared/http/contract.ts';

/**
 * A contract in the browser is its methods and paths: with its schemas it would bring zod and 40 kB along. Each
 * `*.routes.ts` is run while the console is built, and replaced by what the client reads of it. Types come from the file
 * itself.
 */
export const contractsPlugin = (): Plugin => ({
  name: 'heed-contracts',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith('.routes.ts')) return undefined;
    const exported = (await import(pathToFileURL(id).href)) as Record<string, unknown>;
    return Object.entries(exported)
      .filter((entry): entry is [string, Contract] => isContract(entry[1]))
      .map(([name, contract]) => `export const ${name} = ${JSON.stringify(inBrowser(contract))};`)
      .join('\n');
  },
});

const isContract = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'resource' in value && 'routes' in value;

const inBrowser = ({ resource, routes }: Contract) => ({
  resource,
  routes: Object.fromEntries(Object.entries(routes).map(([name, { method, path }]) => [name, { method, path }])),
});
