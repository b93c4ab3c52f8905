import { describe, expect, test } from 'vitest';
import type { ContentType } from './content-types.ts';
import { contentFault } from './content.ts';
import { withoutPlace } from './jpeg.ts';
import { aZip, type Bytes, docx, photo, samples } from './testing/files.ts';

const bytesOf = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'latin1'));
const fault = (bytes: Bytes, type: string) => contentFault(bytes, type as ContentType);

describe('what a file is', () => {
  test.each(Object.entries(samples))('%s is taken as what it is', async (type, bytes) => {
    expect(await fault(bytes, type)).toBeUndefined();
  });

  test('no file is taken as another type that is told by its content', async () => {
    const told = Object.keys(samples).filter((type) => type !== 'text/plain' && type !== 'text/csv');
    for (const type of told)
      for (const [other, bytes] of Object.entries(samples)) {
        // Whatever has a first line with a colon can be a mail.
        if (other === type || (type === 'message/rfc822' && other.startsWith('text/'))) continue;
        expect({ type, other, fault: await fault(bytes, type) }).toEqual({ type, other, fault: 'type' });
      }
  });

  test.each([
    ['a program of Windows', 'MZ\x90\0\x03'],
    ['one of Linux', '\x7fELF\x02\x01'],
    ['one of macOS', '\xcf\xfa\xed\xfe\x07'],
    ['a script', '#!/bin/sh\n'],
    ['a web page', '\n <!DOCTYPE html><p>x'],
    ['one without a type', '<!-- x --><html><script>x()</script>'],
    ['a picture as SVG', '<?xml version="1.0"?><svg onload="x()"/>'],
  ])('%s is refused, whatever it is said to be', async (_, text) => {
    for (const type of Object.keys(samples))
      expect({ type, fault: await fault(bytesOf(text), type) }).toEqual({ type, fault: 'forbidden' });
  });

  test('a text with bytes that no text has, and one that a browser would show as a page, are refused', async () => {
    expect(await fault(bytesOf('a\0b'), 'text/plain')).toBe('type');
    expect(await fault(bytesOf('Hello\n<script>x()</script>'), 'text/csv')).toBe('forbidden');
  });
});

describe('a document of Office', () => {
  const parts = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' };

  test('with macros, or with a program or a web page among its parts, is refused', async () => {
    for (const name of ['word/vbaProject.bin', 'word/embeddings/setup.exe', 'a.html', 'a.svg'])
      expect(await fault(aZip({ ...parts, [name]: 'x' }), docx)).toBe('forbidden');
  });

  test('that unpacks to too much, or has too many parts, is refused by its directory', async () => {
    expect(await fault(aZip(parts, 400 * 1024 * 1024), docx)).toBe('unsafe_archive');
    const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`p${index}`, '']));
    expect(await fault(aZip({ ...parts, ...many }), docx)).toBe('unsafe_archive');
  });

  test('is no other ZIP, none with a path that leads out, none behind something else, and not an encrypted one', async () => {
    expect(await fault(aZip({ 'a.txt': 'x' }), docx)).toBe('type');
    expect(await fault(aZip({ ...parts, '../x': 'x' }), docx)).toBe('type');
    expect(await fault(new Uint8Array(Buffer.concat([Buffer.from('x'), aZip(parts)])), docx)).toBe('type');
    // Office keeps encrypted ones in a compound file.
    expect(await fault(bytesOf('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), docx)).toBe('type');
    expect(await fault(aZip(parts).slice(0, -8), docx)).toBe('type');
  });
});

describe('a photograph', () => {
  test('loses where it was taken, in Exif data, XMP and behind its end, and keeps how it is turned and what it shows', () => {
    expect(Buffer.from(photo).includes('GPSLatitude')).toBe(true);
    const cleaned = withoutPlace(photo);
    const text = Buffer.from(cleaned ?? []).toString('latin1');
    for (const trace of ['GPS', '\x88\x25', 'xap']) expect(text.includes(trace)).toBe(false);
    expect(text).toContain('\x01\x12\0\x03\0\0\0\x01\0\x06');
    expect(text).toContain('\xab\xff\0\xcd\xff\xd0\x12\xff\xd9');
    expect(text.indexOf('\xff\xd9')).toBe(text.length - 2);
    expect(withoutPlace(cleaned ?? photo)).toEqual(cleaned);
  });

  test.each([
    ['cut off', photo.slice(0, 60)],
    ['without an end', photo.slice(0, photo.indexOf(0xdb))],
    ['with a length that leads out', bytesOf('\xff\xd8\xff\xe1\xff\xff')],
    ['with a length of nothing', bytesOf('\xff\xd8\xff\xe1\0\0\xff\xd9')],
    ['with other bytes between', bytesOf('\xff\xd8\xff\xe0\0\x02x\xff\xd9')],
  ])('%s is none', (_, bytes) => {
    expect(withoutPlace(bytes)).toBeUndefined();
  });

  test('with broken Exif data is kept without them', () => {
    for (const data of ['Exif\0\0', 'Exif\0\0II*\0\xff\xff\xff\x7f', 'Exif\0\0MM\0*\0\0\0\x08\xff\xff']) {
      const broken = `\xff\xd8\xff\xe1\0${String.fromCharCode(data.length + 2)}${data}\xff\xd9`;
      expect(withoutPlace(bytesOf(broken))).toEqual(bytesOf('\xff\xd8\xff\xd9'));
    }
  });
});
