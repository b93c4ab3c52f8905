import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { FeedbackEvent, feedbackEventsOf } from '../feedback/feedback.events.ts';
import { factsOf } from '../feedback/feedback.facts.ts';
import { list } from '../feedback/feedback.list.ts';
import type { SubmitFeedback } from '../feedback/feedback.requests.schema.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import { type DraftFeedback, draftOf, itemOf, replaceItem } from '../feedback/feedback.store.ts';
import { givenIndexed, stored } from '../feedback/testing/given.ts';
import { commit } from '../kernel/write.ts';
import { aContext } from '../testing/context.ts';
import { type Filter, verdictOf } from './filter.ts';
import { judge } from './judge.ts';

/** What the bus hands to a rule about a record as it was just written. */
const eventOf = (record: StoredFeedback): FeedbackEvent => {
  const [event] = feedbackEventsOf({ after: record });
  return FeedbackEvent.parse(JSON.parse(JSON.stringify(event?.detail)));
};
const record = (overrides: Partial<Feedback> = {}): StoredFeedback => aFeedback(overrides as Partial<StoredFeedback>);
const analysed = (found: Partial<NonNullable<Feedback['analysis']>>): StoredFeedback =>
  record({ analysis: { status: 'done', ...found } });
const nps9csat2 = record({
  scores: [
    { metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 },
    { metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 },
  ],
});
const byAddress = (email: string) => record({ customerId: undefined, contact: { email } });
const excluded = { reason: 'scanner', by: 'system', at: '2026-11-01T10:00:00.000Z' } as const;

type Case<K extends keyof Filter> = { wanted: Filter[K]; more?: Filter; right: StoredFeedback; wrong: StoredFeedback };

/** A record that each filter is for, and one that it is not for; a filter without a line does not compile. */
const cases: { [K in keyof Required<Filter>]: Case<K> } = {
  source: { wanted: 'chat', right: record({ source: 'chat' }), wrong: record() },
  type: { wanted: 'bug', right: record({ type: 'bug' }), wrong: record() },
  category: { wanted: 'billing', right: record(), wrong: record({ category: 'Billing' }) },
  subcategory: { wanted: 'double', right: record({ subcategory: 'double' }), wrong: record() },
  theme: { wanted: 'queue', right: record({ theme: 'queue' }), wrong: record({ theme: 'queues' }) },
  impact: { wanted: 'high', right: record({ impact: 'high' }), wrong: record({ impact: 'low' }) },
  tag: { wanted: 'vip', right: record({ tags: ['invoice', 'vip'] }), wrong: record() },
  sentiment: {
    wanted: 'negative',
    right: analysed({ sentiment: 'negative' }),
    wrong: analysed({ sentiment: 'mixed' }),
  },
  emotion: { wanted: 'anger', right: analysed({ emotions: ['fear', 'anger'] }), wrong: analysed({ emotions: [] }) },
  urgency: { wanted: 'critical', right: analysed({ urgency: 'critical' }), wrong: analysed({ urgency: 'high' }) },
  analysis: { wanted: 'done', right: analysed({}), wrong: record() },
  language: { wanted: 'de', right: analysed({ language: 'de' }), wrong: record({ language: 'de' }) },
  agentId: { wanted: 'agent-7', right: record(), wrong: record({ snapshot: { agentId: 'Agent-7' } }) },
  teamId: { wanted: 'team-1', right: record(), wrong: record({ snapshot: { teamId: 'team-2' } }) },
  segment: { wanted: 'smb', right: record({ snapshot: { segment: 'smb' } }), wrong: record() },
  tier: { wanted: 'gold', right: record({ snapshot: { tier: 'gold' } }), wrong: record() },
  customerId: { wanted: 'C-1', right: record(), wrong: record({ customerId: 'c-1' }) },
  email: { wanted: 'ADA@example.com', right: byAddress('ada@example.com'), wrong: byAddress('bob@example.com') },
  ticketId: { wanted: 'T-1', right: record(), wrong: record({ ticketId: 't-1' }) },
  caseId: { wanted: 'K-1', right: record(), wrong: record({ caseId: undefined }) },
  surveyId: { wanted: 's-1', right: record({ surveyId: 's-1' }), wrong: record() },
  templateId: { wanted: 'tpl-1', right: record({ templateId: 'tpl-1' }), wrong: record() },
  triage: { wanted: 'new', right: record(), wrong: record({ triage: { status: 'planned' } }) },
  initiativeId: {
    wanted: 'ini-1',
    right: record({ triage: { status: 'planned', initiativeId: 'ini-1' } }),
    wrong: record({ triage: { status: 'planned' } }),
  },
  followUp: { wanted: 'pending', right: record({ followUp: { required: true, status: 'pending' } }), wrong: record() },
  excluded: { wanted: true, right: record({ excluded }), wrong: record() },
  hasText: { wanted: true, right: record(), wrong: record({ subject: ' \n', comments: undefined }) },
  scoreMetric: { wanted: 'nps', right: nps9csat2, wrong: record() },
  scoreMin: { wanted: 9, more: { scoreMetric: 'nps' }, right: nps9csat2, wrong: record() },
  scoreMax: { wanted: 2, more: { scoreMin: 2 }, right: nps9csat2, wrong: record({ scores: undefined }) },
  sentimentScoreMin: {
    wanted: -60,
    right: analysed({ sentimentScore: -60 }),
    wrong: analysed({ sentimentScore: -61 }),
  },
  sentimentScoreMax: { wanted: 0, right: analysed({ sentimentScore: 0 }), wrong: analysed({}) },
  q: { wanted: 'charg month', right: record(), wrong: record({ comments: 'A year' }) },
};

