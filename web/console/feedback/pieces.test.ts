import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, type Place } from './pieces.ts';

const text = 'I was charged twice, call 555-0100.';

test('what is marked in a text stands between what is not', () => {
  const places: Place[] = [
    { start: 26, end: 34, mark: 'pii' },
    { start: 6, end: 19, mark: 'evidence' },
  ];
  expect(piecesOf(text, places)).toEqual([
    { at: 0, text: 'I was ' },
    { at: 6, text: 'charged twice', mark: 'evidence' },
    { at: 19, text: ', call ' },
    { at: 26, text: '555-0100', mark: 'pii' },
    { at: 34, text: '.' },
  ]);
});

test('whatever is marked, also what overlaps or lies outside, the pieces are the text', () => {
  const place = fc.record({
    start: fc.integer({ min: -5, max: 50 }),
    end: fc.integer({ min: -5, max: 50 }),
    mark: fc.constantFrom('evidence' as const, 'pii' as const),
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.array(place, { maxLength: 8 }), (said, places) => {
      expect(
        piecesOf(said, places)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(said);
    }),
  );
});
