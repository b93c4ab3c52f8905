import { describe, expect, test } from 'vitest';
import { grammarOf } from '../analysis/words.ts';
import { PutSettings, Settings } from '../company/settings.schema.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import { cpuMs } from '../testing/cpu.ts';
import { beginningOf, rarestFirst } from './candidates.ts';
import { compared, textOf } from './compare.ts';
import { cosineOf, type Frequencies, sharedStems, vectorOf } from './cosine.ts';
import { stopWordsOf } from './stop-words.ts';
import { termsOf, wordsIn } from './terms.ts';

const settings = Settings.parse({ ...PutSettings.parse({}), version: 0 });
const none: Frequencies = { documents: 0, df: new Map() };
const termsIn = (record: Partial<Feedback>, language = 'en') => Object.fromEntries(termsOf(record, language));
const stored = (record: Partial<Feedback>) => ({ language: 'en', ...record }) as StoredFeedback;

describe('the terms of a text', () => {
  test('are stems of subject and comments without stop words, and pairs that follow one another in a clause', () => {
    const record = { subject: 'Invoices', comments: 'The app crashes. Invoice of March missing', context: 'Plan pro' };
    expect(termsIn(record)).toEqual({
      invoic: 2,
      app: 1,
      crash: 1,
      march: 1,
      missing: 1,
      'app crash': 1,
      'invoic march': 1,
      'march missing': 1,
    });
  });

  test('hold negations, which change what a text says, and no list of stop words takes one', () => {
    expect(termsIn({ comments: 'It does not load' })).toEqual({ not: 1, load: 1, 'not load': 1 });
    for (const language of ['en', 'de', 'es', 'fr', 'it', 'pt'])
      expect([...grammarOf(language).negators].filter((word) => stopWordsOf(language).has(word))).toEqual([]);
  });

  test('hold no personal data, whether found by its form or by an analysis, and words stand where they stood', () => {
    const comments = 'Ask Ada at ada@example.com about refunds';
    const analysis = { status: 'done', pii: [{ type: 'NAME', field: 'comments', start: 4, end: 7 }] } as const;
    const words = wordsIn({ comments, analysis } as unknown as Feedback, 'en');
    expect(words.map(({ start, end }) => comments.slice(start, end))).toEqual(['Ask', 'refunds']);
  });

  test.each([
    ['de', 'Die Rechnung wurde doppelt abgebucht', 'rechnung doppelt abgebucht'],
    ['es', 'La aplicación no carga', 'aplicació no carga'],
    ['fr', 'L’application ne charge pas', 'applicatio ne charg pa'],
    ['it', 'L’applicazione non si apre', 'applicazion non apre'],
    ['pt', 'O aplicativo não abre', 'aplicativo não abre'],
  ])('in %s: %s', (language, comments, stems) => {
    const words = wordsIn({ comments }, language);
    expect(words.map(({ stem }) => stem).join(' ')).toBe(stems);
  });
});

