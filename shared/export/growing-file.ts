import { createHash } from 'node:crypto';
import { completeUpload, getFile, putFile, SMALLEST_PART, startUpload, uploadPart } from '../kernel/files.ts';
import type { GrowingFile } from './export.schema.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A new file without content; it is there once {@link finished} has been called. */
export async function begun(folder: string, name: string, contentType: string): Promise<GrowingFile> {
  const uploadId = await startUpload(`${folder}/${name}`, contentType);
  return { name, rows: 0, bytes: 0, uploadId, parts: [] };
}

/**
 * A file with more bytes at its end. S3 takes no part below 5 MiB but the last one: what is short of it is kept under
 * `place`, which no other addition may have. The same addition done again comes to the same.
 */
export async function extended(
  working: string,
  folder: string,
  file: GrowingFile,
  more: { place: number; rows: number; bytes: Bytes },
): Promise<GrowingFile> {
  if (more.bytes.length === 0) return file;
  const bytes = Buffer.concat([await restOf(working, file), more.bytes]);
  const counted = { ...file, rows: file.rows + more.rows, bytes: file.bytes + more.bytes.length };
  if (bytes.length >= SMALLEST_PART) return withPart(folder, counted, bytes);
  await putFile(restKey(working, file.name, more.place), bytes);
  return { ...counted, rest: { place: more.place, bytes: bytes.length } };
}

/** Puts a file together from its parts. */
export async function finished(working: string, folder: string, file: GrowingFile): Promise<GrowingFile> {
  const whole =
    file.rest || file.parts.length === 0
      ? await withPart(folder, file, Buffer.from(await restOf(working, file)))
      : file;
  await completeUpload(
    `${folder}/${file.name}`,
    file.uploadId,
    whole.parts.map(({ tag }) => tag),
  );
  return whole;
}

async function withPart(folder: string, file: GrowingFile, bytes: Bytes): Promise<GrowingFile> {
  const { rest: _, ...so } = file;
  const tag = await uploadPart(`${folder}/${file.name}`, file.uploadId, file.parts.length + 1, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...so, parts: [...file.parts, { tag, bytes: bytes.length, sha256 }] };
}

const restKey = (working: string, name: string, place: number): string => `${working}/${name}.${place}.rest`;
const restOf = async (working: string, { name, rest }: GrowingFile): Promise<Bytes> =>
  rest ? getFile(restKey(working, name, rest.place)) : new Uint8Array();
