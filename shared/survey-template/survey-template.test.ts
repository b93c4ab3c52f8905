import { describe, expect, test } from 'vitest';
import { fieldErrors } from '../http/request.ts';
import { contrast, readable, textOn } from './brand.schema.ts';
import { fill, oneLine, surveyLanguages } from './localized.schema.ts';
import { readyMade } from './ready-made/ready-made.ts';
import { SurveyTemplateInput } from './survey-template.schema.ts';
import { failedCondition, TriggerEvent } from './survey-trigger.schema.ts';

const question = (id: string, rest: object = {}) => ({ id, type: 'nps', text: { en: 'Q' }, ...rest });
const template = (overrides: object = {}) => ({
  name: 'T',
  type: 'custom',
  title: { en: 'Title' },
  questions: [question('a')],
  ...overrides,
});
const wide = '\u4e16'.repeat(80);
const faultsOf = (overrides: object) => {
  const result = SurveyTemplateInput.safeParse(template(overrides));
  return result.success ? [] : fieldErrors(result.error).map(({ pointer, detail }) => `${pointer} ${detail}`);
};

describe('a template', () => {
  test('needs little: everything with a sensible default may be left out', () => {
    expect(SurveyTemplateInput.parse(template())).toMatchObject({
      active: true,
      anonymous: false,
      languages: ['en'],
      expiryDays: 14,
      editWindowHours: 24,
      reminderDelayHours: [],
      samplePercent: 100,
      brand: { accent: '#0b57d0' },
    });
  });

  test.each([
    [
      'two questions with one id',
      { questions: [question('a'), question('a')] },
      '#/questions/1/id is also the id of question 1',
    ],
    [
      'a show-if to nothing',
      { questions: [question('a', { showIf: { question: 'x', atLeast: 1 } })] },
      '#/questions/0/showIf/question there is no question x',
    ],
    [
      'a show-if to itself',
      { questions: [question('a', { showIf: { question: 'a', atLeast: 1 } })] },
      'cannot depend on itself',
    ],
    [
      'a show-if to a later question',
      { questions: [question('a', { showIf: { question: 'b', atLeast: 1 } }), question('b')] },
      'question b comes later',
    ],
    [
      'a show-if without a test',
      { questions: [question('a'), question('b', { showIf: { question: 'a' } })] },
      '#/questions/1/showIf must hold exactly one',
    ],
    [
      'a show-if with two tests',
      { questions: [question('a'), question('b', { showIf: { question: 'a', atLeast: 1, atMost: 2 } })] },
      'exactly one',
    ],
    [
      'a show-if outside the scale',
      { questions: [question('a'), question('b', { showIf: { question: 'a', atLeast: 11 } })] },
      '#/questions/1/showIf/atLeast 11 is outside the scale 0 to 10',
    ],
    [
      'a show-if between two steps of a scale',
      { questions: [question('a'), question('b', { showIf: { question: 'a', anyOf: [2, 2.5] } })] },
      '#/questions/1/showIf/anyOf 2.5 is no step of a',
    ],
    ['a name that reorders text', { name: 'Support \u202evil' }, '#/name must be one line'],
    ['half of a character in its name', { name: '\ud800' }, '#/name must be one line'],
    ['a control character in its description', { description: 'a\nb\u0007' }, '#/description contains control'],
    [
      'more text than a row of the table takes',
      {
        languages: ['en', 'de'],
        questions: Array.from({ length: 30 }, (_, number) => ({
          ...question(`q${number}`, { type: 'single_choice' }),
          choices: Array.from({ length: 30 }, (__, choice) => ({ id: `c${choice}`, text: { en: wide, de: wide } })),
        })),
      },
      '# takes ',
    ],
    ['a missing text in the default language', { languages: ['de', 'en'] }, '#/title/de is missing: de is the default'],
    [
      'a text in a language not offered',
      { title: { en: 'T', fr: 'T' } },
      '#/title/fr is in a language that languages does not list',
    ],
    ['an unknown language', { languages: ['xx'] }, '#/languages/0'],
    ['a scale upside down', { ratingScale: { min: 5, max: 1 } }, '#/ratingScale/max must be greater than min (5)'],
    ['a scale nobody can tap', { ratingScale: { min: 0, max: 100 } }, 'at most 11 steps'],
    ['four smileys', { ratingScale: { min: 1, max: 4, style: 'smileys' } }, '#/ratingScale/style'],
    ['an accent too pale to see', { brand: { accent: '#ffe066' } }, '#/brand/accent has a contrast of 1.3:1'],
    ['four reminders', { reminderDelayHours: [24, 48, 72, 96] }, '#/reminderDelayHours there are at most 3'],
    [
      'reminders out of order',
      { reminderDelayHours: [72, 48] },
      '#/reminderDelayHours/1 must be at least 24 hours after the one before',
    ],
    ['a reminder after the end', { expiryDays: 2, reminderDelayHours: [48] }, 'comes after the survey has expired'],
    [
      'a condition on an unknown fact',
      { triggerEvents: [{ event: 'ticket.resolved', conditions: [{ field: 'colour', is: 1 }] }] },
      '#/triggerEvents/0/conditions/0/field must be one of agentId',
    ],
    [
      'a condition with two tests',
      { triggerEvents: [{ event: 'ticket.resolved', conditions: [{ field: 'tier', is: 1, not: 2 }] }] },
      'exactly one of is',
    ],
    ['an event without a name', { triggerEvents: [{ event: 'resolved' }] }, 'must look like ticket.resolved'],
    ['an unknown field', { colour: 'red' }, '#/colour unknown field'],
    [
      'a field of another question type',
      { questions: [question('a', { choices: [] })] },
      '#/questions/0/choices unknown field',
    ],
  ])('with %s is refused and told where', (_, overrides, expected) => {
    expect(faultsOf(overrides).join('\n')).toContain(expected);
  });

  test.each([
    'Hi <script>alert(1)</script>',
    'Hi <b>you</b>',
    '<!-- x -->',
    'Hi {{constructor}}',
    'Hi ${7*7}',
    'Hi <%= 1 %>',
    'Hi &lt;b&gt;',
    'Hi {secret}',
    'How was {agent}?',
    'Hi\r\nBcc: x@example.com',
    'Hi \u202Eevil',
    'Hi \u0000',
  ])('with the subject %j is refused: texts are plain', (subject) => {
    expect(faultsOf({ subject: { en: subject } }).join()).toContain('#/subject/en');
  });

  test('reports every fault at once', () => {
    expect(
      faultsOf({ questions: [question('a'), question('a')], languages: ['de'], brand: { accent: '#ffffff' } }),
    ).toHaveLength(8);
  });
});

