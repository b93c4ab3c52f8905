import { describe, expect, test } from 'vitest';
import { contribution, type Countable, dimensions } from './contribution.ts';
import { mergeCounters } from './counters.ts';
import { countedFeedback } from './feedback.counted.ts';
import { decodeEntry, encodeEntry } from './ledger.ts';
import { metricNames, metrics } from './definitions.ts';
import { Totals } from './totals.ts';

const utc = { timeZone: 'UTC', dayBoundary: '00:00' };
const record: Countable = {
  feedbackId: 'fb_1',
  ledgerPage: 'fb_1',
  occurredAt: '2026-11-21T23:30:00.000Z',
  source: 'support_ticket',
  type: 'complaint',
  category: 'billing',
  subcategory: 'invoice',
  comments: 'No',
  scores: [
    { metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 },
    { metric: 'nps', value: 6.5, scaleMin: 0, scaleMax: 10 },
    { metric: 'custom', value: 1, scaleMin: 0, scaleMax: 1 },
  ],
  snapshot: { agentId: 'Agent-7', teamId: 't1', channel: 'chat', resolutionMinutes: 42, firstContactResolved: true },
  analysis: { status: 'done', sentiment: 'negative', language: 'en' },
};

test('a record counts in the day of its company, in every dimension it has a key in', () => {
  expect(contribution(record, { timeZone: 'Asia/Tokyo', dayBoundary: '00:00' })).toEqual({
    day: '2026-11-22',
    dims: {
      company: '-',
      source: 'support_ticket',
      type: 'complaint',
      category: 'billing',
      subcategory: 'billing/invoice',
      agent: 'Agent-7',
      agentCategory: 'Agent-7/billing',
      channel: 'chat',
      team: 't1',
      language: 'en',
      resolution: '42',
      outcome: 'y-',
    },
    counters: {
      volume: 1,
      answers: 1,
      commented: 1,
      'csat:2': 1,
      'fcr:2': 1,
      'nps:6.5': 1,
      'sentiment:negative': 1,
    },
  });
});

test('the day boundary moves the small hours to the day before', () => {
  const late = { ...record, occurredAt: '2026-11-22T03:59:59.999Z' };
  expect(contribution(late, { timeZone: 'UTC', dayBoundary: '04:00' })?.day).toBe('2026-11-21');
  expect(
    contribution({ ...record, occurredAt: '2026-11-22T04:00:00.000Z' }, { timeZone: 'UTC', dayBoundary: '04:00' })?.day,
  ).toBe('2026-11-22');
});

test('an unknown first contact is left out of fcr_csat and counted; a failed one is not in it', () => {
  const of = (firstContactResolved?: boolean) =>
    metrics.fcr_csat.read(contribution({ ...record, snapshot: { firstContactResolved } }, utc)?.counters ?? {});
  expect(of(undefined)).toMatchObject({ value: null, n: 0, excluded: { unknown: 1 } });
  expect(of(false)).toMatchObject({ value: null, n: 0, excluded: {}, breakdown: { notResolvedAtFirstContact: 1 } });
  expect(of(true)).toMatchObject({ value: 2, n: 1, excluded: {} });
});

test('an NPS answer on another scale than 0–10 is left out and counted', () => {
  const odd = { ...record, scores: [{ metric: 'nps', value: 4, scaleMin: 1, scaleMax: 5 }] };
  expect(metrics.nps.read(contribution(odd, utc)?.counters ?? {})).toMatchObject({
    value: null,
    n: 0,
    excluded: { scale: 1 },
  });
});

test('emotions and urgency count once analysed or corrected; what was not looked for is not counted as absent', () => {
  const of = (analysis: Countable['analysis']) => contribution({ ...record, analysis }, utc)?.counters ?? {};
  const found = { status: 'done', sentiment: 'negative', emotions: ['anger', 'fear'], urgency: 'high' };
  expect(metrics.emotion_share.read(of(found))).toMatchObject({ value: 1, n: 1, breakdown: { anger: 1, fear: 1 } });
  expect(metrics.urgent_share.read(of(found))).toMatchObject({ value: 1, n: 1, breakdown: { high: 1, low: 0 } });
  expect(metrics.emotion_share.read(of({ ...found, emotions: [] }))).toMatchObject({
    value: 0,
    breakdown: { none: 1 },
  });
  expect(metrics.emotion_share.read(of({ ...found, emotions: undefined }))).toMatchObject({ value: null, n: 0 });
  expect(metrics.emotion_share.read(of({ ...found, status: 'pending' }))).toMatchObject({ value: null, n: 0 });
  expect(metrics.urgent_share.read(of({ ...found, status: 'failed', correctedBy: 'ada' }))).toMatchObject({ n: 1 });
});

