import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { type Analysis, Evidence, MAX_EVIDENCE } from './analysis.schema.ts';
import { emotionSignsIn } from './emotion.ts';
import { withTerms } from './evidence.ts';
import { emotionTerms } from './lexicons/emotions.ts';
import { analysisOf } from './result.ts';
import type { Texts } from './texts.ts';

const topics = [{ name: 'Billing', keywords: ['double charge'] }];

/** What is said of texts, with what stands at each place. */
function analysed(texts: Texts, { language = 'en', sentimentScore = 0 } = {}): Analysis & { evidence: Evidence[] } {
  const record = { feedbackId: 'fb_1', revision: 1, ...texts } as never;
  const found = { language, sentiment: 'neutral' as const, sentimentScore, phrases: [], pii: [] };
  const analysis = analysisOf(aContext(), topics, record, found);
  return { ...analysis, evidence: withTerms(texts, analysis.evidence ?? []).map((one) => Evidence.parse(one)) };
}

const terms = Object.entries(emotionTerms).flatMap(([language, lists]) =>
  lists.flatMap(([, list]) => list.split(/[,\n]/).map((term) => ({ language, term: term.trim().replaceAll('*', '') }))),
);
const said = fc.record({
  words: fc.array(fc.constantFrom(...terms, { language: 'en', term: '😡' }), { minLength: 1, maxLength: 12 }),
  between: fc.constantFrom(' ', ', ', ' not ', ' nicht ', '\n', ' 🙂 '),
  form: fc.constantFrom('NFC', 'NFD'),
  shout: fc.boolean(),
});

test('every emotion has a span whose text is the term', () => {
  fc.assert(
    fc.property(said, fc.constantFrom('en', 'de', 'es', 'fr'), ({ words, between, form, shout }, language) => {
      const all = words.map(({ term }) => term.replaceAll("'", '’').normalize(form));
      const text = (some: string[]) => (shout ? some.join(between).toUpperCase() : some.join(between));
      const texts: Texts = { subject: text(all.slice(0, 2)), comments: text(all.slice(2)) };
      const { emotions = [], evidence } = analysed(texts, { language });
      for (const emotion of emotions) {
        const shown = evidence.filter(({ kind, value }) => kind === 'emotion' && value === emotion);
        expect(shown).not.toEqual([]);
        for (const { field, start, end, term, negated } of shown) {
          expect(term).toBe(texts[field ?? 'context']?.slice(start, end));
          const [sign] = emotionSignsIn(term ?? '', language);
          if (!negated) expect(sign).toEqual({ emotion, start: 0, end: term?.length });
        }
      }
    }),
  );
});

test('stands where the words stand, in UTF-16 units of each field, and says what a denial turned round', () => {
  const { evidence } = analysed({
    subject: '🙂 A double charge',
    comments: 'I’m not happy. Please answer urgently, I am FED UP',
  });
  expect(evidence.map(({ kind, value, field, term, negated }) => [kind, value, field, term, negated])).toEqual(
    expect.arrayContaining([
      ['topic', 'Billing', 'subject', 'double charge', undefined],
      ['emotion', 'disappointment', 'comments', 'happy', true],
      ['emotion', 'frustration', 'comments', 'FED UP', undefined],
      ['urgency', 'high', 'comments', 'urgently', undefined],
    ]),
  );
  expect(evidence).toHaveLength(4);
  expect(evidence.find(({ kind }) => kind === 'topic')).toMatchObject({ start: 5, end: 18 });
});

describe('urgency', () => {
  test('above normal that no term decided names the rule', () => {
    const { urgency, evidence } = analysed({ comments: 'You people are a disgrace' }, { sentimentScore: -80 });
    expect(urgency).toBe('high');
    expect(evidence.filter(({ kind }) => kind === 'urgency')).toEqual([
      { kind: 'urgency', value: 'high', rule: 'anger-or-fear-and-very-negative' },
    ]);
  });

  test('that is normal or low has none', () => {
    for (const comments of ['The invoice shows the old address', 'This is not urgent at all'])
      expect(analysed({ comments }).evidence.filter(({ kind }) => kind === 'urgency')).toEqual([]);
  });
});

test('of a long text no more than 50 places are kept, some of everything that was found', () => {
  const comments = `${'fed up, annoying, '.repeat(90)}${'furious, '.repeat(70)}and a double charge, urgent`;
  const { emotions = [], evidence } = analysed({ comments });
  expect(evidence).toHaveLength(MAX_EVIDENCE);
  expect(new Set(evidence.map(({ value }) => value))).toEqual(new Set([...emotions, 'high', 'Billing']));
});

test('of a text that shows nothing there is none', () =>
  expect(analysed({ comments: 'The parcel weighs two kilos' }).evidence).toEqual([]));
