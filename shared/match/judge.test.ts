import { describe, expect, test } from 'vitest';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { factsOf } from '../feedback/feedback.facts.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { judge, judgeRecord } from './judge.ts';
import { Match } from './match.schema.ts';

const verdict = (match: unknown, record: Partial<StoredFeedback> = {}) =>
  judge(Match.parse(match), factsOf(aFeedback(record)));

describe('a match', () => {
  test('wants all of `all`, one of `any` and none of `none`', () => {
    const match = {
      all: { source: 'support_ticket', category: 'billing' },
      any: [{ type: 'bug' }, { tag: 'invoice' }],
      none: [{ tier: 'free' }, { agentId: 'agent-9' }],
    };
    expect(verdict(match)).toBe('yes');
    expect(verdict(match, { category: 'shipping' })).toBe('no');
    expect(verdict(match, { tags: [] })).toBe('no');
    expect(verdict(match, { tags: [], type: 'bug' })).toBe('yes');
    expect(verdict(match, { snapshot: { tier: 'free' } })).toBe('no');
  });

  test('never means what is excluded, quarantined or deleted, not even by matchEverything', () => {
    const at = '2026-11-01T10:00:00.000Z';
    for (const match of [{ all: {}, matchEverything: true }, { all: { excluded: true } }]) {
      expect(verdict(match, { excluded: { reason: 'spam', by: 'ada', at } })).toBe('no');
      expect(verdict(match, { excluded: { reason: 'scanner', by: 'system', at } })).toBe('no');
      expect(verdict(match, { deletedAt: at })).toBe('no');
    }
    expect(verdict({ all: {}, matchEverything: true })).toBe('yes');
    const deleted = aFeedback({ deletedAt: at });
    expect(judgeRecord(Match.parse({ all: {}, none: [{ source: 'chat' }], matchEverything: true }), deleted)).toBe(
      false,
    );
  });

  test('needs the record for words alone, and only where nothing else has decided', () => {
    expect(verdict({ all: { q: 'charged' } })).toBe('needs-record');
    expect(verdict({ all: { q: 'charged', source: 'chat' } })).toBe('no');
    expect(verdict({ all: {}, any: [{ q: 'refund' }, { category: 'billing' }] })).toBe('yes');
    expect(verdict({ all: {}, any: [{ q: 'refund' }, { category: 'shipping' }] })).toBe('needs-record');
    expect(verdict({ all: { category: 'billing' }, none: [{ q: 'refund' }] })).toBe('needs-record');
    expect(verdict({ all: { category: 'billing' }, none: [{ q: 'refund' }, { tag: 'invoice' }] })).toBe('no');
    expect(verdict({ all: { email: 'ada@example.com' } })).toBe('no');
  });

  test('of words is judged by the texts of the record', () => {
    const of = (match: unknown) => judgeRecord(Match.parse(match), aFeedback());
    expect(of({ all: { q: 'charged month' } })).toBe(true);
    expect(of({ all: { q: 'refund' } })).toBe(false);
    expect(of({ all: {}, any: [{ q: 'refund' }, { q: 'charged' }] })).toBe(true);
    expect(of({ all: { category: 'billing' }, none: [{ q: 'charged' }] })).toBe(false);
  });
});

describe('bad input', () => {
  const many = (count: number) => Array.from({ length: count }, () => ({ source: 'chat' }));
  test.each<[title: string, match: object, path: string]>([
    ['a filter of an unknown name', { all: { colour: 'red' } }, 'all'],
    ['`from` in a filter', { all: { source: 'chat', from: '2026-11-01' } }, 'all'],
    ['`to` in a branch', { all: {}, any: [{ source: 'chat', to: '2026-11-01' }] }, 'any.0'],
    ['no filter at all', { all: {} }, 'all'],
    ['no filter but those of `none`', { all: {}, none: [{ source: 'chat' }] }, 'all'],
    ['a branch without a filter', { all: {}, any: [{}] }, 'any.0'],
    ['no branch', { all: { source: 'chat' }, any: [] }, 'any'],
    ['11 branches in any', { all: {}, any: many(11) }, 'any'],
    ['6 branches in none', { all: { source: 'chat' }, none: many(6) }, 'none'],
    ['scoreMin above scoreMax', { all: { scoreMin: 4, scoreMax: 3 } }, 'all.scoreMax'],
    [
      'sentimentScoreMin above sentimentScoreMax',
      { all: { sentimentScoreMin: 1, sentimentScoreMax: 0 } },
      'all.sentimentScoreMax',
    ],
    ['a score of two decimals', { all: { scoreMin: 4.25 } }, 'all.scoreMin'],
    ['a sentiment score beyond the scale', { all: { sentimentScoreMin: -101 } }, 'all.sentimentScoreMin'],
    ['words of one letter', { all: { q: 'a' } }, 'all.q'],
    ['an unknown emotion', { all: { emotion: 'rage' } }, 'all.emotion'],
    ['matchEverything that is not true', { all: {}, matchEverything: false }, 'matchEverything'],
  ])('%s is refused, and where is said', (_, match, path) => {
    const { error } = Match.safeParse(match);
    expect([...new Set(error?.issues.map((issue) => issue.path.join('.')))]).toEqual([path]);
  });

  test('what is accepted is kept as it was given', () => {
    const match = {
      all: { hasText: true, excluded: false, scoreMetric: 'csat', scoreMin: 1, scoreMax: 2.5, q: 'refund' },
      any: [{ sentimentScoreMax: -60 }],
      none: [{ email: 'ada@example.com' }],
    };
    expect(Match.parse(match)).toEqual(match);
  });
});
