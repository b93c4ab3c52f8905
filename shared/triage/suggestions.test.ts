import { describe, expect, test } from 'vitest';
import { PutSettings, Settings } from '../company/settings.schema.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { assessed, priorityOf } from './suggestions.ts';
import { typeTerms, wordTypes } from './type-terms.ts';

const settings = (input: object = {}): Settings => Settings.parse({ ...PutSettings.parse(input), version: 0 });
const said = (comments: string, more: Partial<Feedback> = {}) =>
  assessed({ comments, ...more } as Feedback, settings(), 0);
const typeOf = (comments: string, language: string) => {
  const found = said(comments, { language }).suggestions.find(({ kind }) => kind === 'type');
  const terms = found?.evidence?.map(({ start, end }) => comments.slice(start, end));
  return { type: found?.value, terms };
};

describe('the type by its words', () => {
  test.each([
    ['en', 'The app crashes when I open it.', 'bug', ['crashes']],
    ['en', 'Could you add a dark mode, please?', 'feature_request', ['Could you add']],
    ['en', 'How do I change my address?', 'question', ['How do I']],
    ['en', 'Great service, well done!', 'praise', ['Great', 'well done']],
    ['de', 'Die App stürzt ab und funktioniert nicht.', 'bug', ['stürzt', 'funktioniert nicht']],
    ['de', 'Ein dunkler Modus wäre schön.', 'feature_request', ['wäre schön']],
    ['de', 'Wie kann ich meine Adresse ändern?', 'question', ['Wie kann ich']],
    ['de', 'Vielen Dank, großartiger Service!', 'praise', ['Vielen Dank', 'großartiger']],
    ['es', 'La aplicación no funciona, sale un error.', 'bug', ['no funciona', 'error']],
    ['es', 'Me gustaría un modo oscuro.', 'feature_request', ['Me gustaría']],
    ['es', '¿Cómo puedo cambiar mi dirección?', 'question', ['Cómo puedo']],
    ['es', 'Excelente atención, muchas gracias.', 'praise', ['Excelente', 'muchas gracias']],
    ['fr', 'L’application plante, elle ne marche plus.', 'bug', ['plante', 'ne marche plus']],
    ['fr', 'J’aimerais un mode sombre.', 'feature_request', ['J’aimerais']],
    ['fr', 'Comment puis-je changer mon adresse ?', 'question', ['Comment puis']],
    ['fr', 'Bravo, merci beaucoup !', 'praise', ['Bravo', 'merci beaucoup']],
  ])('in %s: %s', (language, comments, type, terms) => {
    expect(typeOf(comments, language)).toEqual({ type, terms });
  });

  test('is not guessed: denied terms, other words and other languages show nothing', () => {
    expect(typeOf('There was no bug and never an error.', 'en')).toEqual({ type: undefined, terms: undefined });
    expect(typeOf('I moved to another town.', 'en').type).toBeUndefined();
    expect(typeOf('アプリが落ちます error', 'ja').type).toBeUndefined();
  });

  test('is the one with the most terms, and of equal ones the first of the table', () => {
    expect(typeOf('Great app, love it, but one error.', 'en').type).toBe('praise');
    expect(typeOf('How do I get rid of the error?', 'en').type).toBe('bug');
  });

  test('is not suggested where the sender has told it', () => {
    const { suggestions, type } = said('The app crashes.', { type: 'question' });
    expect(type).toBe('question');
    expect(suggestions.map(({ kind }) => kind)).toEqual(['impact', 'route']);
  });

  test('has terms in all four languages, none under two types', () => {
    for (const language of ['en', 'de', 'es', 'fr']) {
      const lists = typeTerms[language] ?? [];
      expect(lists.map(([type]) => type)).toEqual([...wordTypes]);
      const terms = lists.flatMap(([, list]) => list.split(/[,\n]/).map((term) => term.trim()));
      expect(terms.filter((term, index) => term !== '' && terms.indexOf(term) !== index)).toEqual([]);
    }
  });
});

test('the theme is the record’s own, else what the taxonomy finds, with the place', () => {
  const known = settings({ taxonomy: { themes: [{ name: 'login', keywords: ['password'], route: 'quick_win' }] } });
  const comments = 'I cannot change my password.';
  const found = assessed({ comments, language: 'en' } as Feedback, known, 0);
  expect(found).toMatchObject({ theme: 'login', route: 'quick_win' });
  expect(found.suggestions).toContainEqual({
    kind: 'theme',
    value: 'login',
    reason: 'words of the taxonomy',
    evidence: [{ field: 'comments', start: 19, end: 27 }],
  });
  expect(found.suggestions).toContainEqual({ kind: 'route', value: 'quick_win', reason: 'route of the theme' });
  const own = assessed({ comments, language: 'en', theme: 'other' } as Feedback, known, 0);
  expect(own).toMatchObject({ theme: 'other' });
  expect(own.suggestions.map(({ kind }) => kind)).not.toContain('theme');
});

test.each([
  ['bug', 'engineering'],
  ['feature_request', 'roadmap'],
  ['ux_issue', 'roadmap'],
  ['content_issue', 'quick_win'],
  ['complaint', 'none'],
  ['question', 'none'],
] as const)('%s goes to %s', (type, route) => {
  expect(said('Text', { type })).toMatchObject({ route });
});

test.each([
  [{}, 0, 'low', '0 points'],
  [{ urgency: 'critical' }, 0, 'medium', 'critical urgency 3 = 3 points'],
  [{ urgency: 'critical', sentiment: 'negative' }, 0, 'high', 'critical urgency 3 + negative sentiment 1 = 4 points'],
  [{ urgency: 'high' }, 0, 'medium', 'high urgency 2 = 2 points'],
  [{ sentiment: 'negative' }, 4, 'low', 'negative sentiment 1 = 1 point'],
  [{ sentiment: 'negative' }, 5, 'medium', 'negative sentiment 1 + theme of 5 voices or more 1 = 2 points'],
  [{ urgency: 'high', sentiment: 'negative' }, 5, 'high', undefined],
] as const)('impact of %j with %i voices of the theme is %s', (analysis, voices, impact, reason) => {
  const record = { comments: 'Text', analysis: { status: 'done', ...analysis } } as Feedback;
  const found = assessed(record, settings(), voices);
  expect(found.impact).toBe(impact);
  if (reason) expect(found.suggestions).toContainEqual({ kind: 'impact', value: impact, reason });
});

test('a customer of a top tier weighs one point more', () => {
  const top = settings({ triage: { topTiers: ['gold'] } });
  const of = (tier: string) =>
    assessed({ snapshot: { tier }, analysis: { status: 'done', sentiment: 'negative' } } as Feedback, top, 0).impact;
  expect([of('gold'), of('silver')]).toEqual(['medium', 'low']);
});

test('priority is impact, then urgency, then voices', () => {
  const of = (impact: 'high' | 'medium' | 'low', urgency: 'critical' | 'high' | 'normal', voices: number) =>
    priorityOf({ impact, urgency, voices });
  expect([of('high', 'critical', 1_000), of('medium', 'high', 3), of('low', 'normal', 1)]).toEqual([99, 42, 0]);
});
