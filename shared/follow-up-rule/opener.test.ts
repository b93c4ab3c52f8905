import { describe, expect, test } from 'vitest';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import type { Match } from '../match/match.schema.ts';
import type { FollowUpRule } from './follow-up-rule.schema.ts';
import { firstToHold } from './opener.ts';

const rules = (...matches: Match[]) =>
  matches.map((match, index) => ({ name: `rule ${index + 1}`, match, maxAgeDays: 7 }) as FollowUpRule);
const billing: Match = { all: { category: 'billing' } };
const negative: Match = { all: { sentiment: 'negative' } };
const critical: Match = { all: { urgency: 'critical' } };

function eventOf(more: Partial<StoredFeedback>) {
  const [event] = feedbackEventsOf({ after: aFeedback(more) });
  if (!event) throw new Error('nothing happened');
  return event.detail;
}
const analysis = (found: Partial<StoredFeedback['analysis']>) => ({ analysis: { status: 'done', ...found } as const });
const early = { urgency: 'critical' as const, emotions: [], evidence: [], version: '1' };

describe('the first rule that holds', () => {
  test('is the first in the order, whatever holds behind it', () => {
    const event = eventOf(analysis({ sentiment: 'negative' }));
    expect(firstToHold(rules(negative, billing), event)?.name).toBe('rule 1');
    expect(firstToHold(rules(billing, negative), event)?.name).toBe('rule 1');
    expect(firstToHold(rules(critical, billing), event)?.name).toBe('rule 2');
    expect(firstToHold(rules(critical), event)).toBeUndefined();
  });

  test('waits for the analysis where one before it does, and not where only one behind it does', () => {
    const pending = eventOf({ analysis: { status: 'pending' } });
    expect(firstToHold(rules(negative, billing), pending)).toBeUndefined();
    expect(firstToHold(rules(billing, negative), pending)?.name).toBe('rule 1');
    for (const status of ['failed', 'skipped'] as const)
      expect(firstToHold(rules(negative, billing), eventOf(analysis({ status })))?.name).toBe('rule 2');
  });

  test.each<[string, Match]>([
    ['another part of it', { all: { sentiment: 'negative', category: 'shipping' } }],
    ['each of its branches', { all: {}, any: [{ sentiment: 'negative', category: 'shipping' }, { tag: 'other' }] }],
    ['what it must not be', { all: { sentiment: 'negative' }, none: [{ category: 'billing' }] }],
  ])('does not wait for one before it that %s has ruled out already', (_, ruledOut) => {
    const pending = eventOf({ analysis: { status: 'pending' } });
    expect(firstToHold(rules(ruledOut, billing), pending)?.name).toBe('rule 2');
  });

  test.each<[string, Match]>([
    ['one of its branches', { all: {}, any: [{ sentiment: 'negative' }, { tag: 'other' }] }],
    ['what it must not be', { all: {}, none: [{ sentiment: 'positive' }], matchEverything: true }],
  ])('waits for one before it where the analysis decides %s', (_, open) => {
    const pending = eventOf({ analysis: { status: 'pending' } });
    expect(firstToHold(rules(open, billing), pending)).toBeUndefined();
  });

  test('is found early by urgent words; one before it that asks for more is waited for', () => {
    const found = { ...eventOf({ analysis: { status: 'pending', early } }), partial: true as const };
    expect(firstToHold(rules(critical, billing), found)?.name).toBe('rule 1');
    expect(firstToHold(rules(negative, critical), found)).toBeUndefined();
  });

  test('holds for nothing that was excluded, or older at arrival than the rule says', () => {
    const at = '2026-10-20T10:00:00.000Z';
    expect(firstToHold(rules(billing), eventOf({ excluded: { reason: 'spam', by: 'x', at } }))).toBeUndefined();
    expect(firstToHold(rules(billing), eventOf({ occurredAt: at }))).toBeUndefined();
    const old = eventOf({ occurredAt: at, analysis: { status: 'pending' } });
    expect(firstToHold(rules(negative, { ...billing }), old)).toBeUndefined();
  });
});
