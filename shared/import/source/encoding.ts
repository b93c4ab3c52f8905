import { FileFault } from './fault.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
type Bytes = Uint8Array<ArrayBuffer>;

/** Beginnings by which a file says its encoding. */
const marks: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The encoding of a text: what its byte order mark says; else UTF-8 where all of it is; else UTF-16 where most of every
 * second byte is zero, as in Latin scripts; else windows-1252, in which every byte means something, so that is a guess.
 */
export async function encodingOf(pieces: AsyncIterable<Bytes>): Promise<Encoding> {
  let utf8: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true });
  const zeros: [even: number, odd: number] = [0, 0];
  let bytes = 0;
  for await (const piece of pieces) {
    if (bytes === 0) {
      const marked = marks.find(([, mark]) => mark.every((byte, at) => piece[at] === byte));
      if (marked) return marked[0];
    }
    for (let at = piece.indexOf(0); at !== -1; at = piece.indexOf(0, at + 1))
      zeros[(bytes + at) % 2 === 0 ? 0 : 1] += 1;
    bytes += piece.length;
    utf8 = utf8 && isText(utf8, piece, true) ? utf8 : undefined;
  }
  const [even, odd] = zeros;
  if (utf8 && isText(utf8, new Uint8Array(), false) && even + odd === 0) return 'utf-8';
  const isPaired = bytes % 2 === 0;
  if (isPaired && odd > bytes / 4 && odd > 10 * even) return 'utf-16le';
  if (isPaired && even > bytes / 4 && even > 10 * odd) return 'utf-16be';
  if (even + odd > 0) throw new FileFault('nul_bytes', 'The file holds NUL bytes: it is no text.');
  return 'windows-1252';
}

function isText(decoder: TextDecoder, piece: Bytes, stream: boolean): boolean {
  try {
    decoder.decode(piece, { stream });
    return true;
  } catch {
    // Not of this encoding: which one it is, is what was asked.
    return false;
  }
}

/**
 * The text of some bytes, a piece at a time, without a byte order mark. Throws where they are not of that encoding: a mark
 * says it of the beginning alone.
 */
export async function* textOf(pieces: AsyncIterable<Bytes>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of pieces) yield textIn(encoding, () => decoder.decode(piece, { stream: true }));
  yield textIn(encoding, () => decoder.decode());
}

function textIn(encoding: Encoding, decode: () => string): string {
  let text: string;
  try {
    text = decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new FileFault('broken_encoding', `The file begins as ${encoding} and holds bytes that are not.`);
  }
  return withoutNul(text);
}

function withoutNul(text: string): string {
  if (text.includes('\0')) throw new FileFault('nul_bytes', 'The file holds NUL bytes: it is no text.');
  return text;
}
