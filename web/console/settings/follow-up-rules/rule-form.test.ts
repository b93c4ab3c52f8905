import { expect, it } from 'vitest';
import { CreateFollowUpRule, type FollowUpRule } from '../../../../shared/follow-up-rule/follow-up-rule.schema.ts';
import { assignAs, blank, bodyOf, formOf } from './rule-form.ts';

const given = CreateFollowUpRule.parse({
  name: 'Angry gold customers',
  order: 10,
  match: { all: { tier: 'gold' }, any: [{ urgency: 'critical' }, { emotion: 'anger' }] },
  urgencyFrom: 'fixed',
  urgency: 'high',
  due: { firstTouch: 30, close: 240 },
  assign: { mode: 'round_robin', userIds: ['ada', 'bo'] },
});
const stored = { ...given, ruleId: 'fr_1', version: 3, createdAt: '2026-12-01', updatedAt: '2026-12-01' } as never;

it('comes back from its form as it was', () => {
  expect(CreateFollowUpRule.parse(bodyOf(formOf(stored)))).toEqual(given);
});

it('is of the urgency that is found, unless one is chosen, and of the company’s times, unless some are given', () => {
  const { urgency: _urgency, ...plain } = formOf(stored as FollowUpRule);
  const body = bodyOf({ ...plain, due: {}, resurvey: { afterHours: 48 } });
  expect(body).toMatchObject({ urgencyFrom: 'analysis' });
  expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['due']));
  expect(body).not.toHaveProperty('resurvey');
  expect(CreateFollowUpRule.safeParse(body).success).toBe(true);
});

it('begins switched off', () => {
  expect(bodyOf({ ...blank, match: { all: { tier: 'gold' } } }).enabled).toBe(false);
});

it('keeps whom it names when it is given out otherwise', () => {
  const pool = { mode: 'round_robin', userIds: ['ada', 'bo'] } as const;
  expect(assignAs('fixed', pool as never)).toEqual({ mode: 'fixed', userIds: ['ada'] });
  expect(assignAs('least_loaded', pool as never)).toEqual({ mode: 'least_loaded', userIds: ['ada', 'bo'] });
  expect(assignAs('none', { mode: 'round_robin', teamId: 't1' })).toEqual({ mode: 'none', teamId: 't1' });
});
