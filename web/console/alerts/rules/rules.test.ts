import { expect, test } from 'vitest';
import { conditionsOf, matchOf } from './conditions.ts';
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
