import { expect, test } from 'vitest';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { contribution, type Countable, dimensions } from '../metrics/contribution.ts';
import { deltasOf } from './deltas.ts';

const zone = { timeZone: 'Europe/Berlin', dayBoundary: '00:00' };
const done = { status: 'done', sentiment: 'negative', language: 'en' } as const;
const excluded = { reason: 'test', by: 'x', at: '2026-11-20T10:00:00.000Z' } as unknown as StoredFeedback['excluded'];
const record = (more: object): StoredFeedback =>
  aFeedback({
    scores: [{ metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 }],
    snapshot: { agentId: 'agent-1', teamId: 'team-1', firstContactResolved: true },
    theme: 'invoices',
    ...more,
  } as Partial<StoredFeedback>);

/** Counters of the rows of a dimension by key and name, without zeros; why a sentiment is missing is not told by events. */
function byRow(
  parts: readonly { key: string; counters: Record<string, number>; sign?: number }[],
): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const { key, counters, sign = 1 } of parts)
    for (const [name, count] of Object.entries(counters)) {
      const row = `${key} ${name}`;
      if (!name.startsWith('x:sentiment')) rows[row] = (rows[row] ?? 0) + sign * count;
    }
  return Object.fromEntries(Object.entries(rows).filter(([, count]) => count !== 0));
}

function counted(image: StoredFeedback | undefined, dimension: (typeof dimensions)[number], sign: number) {
  const adds = image && contribution({ ...image, ledgerPage: '' } as unknown as Countable, zone);
  const key = adds?.dims[dimension];
  return adds && key !== undefined ? [{ key, counters: adds.counters, sign }] : [];
}

type Image = Record<string, unknown>;
test.each<[title: string, before: Image | undefined, after: Image, action: string]>([
  ['comes', undefined, { analysis: { status: 'pending' } }, 'submit'],
  ['comes excluded', undefined, { excluded }, 'submit'],
  ['is analysed', { analysis: { status: 'pending' } }, { analysis: done }, 'score'],
  [
    'is found urgent early',
    { analysis: { status: 'pending' } },
    { analysis: { status: 'pending', early: { urgency: 'high' } } },
    'score',
  ],
  ['is analysed anew', { analysis: done }, { analysis: { ...done, status: 'pending' } }, 'reanalyse'],
  [
    'is analysed anew to the end',
    { analysis: { ...done, status: 'pending' } },
    { analysis: { ...done, sentiment: 'mixed' } },
    'score',
  ],
  ['is corrected', { analysis: done }, { analysis: { ...done, sentiment: 'positive', correctedBy: 'ada' } }, 'correct'],
  [
    'is corrected before it is analysed',
    { analysis: { status: 'pending' } },
    { analysis: { status: 'pending', sentiment: 'positive', correctedBy: 'ada' } },
    'correct',
  ],
  [
    'has other words after a correction',
    { analysis: { ...done, correctedBy: 'ada' } },
    { comments: 'Other', analysis: { status: 'pending', sentiment: 'negative', correctedBy: 'ada' } },
    'edit',
  ],
  ['loses its comment', { comments: 'Words' }, { comments: undefined }, 'edit'],
  ['gets a comment', { comments: ' ' }, { comments: 'Words' }, 'edit'],
  [
    'goes to another category and agent',
    { analysis: done },
    { analysis: done, category: 'app', snapshot: { agentId: 'agent-2' } },
    'edit',
  ],
  ['loses its theme', { theme: 'invoices' }, { theme: undefined }, 'edit'],
  ['has other scores', {}, { scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }] }, 'edit'],
  ['has a language found', { analysis: { ...done, language: 'de' } }, { analysis: done }, 'score'],
  ['is excluded', { analysis: done }, { analysis: done, excluded }, 'exclude'],
  ['is excluded for another reason', { excluded }, { excluded: { ...excluded, reason: 'spam' } }, 'exclude'],
  ['is included', { analysis: done, excluded }, { analysis: done }, 'include'],
  ['is edited while excluded', { excluded }, { excluded, category: 'app' }, 'edit'],
  ['is deleted', { analysis: done }, { analysis: done, deletedAt: '2026-11-20T10:00:00.000Z' }, 'delete'],
  ['is restored', { analysis: done, deletedAt: '2026-11-20T10:00:00.000Z' }, { analysis: done }, 'restore'],
])('a record that %s moves the same rows by its event as by its images', (_, was, is, action) => {
  const before = was && record({ ...was, revision: 1 });
  const after = record({ ...is, revision: 2, lastAction: action });
  const [told] = feedbackEventsOf({ ...(before && { before }), after });
  if (!told) throw new Error('nothing happened');
  for (const dimension of dimensions) {
    const { deltas, isExact } = deltasOf(told.type, told.detail, dimension, zone);
    expect(byRow(deltas)).toEqual(byRow([...counted(before, dimension, -1), ...counted(after, dimension, 1)]));
    expect(isExact).toBe(true);
  }
});

test('an event of before the release that tells all is known to be inexact', () => {
  const before = record({ analysis: done });
  const after = record({ analysis: { ...done, sentiment: 'positive' }, revision: 2, lastAction: 'correct' });
  const [told] = feedbackEventsOf({ before, after });
  if (!told) throw new Error('nothing happened');
  const { was: _, ...old } = told.detail;
  expect(deltasOf(told.type, old, 'company', zone).isExact).toBe(false);
  const { hasComment: _none, ...older } = told.detail;
  expect(deltasOf(told.type, older, 'company', zone).isExact).toBe(false);
});
