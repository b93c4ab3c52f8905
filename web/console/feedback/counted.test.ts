import { expect, test } from 'vitest';
import { ReadMetric } from '../../../shared/metrics/metrics.schema.ts';
import { countedBy, onlyWith } from './counted.ts';

const today = '2026-12-02';

test('one filter and whole days are counted, by what the counters know', () => {
  const all = countedBy('sentiment', {}, today, false);
  expect(all).toEqual({ from: '2016-11-25', to: today });
  expect(ReadMetric.safeParse(all).success).toBe(true);
  const days = { from: '2026-11-01', to: '2026-11-30' };
  expect(countedBy('urgency', { ...days, excluded: 'false' }, today, false)).toEqual(days);
  expect(countedBy('sentiment', { ...days, source: 'chat' }, today, false)).toEqual({
    ...days,
    by: 'source',
    key: 'chat',
  });
  expect(countedBy('urgency', { ...days, teamId: 't1' }, today, false)).toEqual({ ...days, by: 'team', key: 't1' });
  // What is chosen of the same kind does not limit the others of it.
  expect(countedBy('sentiment', { ...days, sentiment: 'mixed', open: 'fb_1' }, today, false)).toEqual(days);
});

test('what the counters do not know is not counted at all', () => {
  const unknown = [
    { q: 'late' },
    { source: 'chat', type: 'bug' },
    { urgency: 'high' },
    { excluded: 'true' },
    { from: '2026-12-01T10:00:00Z' },
    { from: '2026-12-02', to: '2026-12-01' },
    { from: '1990-01-01' },
  ];
  expect(unknown.filter((search) => countedBy('sentiment', search, today, false))).toEqual([]);
  expect(countedBy('urgency', { source: 'chat' }, today, false)).toBeUndefined();
  expect(countedBy('sentiment', { source: 'chat' }, today, true)).toBeUndefined();
});

test('a count leads to the records that it counts, and back', () => {
  const with_ = onlyWith({ source: 'chat', open: 'fb_1' }, 'sentiment', 'mixed');
  expect(with_).toEqual({ source: 'chat', sentiment: 'mixed', excluded: 'false' });
  expect(onlyWith(with_, 'sentiment', 'mixed')).toEqual({ source: 'chat' });
});
