import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deterministicId, fromKeyPart, idMonth, idTime, keyPart, newId } from './ids.ts';
import { asId, type Id, idPattern } from './id-kinds.ts';

test('ids are lower case, sortable by their time, and carry it', () => {
  const at = new Date('2026-11-01T10:00:00.123Z');
  const id = newId('feedback', at);
  expect(id).toMatch(idPattern('feedback'));
  expect(idTime(id)).toEqual(at);
  expect(idMonth(id)).toBe('2026-11');
  expect(newId('feedback', new Date(at.getTime() + 1)) > id).toBe(true);
});

test('an id of the past carries its own time, also after newer ids were made', () => {
  newId('feedback');
  const at = new Date('2024-02-03T04:05:06.007Z');
  expect(idTime(newId('feedback', at))).toEqual(at);
});

test('another letter case or kind is not an id', () => {
  const id = newId('feedback');
  expect(id.toUpperCase()).not.toMatch(idPattern('feedback'));
  expect(id).not.toMatch(idPattern('survey'));
});

test('a text becomes an id of ours only by its form; without the look at it, a key of it does not compile', () => {
  const id: string = newId('survey');
  expect(asId('survey', id)).toBe(id);
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom(id.toUpperCase(), `${id}0`, `x${id}`, newId('feedback'))),
      (text) => {
        expect(asId('survey', text)).toBeUndefined();
      },
    ),
  );
  // @ts-expect-error -- any text
  const fromOutside: Id<'survey'> = id;
  // @ts-expect-error -- an id of another kind
  const ofAnotherKind: Id<'survey'> = newId('feedback');
  // @ts-expect-error -- the month of any text; it may carry none
  expect(() => idMonth('surveymonkey-42')).toThrow('ULID');
  expect([fromOutside, ofAnotherKind]).toHaveLength(2);
});

test('a seed always gives the same id', () => {
  const at = new Date('2020-01-01T00:00:00Z');
  expect(deterministicId('feedback', at, 's')).toBe(deterministicId('feedback', at, 's'));
  expect(deterministicId('feedback', at, 's')).not.toBe(deterministicId('feedback', at, 't'));
  expect(deterministicId('feedback', at, 's')).toMatch(idPattern('feedback'));
});

test('key parts are injective, lower case, free of separators, and can be read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const part = keyPart(value);
      expect(part).toMatch(/^[a-z0-9._~-]*$/);
      expect(fromKeyPart(part)).toBe(value);
    }),
  );
});