describe('similarity', () => {
  test('weighs a term by (1 + ln f) · (ln((N + 1)/(df + 1)) + 1), and is the cosine of what it weighs', () => {
    const frequencies = { documents: 9, df: new Map([['a', 4], ['c', 9]]) }; // prettier-ignore
    const one = vectorOf(new Map([['a', 1], ['b', 2]]), frequencies); // prettier-ignore
    const other = vectorOf(new Map([['a', 1], ['c', 1]]), frequencies); // prettier-ignore
    // By hand: ln(10/5) + 1, (1 + ln 2)(ln 10 + 1), ln(10/10) + 1.
    expect(one.weights.get('a')).toBeCloseTo(1.6931472, 7);
    expect(one.weights.get('b')).toBeCloseTo(5.5917626, 7);
    expect(other.weights.get('c')).toBeCloseTo(1, 7);
    expect(cosineOf(one, other)).toBeCloseTo(0.2495281, 7);
    expect(cosineOf(other, one)).toBeCloseTo(0.2495281, 7);
  });

  test('of the same words is 1, of others and of an empty text 0', () => {
    const [text, same, other, empty] = ['Charged twice', 'charged TWICE!', 'Nice colours', 'it is'].map(
      (comments) => textOf({ comments }, 'en', none).vector,
    ) as [ReturnType<typeof vectorOf>, ...ReturnType<typeof vectorOf>[]];
    expect([same, other, empty].map((one) => one && cosineOf(text, one))).toEqual([1, 0, 0]);
  });

  test('without a snapshot, of two of three words in their order, is 0.6', () => {
    // Terms a, b, c, ab, bc against a, b, d, ab, bd, each of weight 1: 3 of 5.
    const [one, other] = ['app crash start', 'app crash login'].map((comments) => textOf({ comments }, 'en', none));
    expect(one && other && cosineOf(one.vector, other.vector)).toBeCloseTo(0.6, 10);
  });

  test('shows the shared words as the text has them, those that weigh most first, and no pairs', () => {
    const frequencies = { documents: 99, df: new Map([['app', 80], ['crash', 3]]) }; // prettier-ignore
    const text = textOf({ comments: 'Our app crashed: the app crashes daily' }, 'en', frequencies);
    const [match] = compared(text, [stored({ comments: 'App crash' })], { settings, frequencies, least: 0.1 });
    expect(match?.shared.map(({ word }) => word)).toEqual(['crashes', 'app']);
    expect(sharedStems(text.vector, text.vector)).not.toContain('app crash');
  });

  test('compares only texts of the same language, and orders by similarity', () => {
    const text = textOf({ comments: 'app crash start' }, 'en', none);
    const records = [
      stored({ feedbackId: 'fb_1' as never, comments: 'app crash login' }),
      stored({ feedbackId: 'fb_2' as never, comments: 'app crash start' }),
      stored({ feedbackId: 'fb_3' as never, comments: 'app crash start', language: 'de' }),
      stored({ feedbackId: 'fb_4' as never, comments: 'nothing of that kind' }),
    ];
    const found = compared(text, records, { settings, frequencies: none, least: 0.35 });
    expect(found.map(({ record }) => record.feedbackId)).toEqual(['fb_2', 'fb_1']);
  });

  test('of a text with 500 candidates takes less than 100 ms of CPU', () => {
    const vocabulary = Array.from({ length: 4_000 }, (_, n) =>
      Array.from(String(((n * 7_919) % 4_001) + 10_000), (digit) => 'aeioulmnrt'[Number(digit)]).join(''),
    );
    const frequencies = { documents: 20_000, df: new Map(vocabulary.map((word, n) => [word, (n % 900) + 2])) };
    const said = (seed: number) =>
      Array.from({ length: 50 }, (_, n) => vocabulary[(seed * 31 + n * n * 17) % 4_000]).join(' ');
    const records = Array.from({ length: 500 }, (_, seed) =>
      stored({ subject: said(seed).slice(0, 40), comments: said(seed + 1) }),
    );
    const run = () => {
      const text = textOf({ comments: said(1) }, 'en', frequencies);
      expect(compared(text, records, { settings, frequencies, least: 0.35 }).length).toBeGreaterThan(0);
    };
    expect(cpuMs(run)).toBeLessThan(100);
  });
});

describe('candidates', () => {
  test('are sought by the rarest stems, of equal ones by the longest, each once', () => {
    const words = wordsIn({ comments: 'app crashes app login screen' }, 'en');
    const df = new Map([['app', 90], ['logi', 4]]); // prettier-ignore
    expect(rarestFirst(words, { documents: 100, df }).map(({ stem }) => stem)).toEqual([
      'crash',
      'scre',
      'logi',
      'app',
    ]);
  });

  test.each([
    ['companies', 'compan'],
    ['company', 'compan'],
    ['Größen', 'groß'],
    ['crashes', 'crash'],
    ['ok', undefined],
  ])('of %s begin with %s', (comments, beginning) => {
    const [word] = wordsIn({ comments }, 'de');
    expect(word && beginningOf(word)).toBe(beginning);
  });
});
