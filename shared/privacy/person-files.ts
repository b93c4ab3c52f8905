import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { Context } from '../kernel/context.ts';
import { filesBelow, openFile, removeFile } from '../kernel/files.ts';
import { mentions, type Person } from '../kernel/personal.ts';

/** Folders of a company's files that hold what people said; those of reports have their own way (`erase-reported`). */
const folders = ['exports', 'imports', 'working'] as const;

/** Files that only name what others hold, or numbers: nobody is in them. */
const namesNobody = /\/(?:manifest\.json|metrics\.(?:csv|xlsx|ndjson\.gz))$/;
/** Files of which no text can be read as they lie there, and those from which columns may have been left out that tell whose row it is. */
const cannotBeSearched = /\/(?:part-\d+\.parquet|\w+\.xlsx|(?:feedback|surveys|customers)\.csv)(?:\.\d+\.rest)?$/;

/** Longer than any mark: so much of one piece is looked at again with the next one. */
const OVERLAP = 400;

/** Whether a file names a person. A file of any size is read piece by piece, packed ones unpacked. */
async function holds(key: string, person: Person): Promise<boolean> {
  const file = await openFile(key);
  if (!file) return false;
  const source = Readable.from(file.pieces);
  const pieces = key.includes('.gz') ? source.pipe(createGunzip()) : source;
  // Errors of the one are not told by the other: reading ends either way.
  source.on('error', (error) => pieces.destroy(error));
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const piece of pieces) {
      const text = rest + decoder.decode(piece as Uint8Array, { stream: true });
      if (mentions(text, person)) return true;
      rest = text.slice(-OVERLAP);
    }
    return false;
  } finally {
    source.destroy();
    pieces.destroy();
  }
}

/** All keys of a company's files that may hold somebody, in one order. */
export async function keysOfCompany({ companyId }: Context): Promise<string[]> {
  const keys: string[] = [];
  for (const folder of folders) for await (const some of filesBelow(`${folder}/${companyId}`)) keys.push(...some);
  return keys.toSorted();
}

/** Folder of a file: of what one import has read, all goes when a part of it does. */
const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));
const isOfImport = (key: string): boolean => /^imports\/[^/]+\/[^/]+\//.test(key);

/**
 * Takes a person's files away: those that name them, and exports of records that cannot be searched, which can be made anew. Of an
 * import that holds them all that it has read goes, so it cannot be undone any more. Works until `until` (ms) and says behind which
 * key to go on; `skip` is a folder that is kept.
 */
export async function eraseFiles(
  ctx: Context,
  person: Person,
  { after = '', until }: { after?: string | undefined; until: number },
): Promise<{ removed: number; after?: string }> {
  let removed = 0;
  const keys = (await keysOfCompany(ctx)).filter((key) => key > after);
  const gone = new Set<string>();
  for (const key of keys) {
    if (
      gone.has(folderOf(key)) ||
      (!namesNobody.test(key) && (cannotBeSearched.test(key) || (await holds(key, person))))
    ) {
      await removeFile(key);
      removed += 1;
      if (isOfImport(key) && !gone.has(folderOf(key))) {
        gone.add(folderOf(key));
        for await (const some of filesBelow(folderOf(key)))
          for (const other of some.filter((one) => one < key)) {
            await removeFile(other);
            removed += 1;
          }
      }
    }
    if (Date.now() > until && key !== keys.at(-1) && !gone.has(folderOf(key))) return { removed, after: key };
  }
  return { removed };
}
