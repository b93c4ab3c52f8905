import { describe, expect, test } from 'vitest';
import { multipartFields } from './multipart.ts';
import { cpuMs } from '../testing/cpu.ts';

const type = 'multipart/form-data; boundary=b1';
const part = (disposition: string, value: string, headers = '') =>
  `--b1\r\nContent-Disposition: ${disposition}\r\n${headers}\r\n${value}\r\n`;
const fields = (...parts: string[]) => multipartFields(`${parts.join('')}--b1--\r\n`, type);

describe('the fields of a multipart form', () => {
  test('are read by name, whichever way a sender writes it', () => {
    expect(
      fields(
        part('form-data; name="comments"', 'two\r\nlines'),
        part('form-data; name=email', 'ada@example.com'),
        part('FORM-DATA;name="a \\"b\\""', ''),
        part('form-data; name="plain"', 'é', 'Content-Type: text/plain; charset=utf-8\r\n'),
      ),
    ).toEqual({ comments: 'two\r\nlines', email: 'ada@example.com', 'a "b"': '', plain: 'é' });
  });

  test('given twice are a list; a file field that was left empty is none', () => {
    expect(
      fields(
        part('form-data; name="tag"', 'a'),
        part('form-data; name="tag"', 'b'),
        part('form-data; name="photo"; filename=""', '', 'Content-Type: application/octet-stream\r\n'),
      ),
    ).toEqual({ tag: ['a', 'b'] });
  });

  test('keep what looks like a boundary inside a line', () => {
    expect(fields(part('form-data; name="a"', 'x --b1 y'))).toEqual({ a: 'x --b1 y' });
  });

  test.each([
    ['a part without a name', part('form-data', 'x')],
    ['a part with an empty name', part('form-data; name=""', 'x')],
    ['a part that is no form data', part('attachment; name="a"', 'x')],
    ['a part with a parameter that nobody knows', part('form-data; name="a"; size=3', 'x')],
    ['a part with an encoded name', part("form-data; name*=utf-8''a", 'x')],
    ['a part whose name does not end', part('form-data; name="a', 'x')],
    ['a part with two names', part('form-data; name="a"; name="b"', 'x')],
    ['a file', part('form-data; name="a"; filename="a.txt"', 'x')],
    [
      'a part in another character set',
      part('form-data; name="a"', 'x', 'Content-Type: text/plain; charset=latin1\r\n'),
    ],
    ['a part in another encoding', part('form-data; name="a"', 'eA==', 'Content-Transfer-Encoding: base64\r\n')],
    ['a part without a disposition', '--b1\r\nContent-Type: text/plain\r\n\r\nx\r\n'],
    ['a part without an end of its headers', '--b1\r\nContent-Disposition: form-data; name="a"\r\n'],
    ['a header that is none', '--b1\r\nhello\r\n\r\nx\r\n'],
    ['lines that end otherwise', '--b1\nContent-Disposition: form-data; name="a"\n\nx\n'],
  ])('cannot be read with %s: nothing is dropped in silence', (_, unreadable) => {
    const good = part('form-data; name="comments"', 'ok');
    for (const parts of [[unreadable], [good, unreadable], [unreadable, good]])
      expect(() => fields(...parts)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
  });

  test.each([
    ['blanks in a header', `--b1\r\nContent-Disposition: ${' '.repeat(90_000)}x${' '.repeat(9_000)}\r\n\r\nx\r\n`],
    ['quotes', part(`form-data; name="${'\\"'.repeat(45_000)}`, 'x')],
    ['parameters', part(`form-data${'; a=b'.repeat(18_000)}!`, 'x')],
    ['headers', `--b1\r\n${'constructor: 1\r\n'.repeat(6_000)}\r\nx\r\n`],
  ])('are refused at once when 100 KB are %s', (_, unreadable) => {
    const refused = () =>
      expect(() => fields(unreadable)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
    expect(cpuMs(refused)).toBeLessThan(250);
  });

  test.each([
    ['no boundary', `${part('form-data; name="a"', 'x')}--b1--\r\n`, 'multipart/form-data'],
    ['another boundary', `${part('form-data; name="a"', 'x')}--b1--\r\n`, 'multipart/form-data; boundary=b2'],
    ['an end that is cut off', part('form-data; name="a"', 'x'), type],
    ['nothing at all', '', type],
  ])('cannot be read with %s', (_, text, contentType) => {
    expect(() => multipartFields(text, contentType)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
  });
});
