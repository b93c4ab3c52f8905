import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { build, stop } from 'esbuild';
import { allFunctions, handlers } from '../../infra/bundle.ts';

/**
 * Bundles every function into a folder of its own below `outdir`, and returns the names of those whose code is another
 * than before. A bundle is replaced at once, because a worker may be loading it. Rejects at once when it is aborted.
 */
export async function bundleFunctions(outdir: string, signal?: AbortSignal): Promise<string[]> {
  signal?.throwIfAborted();
  mkdirSync(outdir, { recursive: true });
  // Read as CommonJS, where the project's package.json says otherwise.
  writeFileSync(join(outdir, 'package.json'), '{"type":"commonjs"}\n');
  const { outputFiles } = await bundle(outdir, signal);
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

/** The bundler is a process of its own, which stays otherwise; what it has begun when it is ended is never settled. */
async function bundle(outdir: string, signal?: AbortSignal) {
  const broken = Promise.withResolvers<never>();
  const breakOff = (): void => broken.reject(signal?.reason as Error);
  signal?.addEventListener('abort', breakOff);
  try {
    const built = build({ ...allFunctions(outdir), write: false, logLevel: 'silent' });
    return await Promise.race([built, broken.promise]);
  } finally {
    signal?.removeEventListener('abort', breakOff);
    await stop();
  }
}

const holds = (path: string, contents: Uint8Array): boolean => existsSync(path) && readFileSync(path).equals(contents);
