import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginningOf, wordsOf } from '../kernel/words.ts';
import { FeedbackFilter } from './feedback.requests.schema.ts';
import { containsWords, indexedWords } from './feedback.words.ts';

const texts = {
  Hindi: 'बहुत अच्छा हिन्दी सेवा घर',
  Korean: '사랑 한국어 서비스가 좋아요',
  Tamil: 'நன்றி சேவை மிகவும் நல்லது',
  'vocalised Hebrew': 'שָׁלוֹם תּוֹדָה רַבָּה',
  'vocalised Arabic': 'خِدْمَة مُمْتَازَة شُكْرًا',
  French: 'été déçu, très mauvaise expérience',
  Vietnamese: 'dịch vụ rất tệ, không hài lòng',
  Greek: 'εξαιρετική εξυπηρέτηση',
  Japanese: '商品の配送が遅いです。サービスがひどい',
  Chinese: '我想退款，客服态度差',
  Thai: 'สินค้าเสียหาย บริการดี ทำงานช้ามาก น้ำเย็น',
  'half-width Japanese': 'ｻｰﾋﾞｽがひどい',
  Bengali: 'খুব ভালো সেবা',
  Telugu: 'సేవ చాలా బాగుంది',
};
const forms = ['NFC', 'NFD'] as const;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
/** Words as people see them, and so as they type them. */
const seen = (text: string): string[] =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

/** Whether a search for a text is taken, and finds a record by its index and by itself. */
function isFound(comments: string, q: string): boolean {
  const sought = FeedbackFilter.safeParse({ q }).success ? wordsOf(q) : [];
  const indexed = [...indexedWords({ comments })];
  const posted = sought.every((word) =>
    indexed.some((held) => held.startsWith(word) && beginningOf(held) === beginningOf(word)),
  );
  return sought.length > 0 && posted && containsWords({ comments }, sought);
}

describe.each(Object.entries(texts))('a text in %s', (_, text) => {
  test('is found by each of its words, in whichever Unicode form either was sent', () => {
    for (const stored of forms) {
      for (const asked of forms) {
        const missed = seen(text)
          .filter((word) => wordsOf(word).length > 0)
          .filter((word) => !isFound(text.normalize(stored), word.normalize(asked)));
        expect({ stored, asked, missed }).toEqual({ stored, asked, missed: [] });
      }
    }
  });
  test('has words that can be asked for', () => {
    expect(seen(text).filter((word) => wordsOf(word).length > 0).length).toBeGreaterThan(1);
  });
});

test.each(['बहुत', 'अच्छा', 'हिन्दी', 'सेवा', 'घर', '사랑', '한국어', 'நன்றி', 'שָׁלוֹם', 'خِدْمَة', 'été'.normalize('NFD')])(
  '%s can be looked for',
  (q) => {
    expect(isFound(`(${q})`, q)).toBe(true);
  },
);

test('a vowel sign makes another word, an accent does not', () => {
  expect(isFound('सेवा', 'सावन')).toBe(false);
  expect(isFound('सावन', 'सेवा')).toBe(false);
  expect(isFound('déçu', 'decu')).toBe(true);
  expect(isFound('خِدْمَة', 'خدمة')).toBe(true);
  expect(isFound('ज़रूरी', 'जरूरी')).toBe(true);
});

test('a search is taken exactly when it holds a word as the index knows words', () => {
  const query = fc.string({ maxLength: 40, unit: 'binary' }).map((text) => text.slice(0, 200));
  fc.assert(
    fc.property(query, (q) => {
      expect(FeedbackFilter.safeParse({ q }).success).toBe(wordsOf(q).length > 0);
    }),
    { numRuns: 2_000 },
  );
});

test('any word of any text that the index holds can be asked for', () => {
  // Scripts without spaces are cut by a dictionary, which needs real texts: those above.
  const character = fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' });
  const spaced = character.filter(
    (one) => !/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u.test(one),
  );
  const text = fc.array(
    fc.array(spaced, { minLength: 1, maxLength: 8 }).map((all) => all.join('')),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...forms), fc.constantFrom(...forms), (words, stored, asked) => {
      for (const word of words.filter((one) => wordsOf(one).length > 0))
        expect(isFound(words.join(' ').normalize(stored), word.normalize(asked))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