describe('a filter', () => {
  test.each(Object.entries(cases))('by %s means the same of a record and of its event', (name, one) => {
    const { wanted, more, right, wrong } = one;
    const filter: Filter = { ...more, [name]: wanted };
    expect(verdictOf(filter, factsOf(right), right)).toBe('yes');
    expect(verdictOf(filter, factsOf(wrong), wrong)).toBe('no');
    expect(verdictOf(filter, eventOf(right))).toBe(name === 'q' ? 'needs-record' : 'yes');
    expect(verdictOf(filter, eventOf(wrong), wrong)).toBe('no');
  });

  test('by score looks at one and the same answer', () => {
    expect(verdictOf({ scoreMetric: 'nps', scoreMin: 9, scoreMax: 10 }, factsOf(nps9csat2))).toBe('yes');
    expect(verdictOf({ scoreMetric: 'csat', scoreMin: 3 }, factsOf(nps9csat2))).toBe('no');
    expect(verdictOf({ scoreMin: 3, scoreMax: 8 }, factsOf(nps9csat2))).toBe('no');
  });

  test('by words does not ask for the record where a fact says no', () => {
    expect(verdictOf({ q: 'refund', source: 'chat' }, eventOf(record()))).toBe('no');
  });
});

const some = <const T>(...values: T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined });
const sentences = ['Charged twice', 'The queue was long', ' '] as const;

/** Records of few values, so that filters of the same values find some. */
const records = fc.record({
  said: fc.record({
    source: fc.constantFrom('chat', 'survey', 'email'),
    type: some('bug', 'praise'),
    category: some('billing', 'shipping'),
    subcategory: some('double', 'late'),
    theme: some('queue', 'price'),
    impact: some('high', 'low'),
    tags: some(['vip'], ['vip', 'new'], []),
    customerId: some('C-1', 'c-1'),
    contact: some({ email: 'ada@example.com' }, { email: 'bob@example.com' }),
    ticketId: some('T-1', 'T-2'),
    caseId: some('K-1', 'K-2'),
    surveyId: some('s-1', 's-2'),
    templateId: some('tpl-1', 'tpl-2'),
    snapshot: some({ agentId: 'a', teamId: 't', segment: 'smb', tier: 'gold' }, { agentId: 'b', tier: 'free' }),
    scores: some(
      nps9csat2.scores,
      [{ metric: 'csat' as const, value: 4, scaleMin: 1, scaleMax: 5 }],
      [{ metric: 'nps' as const, value: 3, scaleMin: 0, scaleMax: 10 }],
    ),
    subject: some(...sentences),
    comments: some(...sentences),
  }),
  found: fc.record({
    analysis: fc.record({
      status: fc.constantFrom('done' as const, 'pending' as const, 'failed' as const),
      sentiment: some('negative', 'positive'),
      sentimentScore: some(-80, 0, 40),
      emotions: some(['anger' as const], ['joy' as const, 'anger' as const]),
      urgency: some('critical', 'normal'),
      language: some('en', 'de'),
    }),
    triage: some({ status: 'new' as const }, { status: 'planned' as const, initiativeId: 'ini-1' }),
    followUp: some({ required: true, status: 'pending' as const }, { required: false, status: 'resolved' as const }),
    excluded: some(excluded),
  }),
});
type Given = typeof records extends fc.Arbitrary<infer T> ? T : never;

