import { describe, expect, test } from 'vitest';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { cpuMs } from '../testing/cpu.ts';
import { CreateAlertRule, GroupBy } from './alert-rule.schema.ts';
import { fires } from './fires.ts';
import type { RecordRule } from './metric-test.ts';

const rule = (more: object = {}) =>
  CreateAlertRule.parse({
    name: 'One',
    severity: 'critical',
    match: { all: { category: 'billing' } },
    ...more,
  }) as unknown as RecordRule;

/** The event of a record as it stands after the last of some changes. */
function eventOf(...changes: Partial<StoredFeedback>[]) {
  const states = changes.map((_, index) =>
    aFeedback({ ...Object.assign({}, ...changes.slice(0, index + 1)), revision: index + 1 }),
  );
  const [event] = feedbackEventsOf({ before: states.at(-2), after: states.at(-1) as StoredFeedback });
  if (!event) throw new Error('nothing happened');
  return event.detail;
}
const received = (more: Partial<StoredFeedback> = {}) => eventOf(more);
const analysed = (analysis: StoredFeedback['analysis']) => eventOf({}, { lastAction: 'score', analysis });
const early: EarlyFinding = { urgency: 'critical', emotions: ['anger'], evidence: [], version: '1' };
type EarlyFinding = NonNullable<NonNullable<StoredFeedback['analysis']>['early']>;

describe('a rule', () => {
  test('says the severity and the group of what it finds', () => {
    expect(fires(rule(), received())).toEqual({ key: 'fb_01m6b8te80fbv1ave12d1pmmz7', severity: 'critical' });
    expect(fires(rule(), received({ category: 'shipping' }))).toBeUndefined();
  });

  const full = { theme: 'queue' };
  const bare = { customerId: undefined, ticketId: undefined, snapshot: undefined };
  const keys: Record<GroupBy, [of: string, without: string]> = {
    record: ['fb_01m6b8te80fbv1ave12d1pmmz7', 'fb_01m6b8te80fbv1ave12d1pmmz7'],
    customer: ['~43-1', 'none'],
    agent: ['agent-7', 'none'],
    team: ['team-1', 'none'],
    category: ['billing', 'billing'],
    theme: ['queue', 'none'],
    source: ['support_ticket', 'support_ticket'],
    ticket: ['T-1', 'none'],
    all: ['all', 'all'],
  };
  test.each(GroupBy.options)('groups by %s; what has none of it is a group of its own', (groupBy) => {
    const found = [full, bare].map((more) => fires(rule({ groupBy }), received(more))?.key);
    expect(found).toEqual(keys[groupBy]);
  });

  test('finds nothing in what is excluded or deleted', () => {
    const at = '2026-11-01T10:00:00.000Z';
    expect(fires(rule(), received({ excluded: { reason: 'scanner', by: 'x', at } }))).toBeUndefined();
    expect(fires(rule(), received({ deletedAt: at }))).toBeUndefined();
  });

  test('leaves what was older at arrival alone: 10 000 imported records of last year fire nothing', () => {
    const old = { occurredAt: '2025-10-25T09:59:59.999Z' };
    const found = Array.from({ length: 10_000 }, () => fires(rule(), received(old)));
    expect(found.filter((one) => one !== undefined)).toEqual([]);
    expect(fires(rule({ maxAgeDays: 0 }), received(old))).toBeDefined();
    expect(fires(rule({ maxAgeDays: 7 }), received({ occurredAt: '2026-10-25T10:00:00.000Z' }))).toBeDefined();
  });

  test('measures age at arrival: a correction weeks later makes nothing too old', () => {
    const corrected = eventOf({}, { lastAction: 'edit', category: 'billing', updatedAt: '2026-12-20T10:00:00.000Z' });
    expect(fires(rule(), corrected)).toBeDefined();
  });
});

describe('a rule that asks for the analysis', () => {
  const critical = rule({ match: { all: { urgency: 'critical' } } });

  test('waits until it is done; one that does not is judged at once', () => {
    const unhappy = rule({ match: { all: {}, none: [{ sentiment: 'positive' }], matchEverything: true } });
    expect(fires(unhappy, received())).toBeUndefined();
    expect(fires(unhappy, analysed({ status: 'done', sentiment: 'negative' }))).toBeDefined();
    expect(fires(unhappy, analysed({ status: 'done', sentiment: 'positive' }))).toBeUndefined();
    expect(fires(rule(), received())).toBeDefined();
  });

  test('fires early on urgent words, and says so', () => {
    const event = analysed({ status: 'pending', early });
    expect(event.partial).toBe(true);
    expect(fires(critical, event)).toMatchObject({ early: true, severity: 'critical' });
    expect(fires(rule({ match: { all: { emotion: 'anger' } } }), event)).toMatchObject({ early: true });
    expect(fires(rule({ match: { all: { emotion: 'fear' } } }), event)).toBeUndefined();
    expect(fires(critical, analysed({ status: 'done', urgency: 'critical' }))).not.toHaveProperty('early');
  });

  test('does not fire early where it asks for more than the words show', () => {
    const event = analysed({ status: 'pending', early });
    for (const none of [{ sentiment: 'positive' }, { language: 'de' }, { sentimentScoreMin: 0 }])
      expect(fires(rule({ match: { all: { urgency: 'critical' }, none: [none] } }), event)).toBeUndefined();
  });

  test('is judged by the analysis where that disagrees with the words', () => {
    expect(fires(critical, analysed({ status: 'done', urgency: 'normal' }))).toBeUndefined();
    expect(
      fires(critical, eventOf({}, { lastAction: 'correct', analysis: { status: 'done', urgency: 'normal' } })),
    ).toBeUndefined();
  });
});

describe('a rule with words', () => {
  const words = rule({ match: { all: { urgency: 'critical', q: 'charged' } } });
  const event = analysed({ status: 'pending', early });

  test('asks for the record where everything else holds, and is judged by its texts then', () => {
    expect(fires(words, event)).toMatchObject({ needsRecord: true, early: true });
    const found = fires(words, event, { comments: 'You charged me twice' });
    expect(found).toMatchObject({ early: true });
    expect(found).not.toHaveProperty('needsRecord');
    expect(fires(words, event, { comments: 'You paid me twice' })).toBeUndefined();
    expect(fires(words, analysed({ status: 'done', urgency: 'low' }))).toBeUndefined();
  });
});

test('a hundred rules are judged on an event in less than a millisecond of CPU', () => {
  const rules = Array.from({ length: 100 }, (_, index) =>
    rule({
      groupBy: GroupBy.options[index % GroupBy.options.length],
      match: {
        all: { source: 'support_ticket', hasText: true, email: 'ada@example.com' },
        any: Array.from({ length: 10 }, (__, at) => ({ scoreMetric: 'csat', scoreMax: 2, tag: `t${index}-${at}` })),
        none: [{ urgency: 'low' }, { tier: 'free' }],
      },
    }),
  );
  const event = eventOf(
    { customerId: undefined, contact: { email: 'ada@example.com' } },
    { lastAction: 'score', analysis: { status: 'done', urgency: 'high' } },
  );
  const all = () => rules.forEach((one) => fires(one, event));
  for (let round = 0; round < 200; round++) all();
  const ms = cpuMs(() => {
    for (let round = 0; round < 200; round++) all();
  });
  expect(ms / 200).toBeLessThan(1);
});
