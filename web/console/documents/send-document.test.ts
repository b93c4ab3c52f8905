import { expect, test } from 'vitest';
import { contentTypes, MOST_BYTES } from '../../../shared/document/content-types.ts';
import { endings, faultOf, typeOf } from './send-document.ts';

const file = (name: string, type = '', size = 1) => ({ name, type, size });

test('each kind of file that is kept can be chosen, whatever the browser takes it for', () => {
  const types = endings.map((ending) =>
    typeOf(file(`Report of 1.2${ending.toUpperCase()}`, 'application/vnd.ms-excel')),
  );
  expect(new Set(types)).toEqual(new Set(contentTypes));
  expect(typeOf(file('scan', 'image/png'))).toBe('image/png');
});

test('a program, a web page, an empty file and one above the limit are refused before they are sent', () => {
  expect(faultOf(file('setup.exe', 'application/x-msdownload'))).toBe('type');
  expect(faultOf(file('page.svg', 'image/svg+xml'))).toBe('type');
  expect(faultOf(file('a.pdf', '', 0))).toBe('empty');
  expect(faultOf(file('a.pdf', '', MOST_BYTES + 1))).toBe('large');
  expect(faultOf(file('a.pdf', '', MOST_BYTES))).toBeUndefined();
});
