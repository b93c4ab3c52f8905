const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP13 = 0xed;
const ORIENTATION = 0x0112;

/** Segments of the file format (ITU-T T.81, B.1): from 0xFF to the next. Bytes of a scan belong to the one before. */
type Segment = { marker: number; from: number; to: number };

const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);

/** The end of what is coded behind a scan's header: the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 1;
  }
  return bytes.length;
}

/** The segments up to the end of the picture; undefined where the bytes are no JPEG. What lies behind the end is not read. */
function segmentsOf(bytes: Uint8Array): Segment[] | undefined {
  const segments: Segment[] = [];
  let at = 0;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = hasNoLength(marker) ? 0 : ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (!hasNoLength(marker) && length < 2) return undefined;
    const header = at + 2 + length;
    const to = marker === SOS ? endOfScan(bytes, header) : header;
    if (to > bytes.length) return undefined;
    segments.push({ marker, from: at, to });
    if (marker === EOI) return segments[0]?.marker === SOI ? segments : undefined;
    at = to;
  }
  return undefined;
}

/** How a picture is turned, 2 to 8, as its Exif data say (CIPA DC-008, 4.6.5); undefined where it is not. */
function orientationIn(segment: Uint8Array): number | undefined {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.length);
  const start = 10;
  if (segment.length < start + 8 || Buffer.from(segment.subarray(4, 8)).toString('latin1') !== 'Exif') return undefined;
  const little = view.getUint16(start) === 0x4949;
  const ifd = start + view.getUint32(start + 4, little);
  if (ifd + 2 > segment.length) return undefined;
  for (let index = 0; index < view.getUint16(ifd, little); index++) {
    const entry = ifd + 2 + 12 * index;
    if (entry + 12 > segment.length) return undefined;
    if (view.getUint16(entry, little) !== ORIENTATION) continue;
    const turned = view.getUint16(entry + 8, little);
    return turned >= 2 && turned <= 8 ? turned : undefined;
  }
  return undefined;
}

/** Exif data that say nothing but how the picture is turned. */
const exifOf = (orientation: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, APP1, 0, 34]),
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01', 'latin1'),
    Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]),
  ]);

const isMultiPicture = (segment: Uint8Array): boolean =>
  Buffer.from(segment.subarray(4, 8)).toString('latin1') === 'MPF\0';

/**
 * A JPEG without what says where it was taken: Exif data but for how the picture is turned, XMP, IPTC, and what lies behind its
 * end, such as a second picture with Exif data of its own. The picture is not coded anew. Undefined for what is no JPEG.
 */
export function withoutPlace(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const segments = segmentsOf(bytes);
  if (!segments) return undefined;
  let orientation: number | undefined;
  const kept = segments.flatMap(({ marker, from, to }) => {
    const segment = bytes.subarray(from, to);
    if (marker === APP1) orientation ??= orientationIn(segment);
    const goes = marker === APP1 || marker === APP13 || (marker === APP2 && isMultiPicture(segment));
    return goes ? [] : [segment];
  });
  const [start, ...rest] = kept;
  if (!start) return undefined;
  return new Uint8Array(Buffer.concat([start, ...(orientation === undefined ? [] : [exifOf(orientation)]), ...rest]));
}
