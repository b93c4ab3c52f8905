import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, parseTemplate, placeholdersOf } from './template.ts';

const asItIs = (value: string): string => value;
const fill = (template: unknown, facts: object) => filled(parseTemplate(JSON.stringify(template)), facts, asItIs);

describe('a template', () => {
  test('has facts in its texts, wherever they stand', () => {
    const template = { a: 'New: {{status}} by {{actor.id}}', b: [{ c: '{{ score }}' }], n: 1, t: true, x: null };
    expect(fill(template, { status: 'open', actor: { id: 'ada' }, score: 7 })).toEqual({
      ...template,
      a: 'New: open by ada',
      b: [{ c: '7' }],
    });
  });

  test('has the fallback, or nothing, where the event states no fact', () => {
    expect(fill('{{theme|no theme}}, {{theme}}!', {})).toBe('no theme, !');
    expect(fill('{{theme|no theme}}', { theme: 'refunds' })).toBe('refunds');
  });

  test('shows a list with commas, and no objects', () => {
    expect(fill('{{emotions}}|{{actor}}|{{none}}', { emotions: ['anger', 'joy'], actor: { id: 'x' }, none: [] })).toBe(
      'anger, joy||',
    );
  });

  test.each(['constructor', 'toString', '__proto__', 'actor.constructor', 'list.length', 'status.length'])(
    'finds no fact in {{%s}}, which every object has',
    (path) => {
      const template = JSON.stringify(`[{{${path}}}]`);
      if (path.startsWith('_')) expect(() => parseTemplate(template)).toThrow('placeholders of the form');
      else expect(filled(parseTemplate(template), { actor: {}, list: [1], status: 'x' }, asItIs)).toBe('[]');
    },
  );

  test('finds no fact that an event only inherits', () => {
    expect(fill('[{{inherited}}{{own}}]', Object.assign(Object.create({ inherited: 'x' }), { own: 'y' }))).toBe('[y]');
  });

  test('does not look for placeholders in facts', () => {
    expect(fill('{{a}} {{b}}', { a: '{{b}}', b: '$& $1 {{a}}' })).toBe('{{b}} $& $1 {{a}}');
  });

  test('keeps its form whatever the facts are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        const made = fill({ a: 'x{{first}}y', b: ['{{second|}}'] }, { first, second });
        expect(JSON.parse(JSON.stringify(made))).toEqual({ a: `x${first}y`, b: [second] });
      }),
    );
  });

  test('names its placeholders', () => {
    expect(placeholdersOf(parseTemplate('{"a":"{{x.y|z}}","b":["{{w}}{{ v | }}"]}'))).toEqual([
      { path: 'x.y', fallback: 'z' },
      { path: 'w', fallback: undefined },
      { path: 'v', fallback: ' ' },
    ]);
  });
});

describe('a template is refused', () => {
  test.each([
    ['', 'must be a JSON document'],
    ['{"a":1,}', 'must be a JSON document'],
    ['Hello {{name}}', 'must be a JSON document'],
    ['{"{{status}}":1}', 'must have placeholders in values only, not in names'],
    ['{"a":"{{"}', 'must have placeholders of the form {{path}} or {{path|fallback}} only'],
    ['{"a":"}}"}', 'must have placeholders of the form {{path}} or {{path|fallback}} only'],
    ['{"a":"{{}}"}', 'must have placeholders of the form {{path}} or {{path|fallback}} only'],
    ['{"a":"{{a b}}"}', 'must have placeholders of the form {{path}} or {{path|fallback}} only'],
    ['{"a":"{{a[0]}}"}', 'must have placeholders of the form {{path}} or {{path|fallback}} only'],
    ['{"a":"{{#each x}}"}', 'must have placeholders of the form {{path}} or {{path|fallback}} only'],
  ])('%j: %s', (text, rule) => {
    expect(() => parseTemplate(text)).toThrow(rule);
  });

  test('over 16 KB', () => {
    for (const text of ['x'.repeat(16_384), 'ä'.repeat(8_192)])
      expect(() => parseTemplate(JSON.stringify(text))).toThrow('must be at most 16 KB');
    expect(parseTemplate(JSON.stringify('x'.repeat(16_382)))).toHaveLength(16_382);
  });

  test('that is nested more than 20 deep', () => {
    for (const depth of [22, 8_000])
      expect(() => parseTemplate('['.repeat(depth) + ']'.repeat(depth))).toThrow('must be nested at most 20 deep');
    expect(parseTemplate('['.repeat(20) + ']'.repeat(20))).toHaveLength(1);
  });
});
