import { type Entry, fromBufferPromise } from 'yauzl';
import type { ContentType } from './content-types.ts';
import type { Rejection } from './document.schema.ts';

const MOST_ENTRIES = 5_000;
const MOST_UNPACKED = 500 * 1024 * 1024;
/** A part above a megabyte that is packed more tightly than this is no document. */
const MOST_RATIO = 200;
const LARGE_ENTRY = 1024 * 1024;

/** The part that each kind of document has by ECMA-376 as every program writes it. */
const mainParts: Partial<Record<ContentType, string>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'word/document.xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xl/workbook.xml',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'ppt/presentation.xml',
};

const isBomb = ({ uncompressedSize, compressedSize }: Entry): boolean =>
  uncompressedSize > LARGE_ENTRY && uncompressedSize > MOST_RATIO * compressedSize;

/**
 * Why bytes are no document of Office, by the directory of the ZIP: nothing is unpacked here, so nothing can unpack to too
 * much. Macros, programs among the parts, encrypted parts and paths that lead out are refused.
 */
export async function officeFault(bytes: Uint8Array<ArrayBuffer>, type: ContentType): Promise<Rejection | undefined> {
  // A ZIP may have anything before it; what has is no document, but perhaps a program that unpacks itself.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, 4).toString('latin1') !== 'PK\x03\x04') return 'type';
  const names = new Set<string>();
  let unpacked = 0;
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
    });
    if (zip.entryCount > MOST_ENTRIES) return 'unsafe_archive';
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      if (unpacked > MOST_UNPACKED || isBomb(entry) || entry.isEncrypted()) return 'unsafe_archive';
      if (/(?:^|\/)vbaProject\.bin$|\.(?:exe|dll|scr|js|vbs|bat|cmd|ps1|jar|html?|svg)$/i.test(entry.fileName))
        return 'forbidden';
      names.add(entry.fileName);
    }
  } catch {
    // Whatever is wrong with its directory: it is no document.
    return 'type';
  }
  return names.has('[Content_Types].xml') && names.has(mainParts[type] ?? '') ? undefined : 'type';
}
