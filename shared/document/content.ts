import type { ContentType } from './content-types.ts';
import { officeFault } from './office.ts';
import type { Rejection } from './document.schema.ts';

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, to);

/** Brands of ISO 23008-12 that stand for a picture in HEIF. */
const HEIF = /^(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;
/** Programs for Windows, Linux and macOS, scripts, and Java classes by what they begin with. */
const PROGRAM = /^(?:MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)/;
const MARKUP = /<(?:!doctype\s+html|html|svg|script|head|body|iframe)[\s>/]/i;
/** So far into a text markup is looked for: browsers look no further when they guess what a file is. */
const LOOKED_AT = 1_445;
// eslint-disable-next-line no-control-regex -- these are what no text has
const NO_TEXT = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

const startsOf: Partial<Record<ContentType, (start: string) => boolean>> = {
  'application/pdf': (start) => start.startsWith('%PDF-'),
  'image/png': (start) => start.startsWith('\x89PNG\r\n\x1a\n'),
  'image/jpeg': (start) => start.startsWith('\xff\xd8\xff'),
  'image/webp': (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP',
  'image/heic': (start) => start.slice(4, 8) === 'ftyp' && HEIF.test(start.slice(8, 12)),
  'message/rfc822': (start) => /^(?:From [^\n]*\r?\n)?[!-9;-~]+:/.test(start),
  'text/calendar': (start) => /^BEGIN:VCALENDAR\s/i.test(start),
  'text/vcard': (start) => /^BEGIN:VCARD\s/i.test(start),
};

/** What is wrong with a text: it holds bytes that no text has, or begins as a web page. A mail may hold a page as a part. */
function textFault(bytes: Uint8Array, type: ContentType): Rejection | undefined {
  if (NO_TEXT.test(latin(bytes, 0, bytes.length))) return 'type';
  const start = latin(bytes, 0, LOOKED_AT);
  if (type !== 'message/rfc822' && (MARKUP.test(start) || /^\s*<\?xml/i.test(start))) return 'forbidden';
  return undefined;
}

/** Why bytes are not a file of that type; undefined where they are. What is a program or a web page is said to be that. */
export async function contentFault(bytes: Uint8Array<ArrayBuffer>, type: ContentType): Promise<Rejection | undefined> {
  const start = latin(bytes, 0, LOOKED_AT).replace(/^\xef\xbb\xbf/, '');
  if (PROGRAM.test(start)) return 'forbidden';
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?</.test(start) && MARKUP.test(start)) return 'forbidden';
  if (type.startsWith('application/vnd.')) return officeFault(bytes, type);
  if (startsOf[type]?.(start) === false) return 'type';
  return type.startsWith('text/') || type === 'message/rfc822' ? textFault(bytes, type) : undefined;
}
