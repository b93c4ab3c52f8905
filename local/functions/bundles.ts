import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { build, stop } from 'esbuild';
import { allFunctions, handlers } from '../../infra/bundle.ts';

/**
 * Bundles every function into a folder of its own below `outdir`, and returns the names of those whose code is another
 * than before. A bundle is replaced at once, because a worker may be loading it.
 */
export async function bundleFunctions(outdir: string): Promise<string[]> {
  mkdirSync(outdir, { recursive: true });
  // Read as CommonJS, where the project's package.json says otherwise.
  writeFileSync(join(outdir, 'package.json'), '{"type":"commonjs"}\n');
  const { outputFiles } = await build({ ...allFunctions(outdir), write: false, logLevel: 'silent' });
  // The bundler is a process that stays otherwise.
  await stop();
  const changed = outputFiles.filter(({ path, contents }) => !holds(path, contents));
  for (const { path, contents } of changed) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, contents);
    renameSync(`${path}.new`, path);
  }
  const deployed = handlers();
  for (const entry of readdirSync(outdir, { withFileTypes: true })) {
    if (entry.isDirectory() && !(entry.name in deployed)) rmSync(join(outdir, entry.name), { recursive: true });
  }
  return changed.map(({ path }) => relative(outdir, path).split(sep)[0] ?? '');
}

const holds = (path: string, contents: Uint8Array): boolean => existsSync(path) && readFileSync(path).equals(contents);
