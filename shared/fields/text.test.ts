import { expect, test } from 'vitest';
import { documentedLine, line, prose } from './text.schema.ts';

const accepts = (schema: { safeParse: (text: string) => { success: boolean } }, text: string): boolean =>
  schema.safeParse(text).success;

test('the API document refuses the same characters in a name as the API, up to U+FFFF', () => {
  const name = line(3);
  const differing = Array.from({ length: 0x10000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .filter((code) => {
      const text = `a${String.fromCharCode(code)}b`;
      return documentedLine.test(text) !== accepts(name, text);
    });
  expect(differing.map((code) => code.toString(16))).toEqual([]);
});

test.each([
  ['a hidden tag', 'a\u{e0041}b'],
  ['half of a character', 'a\ud83d'],
  ['nothing but marks', '\u0301\u0301'],
  ['nothing but space', '   '],
])('a name with %s is refused', (_, text) => {
  expect(accepts(line(10), text)).toBe(false);
});

test('what somebody wrote may have lines, but no half of a character', () => {
  expect(accepts(prose(10), 'a\n\tb 😀')).toBe(true);
  expect(accepts(prose(10), 'a\ud83d')).toBe(false);
  expect(accepts(prose(10), 'a\u0000')).toBe(false);
});