test('rows of the company, teams, agents and channels alone have emotions; those of agents by category only CSAT, and months', () => {
  const totals = new Totals(countedFeedback);
  const analysis = { status: 'done', sentiment: 'negative', emotions: ['anger'], urgency: 'high' };
  for (const one of countedFeedback.contributions({ ...record, analysis }, utc)) totals.add(one, 1);
  const rows = totals.deltas();
  const withEmotions = rows.filter(({ deltas }) => deltas.has('emotion:anger') && deltas.has('urgency:high'));
  expect(new Set(withEmotions.map(({ dimension }) => dimension))).toEqual(
    new Set(['company', 'team', 'agent', 'channel']),
  );
  const ofCategory = rows.filter(({ dimension }) => dimension === 'agentCategory');
  expect(ofCategory).toEqual([
    {
      dimension: 'agentCategory',
      grain: 'month',
      period: '2026-11',
      key: 'Agent-7/billing',
      deltas: new Map([['csat:2', 1]]),
    },
  ]);
});

describe('a sentiment', () => {
  test('in a language that is not handled is left out as unsupported, also where a person has corrected something else', () => {
    const parts = { sentiment: 'unsupported' };
    for (const analysis of [
      { status: 'skipped', language: 'pl', parts },
      { status: 'skipped', language: 'pl', parts, correctedBy: 'user-1' },
    ]) {
      const { counters = {} } = contribution({ ...record, analysis }, utc) ?? {};
      expect(metrics.net_sentiment.read(counters)).toMatchObject({ value: null, n: 0, excluded: { unsupported: 1 } });
    }
  });

  test.each(['pending', 'failed', 'skipped'])('that is %s is left out and counted', (status) => {
    const { counters = {} } = contribution({ ...record, analysis: { status, sentiment: 'positive' } }, utc) ?? {};
    expect(metrics.net_sentiment.read(counters)).toMatchObject({ value: null, n: 0, excluded: { [status]: 1 } });
  });

  test('that a person corrected counts whatever the engine does', () => {
    const { counters = {} } =
      contribution({ ...record, analysis: { status: 'failed', sentiment: 'positive', correctedBy: 'user-1' } }, utc) ??
      {};
    expect(metrics.net_sentiment.read(counters)).toMatchObject({ value: 1, n: 1 });
  });
});

test('a deleted record adds nothing, an excluded one leaves every number as it was', () => {
  expect(contribution({ ...record, deletedAt: '2026-11-22T00:00:00.000Z' }, utc)).toBeNull();
  const others =
    contribution({ ...record, scores: [{ metric: 'csat', value: 5, scaleMin: 1, scaleMax: 5 }] }, utc)?.counters ?? {};
  const excluded = contribution({ ...record, excluded: { reason: 'spam' } }, utc)?.counters ?? {};
  const reasonsOf = new Map<string, object>();
  for (const name of metricNames) {
    const { excluded: _, ...before } = metrics[name].read(others);
    const { excluded: reasons, ...after } = metrics[name].read(mergeCounters({ ...others }, excluded));
    expect(after).toEqual(before);
    reasonsOf.set(name, reasons);
  }
  for (const name of ['csat_avg', 'volume', 'nps']) expect(reasonsOf.get(name)).toMatchObject({ spam: 1 });
});

test('a ledger entry says after reading exactly what was written', () => {
  const one = countedFeedback.contributions(record, utc);
  const elsewhere = { day: '2026-11-30', dims: { source: 'chat' }, counters: { volume: 2 } };
  for (const applied of [one, [...one, elsewhere], []])
    expect(decodeEntry(dimensions, encodeEntry(dimensions, { revision: 3, applied }))).toEqual({
      revision: 3,
      applied,
    });
  const gone = encodeEntry(dimensions, { revision: 5, applied: one }, true);
  expect(decodeEntry(dimensions, gone)).toEqual({ revision: 5, applied: [] });
});

test('two pairs of category and subcategory never share a key', () => {
  const keyOf = (category: string, subcategory: string) =>
    contribution({ ...record, category, subcategory }, utc)?.dims.subcategory;
  const pairs = [
    ['a/b', 'c'],
    ['a', 'b/c'],
    ['a~1b', 'c'],
    ['a~', '1b/c'],
  ] as const;
  expect(new Set(pairs.map(([category, subcategory]) => keyOf(category, subcategory))).size).toBe(pairs.length);
  expect(keyOf('billing', 'invoice')).toBe('billing/invoice');
});
