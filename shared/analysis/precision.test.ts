import { describe, expect, test } from 'vitest';
import { SubmitFeedback } from '../feedback/feedback.requests.schema.ts';
import { find } from '../feedback/feedback.store.ts';
import { submit } from '../feedback/feedback.submit.ts';
import { correct } from '../feedback/feedback.ts';
import { countedFeedback } from '../metrics/feedback.counted.ts';
import { count, type Revised } from '../metrics/testing/changes.ts';
import { aContext } from '../testing/context.ts';
import { streamEventOf } from '../testing/stream-event.ts';
import { unitsOf } from '../testing/units.ts';
import { agreementOf, cohensKappa } from './agreement.ts';
import { analyse } from './analysis.ts';
import { precision } from './precision.ts';
import { useStandIn } from './testing/stand-in.ts';

useStandIn();
const days = { from: '2026-11-01', to: '2026-11-30' };
const utc = { timeZone: 'UTC', dayBoundary: '00:00' };

type Judgement = { sentiment?: string; urgency?: string; emotions?: string[] };
/** A record of which the engine said one thing and a person says another. */
const judged = (index: number, engineSaid: Judgement, person: Judgement, more: Partial<Revised> = {}): Revised => ({
  feedbackId: `fb_${index}`,
  ledgerPage: `fb_${index}`,
  revision: 1,
  occurredAt: '2026-11-21T10:00:00.000Z',
  source: 'api',
  analysis: {
    status: 'done',
    version: '3',
    parts: { sentiment: 'done' },
    correctedBy: 'user-1',
    engineSaid,
    ...person,
  },
  ...more,
});
const some = (from: number, times: number, engineSaid: Judgement, person: Judgement): Revised[] =>
  Array.from({ length: times }, (_, index) => judged(from + index, engineSaid, person));

describe('agreement', () => {
  test('has precision, recall and F1 with Wilson intervals, says when it rests on few, and is null of nothing', () => {
    const { precision: share, recall, f1 } = agreementOf({ hits: 40, wrong: 10, missed: 40 });
    expect(share).toMatchObject({ value: 0.8, n: 50 });
    expect(share.interval).toEqual({ low: expect.closeTo(0.67, 2), high: expect.closeTo(0.888, 3) });
    expect(share.lowSample).toBeUndefined();
    expect(recall).toMatchObject({ value: 0.5, n: 80 });
    expect(f1.value).toBeCloseTo(80 / 130);
    expect(agreementOf({ hits: 20, wrong: 9, missed: 0 }).precision.lowSample).toBe(true);
    expect(agreementOf({ hits: 0, wrong: 0, missed: 0 }).f1).toEqual({ value: null, n: 0, lowSample: true });
  });

  test('beyond chance is Cohen’s κ', () => {
    expect(cohensKappa({ a: { a: 20, b: 5 }, b: { a: 10, b: 15 } })).toBeCloseTo(0.4);
    expect(cohensKappa({ a: { a: 7, b: 0 }, b: { a: 0, b: 0 } })).toBeNull();
    expect(cohensKappa({ a: { a: 0 } })).toBeNull();
  });
});

