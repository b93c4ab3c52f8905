import { describe, expect, test } from 'vitest';
import { sentimentOf } from './sentiment.ts';

const label = (text: string, language = 'en') => sentimentOf(text, language).Sentiment;
const positive = (text: string, language = 'en') => sentimentOf(text, language).SentimentScore.Positive;

describe('sentiment by words', () => {
  test.each([
    ['Not good at all', 'NEGATIVE'],
    ["You won't be disappointed", 'POSITIVE'],
    ['It is not bad, honestly', 'POSITIVE'],
    ['Not only fast but also friendly', 'POSITIVE'],
    ['There has never been a problem, great team', 'POSITIVE'],
    ['The app keeps crashing', 'NEGATIVE'],
    ['I moved to another address on Tuesday.', 'NEUTRAL'],
    ['', 'NEUTRAL'],
  ])('understands what a negation reaches: %s', (text, expected) => expect(label(text)).toBe(expected));

  test('a negation does not reach over a comma or a but', () => {
    expect(label('Not today, great work')).toBe('POSITIVE');
    expect(positive('It was not what I ordered but great')).toBeGreaterThan(0.5);
  });

  test('praise beside blame is mixed, and what follows the but weighs more', () => {
    expect(label('The food was great but the service was terrible')).toBe('MIXED');
    const { SentimentScore } = sentimentOf('It is a bit slow, but I love it', 'en');
    expect(SentimentScore.Positive).toBeGreaterThan(SentimentScore.Negative);
  });

  test('boosters, capitals and exclamation marks strengthen, dampers weaken', () => {
    expect(positive('It is really nice')).toBeGreaterThan(positive('It is nice'));
    expect(positive('It is NICE')).toBeGreaterThan(positive('It is nice'));
    expect(positive('It is nice!!')).toBeGreaterThan(positive('It is nice'));
    expect(positive('It is slightly nice')).toBeLessThan(positive('It is nice'));
  });

  test('an emoji counts, alone and in any language', () => {
    expect(label('👍')).toBe('POSITIVE');
    expect(label('対応 😡', 'ja')).toBe('NEGATIVE');
  });

  test.each([
    ['de', 'Sehr freundlicher Service, gerne wieder', 'POSITIVE'],
    ['de', 'Das Gerät funktioniert nicht und niemand antwortet', 'NEGATIVE'],
    ['de', 'Nicht schlecht!', 'POSITIVE'],
    ['es', 'El servicio no es bueno', 'NEGATIVE'],
    ['es', 'Muy amables, todo perfecto', 'POSITIVE'],
    ['fr', "Le vendeur n'était pas aimable", 'NEGATIVE'],
    ['fr', 'Livraison rapide, très satisfait', 'POSITIVE'],
    ['pt', 'Ótimo atendimento, recomendo', 'POSITIVE'],
    ['it', 'Pessimo servizio, prodotto rotto', 'NEGATIVE'],
  ])('reads %s: %s', (language, text, expected) => expect(label(text, language)).toBe(expected));
});
