import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, countWords, labelOf, mergePhrases, mergeScores, splitText } from './split.ts';

const sentence = fc
  .array(fc.constantFrom('late', 'größer', '日本', '👩‍👩‍👧', 'e\u0301', '🇩🇪', 'naïve', '. ', '? ', ' '), { maxLength: 60 })
  .map((parts) => parts.join(' '));
const anyText = fc.oneof(
  sentence,
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.toWellFormed()),
);
const size = fc.integer({ min: 4, max: 120 });
const graphemeEnds = (text: string) =>
  new Set(
    Array.from(
      new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text),
      ({ index, segment }) => index + segment.length,
    ),
  );

describe('a long text', () => {
  test('comes back whole when its pieces are joined, and every piece fits', () => {
    fc.assert(
      fc.property(anyText, size, (text, max) => {
        const pieces = splitText(text, max);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) {
          expect(bytesOf(piece)).toBeLessThanOrEqual(max);
          expect(piece.isWellFormed()).toBe(true);
          expect(piece === '' && text !== '').toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('is never cut inside a grapheme that fits into a piece', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 40, max: 120 }), (text, max) => {
        const longest = Math.max(
          0,
          ...Array.from(new Intl.Segmenter('und').segment(text), ({ segment }) => bytesOf(segment)),
        );
        fc.pre(longest <= max);
        const allowed = graphemeEnds(text);
        let position = 0;
        for (const piece of splitText(text, max).slice(0, -1))
          expect(allowed.has((position += piece.length))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('is cut after sentences where that is possible, else after words', () => {
    const text = 'The app is slow. It crashed twice today. Support was kind.';
    expect(splitText(text, 45)).toEqual(['The app is slow. It crashed twice today. ', 'Support was kind.']);
    expect(splitText('one two three four', 9)).toEqual(['one two ', 'three ', 'four']);
  });

  test('of 10 000 four-byte characters stays within the service’s limit', () => {
    const pieces = splitText('🙂'.repeat(10_000));
    expect(pieces.join('')).toBe('🙂'.repeat(10_000));
    expect(pieces.every((piece) => bytesOf(piece) <= 5000)).toBe(true);
    expect(pieces).toHaveLength(8);
  });
});

const scores = fc
  .tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100))
  .map(([positive, negative, neutral, mixed]) => {
    const sum = positive + negative + neutral + mixed || 1;
    return { positive: positive / sum, negative: negative / sum, neutral: neutral / sum, mixed: mixed / sum };
  });

describe('the pieces’ sentiments', () => {
  test('merge into themselves when all pieces agree, whatever their lengths', () => {
    fc.assert(
      fc.property(
        scores,
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 9 }),
        (one, weights) => {
          const merged = mergeScores(weights.map((weight) => ({ weight, scores: one })));
          for (const key of ['positive', 'negative', 'neutral', 'mixed'] as const)
            expect(merged[key]).toBeCloseTo(one[key], 9);
        },
      ),
    );
  });

  test('weigh as much as their text is long, in any order', () => {
    const good = { positive: 1, negative: 0, neutral: 0, mixed: 0 };
    const bad = { positive: 0, negative: 1, neutral: 0, mixed: 0 };
    expect(
      labelOf(
        mergeScores([
          { weight: 900, scores: bad },
          { weight: 100, scores: good },
        ]),
      ),
    ).toBe('negative');
    expect(
      mergeScores([
        { weight: 900, scores: bad },
        { weight: 100, scores: good },
      ]),
    ).toEqual(
      mergeScores([
        { weight: 100, scores: good },
        { weight: 900, scores: bad },
      ]),
    );
  });

  test('make the whole mixed when praise and blame stand side by side', () => {
    const good = { positive: 1, negative: 0, neutral: 0, mixed: 0 };
    const bad = { positive: 0, negative: 1, neutral: 0, mixed: 0 };
    expect(
      labelOf(
        mergeScores([
          { weight: 500, scores: bad },
          { weight: 500, scores: good },
        ]),
      ),
    ).toBe('mixed');
  });
});

test('a phrase that occurs in several pieces is listed once, before rarer ones', () => {
  expect(
    mergePhrases([
      { text: 'the invoice', score: 0.9 },
      { text: 'a refund', score: 0.99 },
      { text: 'The invoice', score: 0.8 },
    ]),
  ).toEqual([
    { text: 'the invoice', score: 0.9 },
    { text: 'a refund', score: 0.99 },
  ]);
});

test('words are counted in languages without spaces too', () => {
  expect(countWords('ok')).toBe(1);
  expect(countWords('not that good!')).toBe(3);
  expect(countWords('サービスがとても悪いです')).toBeGreaterThan(2);
});