test('corrections tell how often each label was right, per version, also when a change is counted twice', async () => {
  const ctx = aContext({ now: new Date('2026-11-30T10:00:00.000Z') });
  const records = [
    ...some(0, 30, { sentiment: 'negative', urgency: 'high' }, { sentiment: 'negative', urgency: 'normal' }),
    ...some(
      30,
      10,
      { sentiment: 'negative', emotions: ['anger', 'joy'] },
      { sentiment: 'mixed', emotions: ['anger', 'fear'] },
    ),
    judged(40, { sentiment: 'positive' }, { sentiment: 'negative' }, { excluded: { reason: 'spam' } }),
  ];
  await count(ctx, records);
  await count(ctx, records);
  const report = await precision(ctx, days);
  expect(report).toMatchObject({ version: '3', corrections: 40, ...days });
  expect(report.confusion.sentiment.negative).toEqual({ positive: 0, neutral: 0, negative: 30, mixed: 10 });
  const label = (value: string) => report.labels.find((one) => one.value === value);
  expect(label('negative')).toMatchObject({ precision: { value: 0.75, n: 40 }, recall: { value: 1, n: 30 } });
  expect(label('high')).toMatchObject({
    kind: 'urgency',
    precision: { value: 0, n: 30 },
    recall: { value: null, n: 0 },
  });
  expect(label('anger')).toMatchObject({ kind: 'emotion', precision: { value: 1, n: 10, lowSample: true } });
  expect(label('joy')?.precision).toMatchObject({ value: 0, n: 10 });
  expect(label('fear')?.recall).toMatchObject({ value: 0, n: 10 });
  expect(report.kappa.sentiment).toBeCloseTo(0);
  expect((await precision(ctx, { ...days, version: '4' })).corrections).toBe(0);
  // One correction is changed, another record is left out of the numbers.
  const [first, second] = records;
  if (!first || !second) throw new Error('no records');
  await count(ctx, [
    judged(0, { sentiment: 'negative' }, { sentiment: 'neutral' }, { revision: 2 }),
    { ...second, revision: 2, excluded: { reason: 'spam' } },
  ]);
  const after = await precision(ctx, days);
  expect(after.corrections).toBe(39);
  expect(after.confusion.sentiment.negative).toEqual({ positive: 0, neutral: 1, negative: 28, mixed: 10 });
});

test('nobody’s judgement is counted where nobody corrected, and none of what version 1 analysed', () => {
  const contributions = (analysis: Partial<NonNullable<Revised['analysis']>>) => {
    const record = judged(1, { sentiment: 'negative' }, { sentiment: 'mixed' });
    return countedFeedback.contributions(
      { ...record, analysis: { status: 'done', ...record.analysis, ...analysis } },
      utc,
    );
  };
  expect(contributions({})).toHaveLength(2);
  expect(contributions({ correctedBy: undefined, engineSaid: undefined })).toHaveLength(1);
  expect(contributions({ parts: undefined })).toHaveLength(1);
});

test('what the stream says of a correction is what the record says', async () => {
  const ctx = aContext();
  const input = SubmitFeedback.parse({ source: 'api', comments: 'I am furious, this is urgent', language: 'en' });
  const { feedbackId } = (await submit(ctx, input)).feedback;
  await analyse(ctx, { enabled: true, defaultLanguage: 'en', topics: [] }, [feedbackId]);
  await correct(ctx, { feedbackId, correction: { emotions: ['fear'], urgency: 'normal' } });
  const record = await find(ctx, feedbackId);
  if (!record) throw new Error('not stored');
  const [change] = streamEventOf([{ after: record }]).Records.map((one) => countedFeedback.changeOf(one));
  if (!change?.record) throw new Error('not counted');
  const [, told] = countedFeedback.contributions(change.record, utc);
  expect(told).toEqual(countedFeedback.contributions(record, utc)[1]);
  expect(told?.counters).toMatchObject({
    'judged:all': 1,
    'judged:urgency:high:normal': 1,
    'judged:emotion:anger:false': 1,
    'judged:emotion:fear:missed': 1,
  });
});

test('the report costs the same read units at 10 and at 1 000 corrections', async () => {
  const units = [];
  for (const times of [10, 1_000]) {
    const ctx = aContext({ now: new Date('2026-11-30T10:00:00.000Z') });
    await count(ctx, some(0, times, { sentiment: 'negative' }, { sentiment: 'mixed' }));
    await precision(ctx, days); // settings are read once in a while
    const { result, units: used } = await unitsOf(() => precision(ctx, days));
    expect(result.corrections).toBe(times);
    units.push(used.read);
  }
  expect(units[1]).toBe(units[0]);
}, 60_000);
