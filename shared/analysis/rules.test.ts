import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Emotion, Urgency } from './analysis.schema.ts';
import { emotionsOf, emotionSignsIn } from './emotion.ts';
import { emotionTerms } from './lexicons/emotions.ts';
import type { Phrase } from './split.ts';
import { knownTopicsIn, type TopicName, topicsOf as topicsWith } from './topics.ts';
import { urgencyOf as urgencyWith } from './urgency.ts';
import { cpuMs } from '../testing/cpu.ts';

const emotionsIn = (text: string, language: string) => emotionsOf(emotionSignsIn(text, language));
const urgencyOf = (...told: Parameters<typeof urgencyWith>) => urgencyWith(...told).urgency;
const topicsOf = (text: string, language: string, phrases: readonly Phrase[], taxonomy: readonly TopicName[]) =>
  topicsWith(language, knownTopicsIn(text, language, taxonomy), phrases);
const calm = { sentimentScore: 0, emotions: [] };

describe('emotions', () => {
  test.each([
    ['en', "Thank you so much, I'm really happy with it", ['gratitude', 'joy']],
    ['en', 'I am not happy with this', ['disappointment']],
    ['en', "I'm not angry", []],
    ['en', "I can't thank you enough", ['gratitude']],
    ['en', "I don't understand this bill", ['confusion']],
    ['en', 'I am worried my account was hacked', ['fear']],
    ['en', 'The parcel weighs two kilos', []],
    ['de', 'Vielen Dank, ich freue mich sehr', ['gratitude', 'joy']],
    ['de', 'Ich bin nicht glücklich damit', ['disappointment']],
    ['es', 'Estoy muy enfadado, es una vergüenza', ['anger']],
    ['fr', "Je suis déçu, j'attendais mieux", ['disappointment']],
    ['de', 'Das Paket 😡', ['anger']],
  ])('in %s: %s', (language, text, expected) => expect(emotionsIn(text, language)).toEqual(expected));

  test('every emotion has terms in English, German, Spanish and French', () => {
    for (const language of ['en', 'de', 'es', 'fr']) {
      expect(new Set(emotionTerms[language]?.map(([emotion]) => emotion))).toEqual(new Set(Emotion.options));
    }
  });

  test('are at most three and always of the list, for any text at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.constantFrom('en', 'de', 'fr', 'xx'),
        (text, language) => {
          const found = emotionsIn(text, language);
          expect(found.length).toBeLessThanOrEqual(3);
          for (const emotion of found) Emotion.parse(emotion);
          Urgency.parse(urgencyOf(text, language, { sentimentScore: 0, emotions: found }));
        },
      ),
    );
  });
});

describe('urgency', () => {
  test.each([
    ['en', 'The charger caught fire last night', 'critical'],
    ['en', 'Please help urgently, I cannot log in', 'high'],
    ['en', 'This is not urgent at all', 'low'],
    ['en', 'There was no emergency, just a question', 'low'],
    ['en', 'It would be great if the menu were blue', 'low'],
    ['en', 'The invoice shows the old address', 'normal'],
    ['de', 'Bitte dringend prüfen, es wurde doppelt abgebucht', 'high'],
    ['de', 'Mein Konto wurde gehackt', 'critical'],
    ['es', 'No puedo acceder a mi cuenta, es urgente', 'high'],
    ['fr', "Rien d'urgent, juste une idée", 'low'],
    ['fr', 'Je veux résilier', 'high'],
  ])('in %s: %s', (language, text, expected) => expect(urgencyOf(text, language, calm)).toBe(expected));

  test('heated words in a very negative text are high without any term of haste', () => {
    const heated = { sentimentScore: -80, emotions: ['anger' as const] };
    expect(urgencyOf('You people are a disgrace', 'en', heated)).toBe('high');
    expect(urgencyOf('You people are a disgrace', 'en', { ...heated, sentimentScore: -20 })).toBe('normal');
  });

  test.each([
    ['en', 'It was solved immediately, and I was seated right away'],
    ['de', 'Freundlich und kompetent, das Problem war sofort gelöst'],
    ['es', 'He venido varias veces y siempre me atienden de inmediato'],
    ['fr', "Résolu tout de suite, j'y suis allé plusieurs fois"],
  ])('haste in praise is no haste, in %s: %s', (language, text) => {
    expect(urgencyOf(text, language, { sentimentScore: 90, emotions: [] })).toBe('low');
    expect(urgencyOf(text, language, calm)).toBe('high');
  });

  test('what praise does not have stays high, however pleased the rest of the text is', () =>
    expect(urgencyOf('Great service, but I am locked out', 'en', { sentimentScore: 95, emotions: ['gratitude'] })).toBe(
      'high',
    ));

  test('praise alone can wait', () =>
    expect(urgencyOf('Lovely shop', 'en', { sentimentScore: 90, emotions: ['joy'] })).toBe('low'));
});

test('the longest and oddest texts take no time', () => {
  const odd = ['a', 'not ', "l'", 'é\u0301', '🙂', '. ', '日', 'can\u2019t ', '0 '].map((unit) =>
    unit.repeat(10_000 / unit.length),
  );
  const analysed = (text: string) => {
    for (const language of ['en', 'fr']) {
      urgencyOf(text, language, { sentimentScore: 0, emotions: emotionsIn(text, language) });
      topicsOf(text, language, [{ text, score: 1 }], [{ name: 'Billing', keywords: ['invoice'] }]);
    }
  };
  expect(cpuMs(() => odd.forEach(analysed)) / odd.length).toBeLessThan(100);
});

describe('topics', () => {
  const taxonomy = [
    { name: 'Billing', keywords: ['invoice', 'double charge'] },
    { name: 'Delivery', keywords: ['parcel', 'courier'] },
  ];
  const phrases = (...texts: string[]) => texts.map((text) => ({ text, score: 0.95 }));

  test('name the company’s categories by their keywords, in singular and plural, before other phrases', () => {
    expect(
      topicsOf(
        'Two invoices were wrong and the front desk was rude',
        'en',
        phrases('Two invoices', 'the front desk'),
        taxonomy,
      ),
    ).toEqual(['Billing', 'front desk']);
  });

  test('need the whole keyword, not a part of a word', () => {
    expect(topicsOf('double the fun, no charge', 'en', [], taxonomy)).toEqual([]);
    expect(topicsOf('A double charge!', 'en', [], taxonomy)).toEqual(['Billing']);
  });

  test('hold no addresses or long numbers, and never more than 20', () => {
    expect(
      topicsOf(
        '',
        'en',
        phrases('a@example.com', 'order 4711234', 'https://example.com', '42', 'The month', 'nothing'),
        [],
      ),
    ).toEqual([]);
    expect(
      topicsOf(
        '',
        'en',
        phrases(
          ...Array.from(
            { length: 30 },
            (_, index) => `topic ${String.fromCharCode(97 + (index % 26))}${index > 25 ? 'x' : ''}`,
          ),
        ),
        [],
      ),
    ).toHaveLength(20);
  });
});
