import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts `parts` (folders below `folder`) there as they were built from the sources of this hash: copied when any local cloud
 * of this checkout has built them before, else by `make`. Copies are kept below `store`, by hash, and only the newest.
 * Resolves to what `make` returns; to undefined for a copy.
 */
export async function builtOnce<T>(
  { store, hash, folder, parts }: { store: string; hash: string; folder: string; parts: readonly string[] },
  make: () => Promise<T>,
): Promise<T | undefined> {
  const kept = join(store, hash);
  if (existsSync(kept)) {
    for (const part of parts) replaceBy(join(folder, part), join(kept, part));
    return undefined;
  }
  const made = await make();
  // Complete before it has its name, so that nobody copies a half; whoever else was first has kept the same.
  const next = `${kept}.${process.pid}`;
  for (const part of parts) cpSync(join(folder, part), join(next, part), { recursive: true });
  if (existsSync(kept)) rmSync(next, { recursive: true });
  else renameSync(next, kept);
  for (const name of readdirSync(store)) if (!name.startsWith(hash)) rmSync(join(store, name), { recursive: true });
  return made;
}

function replaceBy(target: string, source: string): void {
  const before = `${target}.before`;
  rmSync(before, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  renameSync(target, before);
  cpSync(source, target, { recursive: true });
  rmSync(before, { recursive: true });
}
