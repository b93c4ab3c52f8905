import { cpSync, existsSync, globSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import type { FilesBeside } from '../events/define.ts';
import { triggers } from '../events/index.ts';
import { writeCentroids } from '../shared/address/build-centroids.ts';
import { functions, type HttpFunction } from './functions.ts';
import { functionNameOf, kinds } from './names.ts';
import { lazyZod } from './lazy-zod/plugin.ts';
import { sdkDiet } from './sdk-diet/aliases.ts';
import { dietPlugins } from './sdk-diet/plugins.ts';

const root = join(import.meta.dirname, '..');
export const buildDir = join(root, '.build');

/** Function name → its handler's path, for everything that is deployed. */
export function handlers(): Record<string, string> {
  const found = globSync(['functions/*/handler.ts', 'events/*/*/handler.ts'], { cwd: root }).toSorted();
  return Object.fromEntries(found.map((path) => [nameOf(dirname(path)), path]));
}

function nameOf(folder: string): string {
  const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find(
    (key) => kinds[key].folder === basename(dirname(folder)),
  );
  return kind ? functionNameOf({ kind, name: basename(folder) }) : basename(folder);
}

/**
 * CommonJS, because it loads faster than ESM on Lambda, with the SDK inside, because that is faster than the
 * runtime's; what a function never runs of the SDK is replaced.
 */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.html': 'text', '.css': 'text', '.txt': 'text', '.md': 'text', '.svg': 'text' },
  define: { 'import.meta.dirname': '__dirname' },
  alias: sdkDiet,
  plugins: [...dietPlugins, lazyZod],
  logOverride: { 'import-is-undefined': 'error' },
  logLevel: 'warning',
} satisfies BuildOptions;

/** For one esbuild call (`build`, or `context` to rebuild on change) that writes every function's bundle. */
export const allFunctions = (outdir = buildDir) =>
  ({
    ...bundleOptions,
    entryPoints: Object.fromEntries(Object.entries(handlers()).map(([name, path]) => [`${name}/index`, path])),
    outdir,
  }) satisfies BuildOptions;

/** Writes `<outdir>/<name>/index.js` for every function, with the files of its `assets/` folder and those that it declares beside it. */
export async function bundleAll(outdir = buildDir): Promise<Metafile> {
  mkdirSync(outdir, { recursive: true });
  const deployed = new Set(Object.keys(handlers()));
  for (const name of readdirSync(outdir)) if (!deployed.has(name)) rmSync(join(outdir, name), { recursive: true });
  const { metafile } = await build(allFunctions(outdir));
  copyAssets(outdir);
  // Read as CommonJS here too, where the project's package.json says otherwise.
  writeFileSync(join(outdir, 'package.json'), '{"type":"commonjs"}\n');
  writeFileSync(join(outdir, 'meta.json'), JSON.stringify(metafile));
  return metafile;
}

export function copyAssets(outdir = buildDir): void {
  writeCentroids(root);
  for (const [name, path] of Object.entries(handlers())) {
    const assets = join(root, dirname(path), 'assets');
    if (existsSync(assets)) cpSync(assets, join(outdir, name, 'assets'), { recursive: true });
  }
  for (const [name, files] of declaredFiles()) copyFiles(files, join(outdir, name));
}

const declaredFiles = (): [name: string, files: FilesBeside][] => [
  ...Object.entries<HttpFunction>(functions).map(([name, { files = {} }]): [string, FilesBeside] => [name, files]),
  ...triggers.map((trigger): [string, FilesBeside] => [functionNameOf(trigger), trigger.files ?? {}]),
];

/** Lays declared files into the folder of a bundle. */
export function copyFiles(files: FilesBeside, folder: string): void {
  for (const [name, path] of Object.entries(files)) cpSync(join(root, path), join(folder, name));
}

async function main(): Promise<void> {
  await bundleAll();
  for (const name of Object.keys(handlers())) {
    const kilobytes = (statSync(join(buildDir, name, 'index.js')).size / 1000).toFixed(0);
    process.stdout.write(`${kilobytes.padStart(6)} kB  ${name}\n`);
  }
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    // esbuild has told its errors already, with file and line.
    if (!(error instanceof Error && 'errors' in error)) throw error;
    process.exitCode = 1;
  });
}
