import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from './json.ts';
import { Problem } from './problem.ts';

describe('JSON from a stranger', () => {
  test('reads what JSON.parse reads', () => {
    const plain = fc
      .jsonValue({ maxDepth: 6 })
      .filter((value) => !/__proto__|constructor|prototype/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => {
        expect(parseJson(JSON.stringify(value, null, 1))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    ['broken', '{"a":'],
    ['empty', ''],
    ['duplicate keys', '{"a":1,"a":2}'],
    ['duplicate keys in another spelling', '{"a":1,"\\u0061":2}'],
    ['duplicate keys deep inside', '[{"x":{"b":1 , "b" :2}}]'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor', '{"data":{"constructor":{}}}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['NaN', '{"a":NaN}'],
    ['deep nesting', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['very deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ])('refuses %s', (_, source) => {
    expect(() => parseJson(source)).toThrow(Problem);
  });

  test('the same key in two objects, or as a value, is no duplicate', () => {
    expect(parseJson('[{"a":"a"},{"a":"b","b":{"a":1}}]')).toEqual([{ a: 'a' }, { a: 'b', b: { a: 1 } }]);
  });
});
