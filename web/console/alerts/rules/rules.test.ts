import { expect, test } from 'vitest';
import { feedbackTexts } from '../../feedback/texts/texts.ts';
import { numbers } from '../../texts/numbers.ts';
import { texts } from '../../texts/console.ts';
import { alertTexts } from '../texts/texts.ts';
import { conditionWords } from './condition-words.ts';
import { type Condition, conditionsOf, matchOf, meansSome, repeatedIn, TOGETHER } from './conditions.ts';
import { ruleWords } from './conflict-words.ts';
import { ruleTexts } from './texts/texts.ts';
import { changesOf, fieldsOf, ruleOf } from './rule-form.ts';

test('a match comes back from its lines as it was', () => {
  const match = {
    all: { hasText: true, urgency: 'critical', sentimentScoreMax: -60 },
    any: [{ scoreMetric: 'csat', scoreMax: 2 }, { tier: 'gold', source: 'email' }, { q: 'refund' }],
    none: [{ tag: 'test' }],
  } as const;
  expect(matchOf(conditionsOf(match as never))).toEqual(match);
});

test('bounds of a score are one line, as they are measured on one score', () => {
  expect(conditionsOf({ all: { scoreMetric: 'nps', scoreMax: 3 } } as never)).toEqual([
    { group: 'all', field: 'score', value: 'nps||3' },
  ]);
});

test('a line without a value says nothing', () => {
  expect(matchOf([{ group: 'any', field: 'q', value: ' ' }])).toEqual({ all: {} });
});

test('a line that says nothing does not say which feedback is meant, nor does what must not be', () => {
  const line = (value: string, group: Condition['group'] = 'all') => ({ group, field: 'score', value });
  expect(meansSome([])).toBe(false);
  expect(meansSome([line(' '), line('||'), line('nps||3', 'none')])).toBe(false);
  expect(meansSome([line('||'), line('nps||3', 'any')])).toBe(true);
});

test('a rule for all feedback can be changed, and stays one', async () => {
  await Promise.all([ruleTexts, feedbackTexts, texts].map((words) => words.load()));
  for (const match of [
    { all: {}, matchEverything: true as const },
    { all: {}, none: [{ sentiment: 'positive' as const }], matchEverything: true as const },
  ]) {
    const lines = conditionsOf(match);
    expect(meansSome(lines)).toBe(true);
    expect(matchOf(lines)).toEqual(match);
    expect(conditionWords(lines)).toMatch(/^All/);
    expect(conditionWords(lines)).not.toContain('true');
  }
});

test('whom a rule tells keeps what the editor does not show', () => {
  const notify = { userIds: ['ada'], roles: [], addresses: ['x'], ownerOnly: false, minSeverity: 'info' } as never;
  expect(ruleOf(fieldsOf({ name: 'A', notify }), notify).notify).toEqual(notify);
});

test('a metric rule comes back as it was, and keeps a decimal comma', () => {
  const rule = {
    name: 'CSAT falls',
    kind: 'metric',
    metric: 'csat_avg',
    scope: { dimension: 'team', each: true },
    test: { kind: 'threshold', window: '7d', direction: 'below', warning: 4.2 },
    minSample: 30,
  } as never;
  const body = ruleOf({ ...fieldsOf(rule), warning: '4,2' }, undefined);
  expect(body).toMatchObject(rule);
  expect(body).not.toHaveProperty('match');
});

test('a change names only what is another than before, and clears with null', () => {
  expect(changesOf({ name: 'A', ownerId: 'ada', n: [1] }, { name: 'B', n: [1] })).toEqual({ name: 'B', ownerId: null });
});

test('what would be left out of a rule is said: one field, asked for twice', () => {
  const line = (field: string, value: string, group: 'all' | 'any' = 'all') => ({ group, field, value });
  expect(repeatedIn([line('tag', 'a'), line('tag', 'b')])?.value).toBe('b');
  expect(repeatedIn([line('score', 'nps||3'), line('score', '|2|')])?.value).toBe('|2|');
  expect(repeatedIn([line('tier', 'gold'), line(TOGETHER, '{"tier":"silver","source":"email"}')])).toBeDefined();
  expect(repeatedIn([line('tag', 'a'), line('tag', 'b', 'any'), line('source', 'email')])).toBeUndefined();
});

test('a clash of two people is said in words, not as it is kept', async () => {
  await Promise.all([ruleTexts, alertTexts, feedbackTexts, numbers, texts].map((words) => words.load()));
  expect(ruleWords('conditions', '[{"group":"all","field":"sentiment","value":"negative"}]')).toBe(
    'Sentiment: negative',
  );
  expect(ruleWords('kind', 'metric')).toBe('a number');
  expect(ruleWords('scope', 'team|')).toContain('each by itself');
  expect(ruleWords('ownerOnly', '')).toBe('No');
  const ada = { userId: 'u1', name: 'Ada', roles: [] } as never;
  expect(ruleWords('userIds', 'u1,u2', [ada])).toBe('Ada, u2');
  expect(ruleWords('warning', '4,2')).toBe('4,2');
});