const filters: fc.Arbitrary<Filter> = fc.record(
  {
    source: fc.constantFrom('chat', 'survey'),
    type: fc.constantFrom('bug', 'praise'),
    category: fc.constantFrom('billing', 'shipping'),
    subcategory: fc.constantFrom('double', 'late'),
    theme: fc.constantFrom('queue', 'price'),
    impact: fc.constantFrom('high', 'low'),
    tag: fc.constantFrom('vip', 'new'),
    sentiment: fc.constantFrom('negative', 'positive'),
    emotion: fc.constantFrom('anger', 'joy'),
    urgency: fc.constantFrom('critical', 'normal'),
    analysis: fc.constantFrom('done', 'pending', 'failed'),
    language: fc.constantFrom('en', 'de'),
    agentId: fc.constantFrom('a', 'b'),
    teamId: fc.constantFrom('t'),
    segment: fc.constantFrom('smb'),
    tier: fc.constantFrom('gold', 'free'),
    customerId: fc.constantFrom('C-1', 'c-1'),
    email: fc.constantFrom('ada@example.com', 'BOB@example.com'),
    ticketId: fc.constantFrom('T-1', 'T-2'),
    caseId: fc.constantFrom('K-1', 'K-2'),
    surveyId: fc.constantFrom('s-1', 's-2'),
    templateId: fc.constantFrom('tpl-1', 'tpl-2'),
    triage: fc.constantFrom('new', 'planned'),
    initiativeId: fc.constantFrom('ini-1'),
    followUp: fc.constantFrom('pending', 'resolved'),
    excluded: fc.boolean(),
    hasText: fc.boolean(),
    scoreMetric: fc.constantFrom('nps', 'csat'),
    scoreMin: fc.constantFrom(2, 4, 9),
    scoreMax: fc.constantFrom(3, 4, 9),
    sentimentScoreMin: fc.constantFrom(-80, 0),
    sentimentScoreMax: fc.constantFrom(-80, 0),
    q: fc.constantFrom('charg', 'queue long'),
  } satisfies { [K in keyof Required<Filter>]: fc.Arbitrary<Filter[K]> },
  { requiredKeys: [] },
);
/** Filters of one to three names: more find nothing. */
const narrow = filters.chain((filter) =>
  fc
    .shuffledSubarray(Object.entries(filter), { minLength: 0, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries) as Filter),
);

test('random filters mean the same of random records and of their events', () => {
  let found = 0;
  fc.assert(
    fc.property(records, narrow, ({ said, found: facts }, filter) => {
      const one = aFeedback({ ...said, ...facts } as Partial<StoredFeedback>);
      const verdict = verdictOf(filter, factsOf(one), one);
      expect(verdictOf(filter, eventOf(one), one)).toBe(verdict);
      if (verdict === 'yes') found++;
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(50);
});

test('of random records and filters, the list shows exactly those whose events match', async () => {
  const ctx = aContext();
  const put = async ({ said, found }: Given): Promise<StoredFeedback> => {
    const { feedbackId } = await givenIndexed(ctx, said as Partial<SubmitFeedback>);
    const before = await stored(ctx, feedbackId);
    const after = { ...draftOf(before), ...found, revision: before.revision + 1 } as DraftFeedback;
    await commit(ctx, [replaceItem(itemOf(ctx, after), before.revision)]);
    return stored(ctx, feedbackId);
  };
  const kept = await Promise.all(fc.sample(records, 15).map(put));
  const told = kept.map((one) => ({ one, event: eventOf(one) }));
  const shown = fc.sample(narrow, 40).map(async (filter) => {
    const { items } = await list(ctx, { ...filter, limit: 200 });
    const listed = items.filter(({ excluded: out }) => !out).map(({ feedbackId }) => feedbackId);
    const matching = told.filter(({ one, event }) => judge({ all: filter }, event, one) === 'yes');
    return { listed: listed.toSorted(), matching: matching.map(({ one }) => one.feedbackId).toSorted() };
  });
  for (const { listed, matching } of await Promise.all(shown)) expect(listed).toEqual(matching);
});
