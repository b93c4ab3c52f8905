import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'latin1'));

/** A ZIP file with parts that are not packed; `claimed` is how long the directory says that each one is. */
export function aZip(parts: Record<string, string>, claimed?: number): Bytes {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [data, title] = [Buffer.from(text), Buffer.from(name)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(claimed === undefined ? 0 : 8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(claimed ?? data.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, tail, title]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, list, end]));
}

const types = { '[Content_Types].xml': '<Types/>' };
/** A place in Exif data: IFD0 with how the picture is turned and a pointer to an IFD of GPS with a latitude. */
const exif = bytesOf(
  'Exif\0\0MM\0*\0\0\0\x08\0\x02' +
    '\x01\x12\0\x03\0\0\0\x01\0\x06\0\0' +
    '\x88\x25\0\x04\0\0\0\x01\0\0\0\x26' +
    '\0\0\0\0' +
    '\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\x38\0\0\0\0' +
    '\0\0\0\x2f\0\0\0\x01\0\0\0\x03\0\0\0\x01\0\0\0\x1e\0\0\0\x01',
);
const segment = (marker: number, data: Bytes): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]), data]);
const scan = Buffer.concat([segment(0xda, bytesOf('\x01\x01\0\0\x3f\0')), bytesOf('\xab\xff\0\xcd\xff\xd0\x12')]);

/** A photograph that says where it was taken: in Exif data, in XMP, and in a second picture behind its end. */
export const photo: Bytes = new Uint8Array(
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, bytesOf('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    segment(0xe1, exif),
    segment(0xe1, bytesOf('http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="47,3N"/>')),
    segment(0xdb, bytesOf('\0'.repeat(65))),
    scan,
    Buffer.from([0xff, 0xd9]),
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif),
    Buffer.from([0xff, 0xd9]),
  ]),
);

const office = 'application/vnd.openxmlformats-officedocument';
export const docx = `${office}.wordprocessingml.document`;
/** A file of each type that is taken. */
export const samples: Record<string, Bytes> = {
  'application/pdf': bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj'),
  'image/png': bytesOf('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  'image/jpeg': photo,
  'image/webp': bytesOf('RIFF\x24\0\0\0WEBPVP8 '),
  'image/heic': bytesOf('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
  [docx]: aZip({ ...types, 'word/document.xml': '<w/>' }),
  [`${office}.spreadsheetml.sheet`]: aZip({ ...types, 'xl/workbook.xml': '<w/>' }),
  [`${office}.presentationml.presentation`]: aZip({ ...types, 'ppt/presentation.xml': '<p/>' }),
  'text/plain': new Uint8Array(Buffer.from('Grüße aus Graz, a < b\n')),
  'text/csv': new Uint8Array(Buffer.from('\ufeffname;km\r\nGolf;100\r\n')),
  'message/rfc822': bytesOf('From: a@example.com\r\nSubject: x\r\n\r\n<html><body>Hello</body></html>'),
  'text/calendar': bytesOf('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
  'text/vcard': bytesOf('BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n'),
};

/** What is said of a file before it is sent. */
export const announcing = <T extends string>(bytes: Bytes, contentType: T) => ({
  contentType,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** Sends a file by a form, as a browser does; the status that S3 answers with. */
export async function sendFile(
  { url, fields }: { url: string; fields: Readonly<Record<string, string>> },
  bytes: Bytes,
): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes]), 'file');
  return (await fetch(url, { method: 'POST', body: form })).status;
}