describe('a ready-made template', () => {
  test.each(Object.entries(readyMade))('%s is valid and complete in every language', (_, draft) => {
    const parsed = SurveyTemplateInput.parse(draft);
    expect(parsed.languages).toEqual(surveyLanguages);
    const texts = JSON.stringify(parsed).match(/"en":/g)?.length ?? 0;
    for (const language of surveyLanguages)
      expect(JSON.stringify(parsed).match(new RegExp(`"${language}":`, 'g'))).toHaveLength(texts);
  });

  test.each(surveyLanguages)('reads well in %s, with a name and without', (language) => {
    const own = new RegExp(`"${language}":"((?:[^"\\\\]|\\\\.)*)"`, 'g');
    const texts = Object.values(readyMade).flatMap((draft) =>
      [...JSON.stringify(draft).matchAll(own)].map(([, text]) => text ?? ''),
    );
    expect(texts.some((text) => text.includes('{customerName}'))).toBe(true);
    for (const customerName of ['Ana', '']) {
      for (const text of texts.map((one) => fill(one, { company: 'Acme', customerName }))) {
        // French sets a space before its question and exclamation marks.
        expect(text).not.toMatch(language === 'fr' ? /\s\s|\s[.,]|,\s?[?!]/ : /\s\s|\s[?!.,،؟]|[,،]\s?[?!؟]/);
        expect(text).not.toMatch(/^[\s,،]|[\s,،]$|[{}]/);
        expect(text.charAt(0)).toBe(text.charAt(0).toUpperCase());
      }
    }
  });
});

describe('conditions', () => {
  const facts = { channel: 'chat', resolutionMinutes: 42, tags: ['vip', 'refund'], 'data.plan': 'pro' };
  const holds = (condition: object) =>
    failedCondition(TriggerEvent.parse({ event: 'a.b', conditions: [condition] }).conditions, facts) === undefined;
  test.each([
    [{ field: 'channel', is: 'chat' }, true],
    [{ field: 'channel', anyOf: ['mail', 'chat'] }, true],
    [{ field: 'channel', noneOf: ['chat'] }, false],
    [{ field: 'tags', is: 'vip' }, true],
    [{ field: 'tags', not: 'spam' }, true],
    [{ field: 'tags', noneOf: ['refund'] }, false],
    [{ field: 'resolutionMinutes', atLeast: 42 }, true],
    [{ field: 'resolutionMinutes', atMost: 41 }, false],
    [{ field: 'data.plan', is: 'pro' }, true],
    [{ field: 'tier', is: 'gold' }, false],
    [{ field: 'tier', not: 'gold' }, true],
    [{ field: 'tier', atLeast: 0 }, false],
  ])('%o holds: %s', (condition, expected) => expect(holds(condition)).toBe(expected));
});

describe('names in texts', () => {
  test.each([
    ['How did we do, {customerName}?', 'How did we do?'],
    ['{customerName}, would you recommend {company}?', 'Would you recommend Acme?'],
    ['{customerName}, ¿recomendaría {company}?', '¿Recomendaría Acme?'],
    ['¡{customerName}, gracias!', '¡Gracias!'],
    ['Hallo {customerName},', 'Hallo'],
    ['Hallo {customerName},\nwie war {ticket} für Sie?', 'Hallo,\nwie war für Sie?'],
    ['Merci, {customerName} !', 'Merci !'],
    ['{customerName}، هل توصي بشركة {company}؟', 'هل توصي بشركة Acme؟'],
    ['Thanks\n{customerName}, we call you.', 'Thanks\nWe call you.'],
    ['{customerName}', ''],
  ])('%j without a name reads %j', (text, expected) => {
    expect(fill(text, { company: 'Acme' })).toBe(expected);
    expect(fill(text, { company: 'Acme', customerName: '\u200f ', ticket: '' })).toBe(expected);
  });
  test('fill their places', () => {
    expect(fill('How did we do, {customerName}?', { customerName: 'Ana' })).toBe('How did we do, Ana?');
  });
  test('are never read as templates themselves, and lose line breaks and direction marks', () => {
    expect(fill('Hi {customerName}', { customerName: '{company}\r\nBcc: a@b.c\u202e', company: 'X' })).toBe(
      'Hi {company} Bcc: a@b.c',
    );
    expect(oneLine(`a\u2028b\u0000c${'x'.repeat(200)}`)).toHaveLength(80);
  });
});

test('any accent can be made readable on light and dark, and carries readable text', () => {
  for (let i = 0; i < 4_096; i += 7) {
    const color = `#${[i >> 8, (i >> 4) & 15, i & 15].map((v) => v.toString(16).repeat(2)).join('')}`;
    expect(contrast(readable(color, '#ffffff'), '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(readable(color, '#16181d'), '#16181d')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(textOn(color), color)).toBeGreaterThanOrEqual(4.5);
  }
});
