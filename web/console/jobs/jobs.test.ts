import { expect, test } from 'vitest';
import { mappingOf, suggestedFor } from './mapping.ts';
import { isOver, milestoneOf, rests, waitMs } from '../kit/progress.ts';

const job = (done: number, total?: number) => ({ status: 'running' as const, done, total });

test('a job is told of when it starts, at each quarter and when it ends, and not in between', () => {
  const told = Array.from({ length: 101 }, (_, done) => milestoneOf(job(done, 100)));
  expect([...new Set(told)]).toEqual(['start', 25, 50, 75]);
  expect(milestoneOf({ status: 'done', done: 100, total: 100 })).toBe('end');
  expect(milestoneOf(job(500))).toBe('start');
  expect(milestoneOf(job(0, 0))).toBe('start');
});

test('what waits for a person is not over, and is not asked for again and again', () => {
  expect(rests({ status: 'staged' })).toBe(true);
  expect(isOver({ status: 'staged' })).toBe(false);
  expect(rests({ status: 'applying' })).toBe(false);
  expect(isOver({ status: 'undone' })).toBe(true);
});

test('a job is asked for each second at first, and each five seconds in the end', () => {
  expect([0, 4_000, 10_000, 25_000, 600_000].map(waitMs)).toEqual([1_000, 1_000, 2_000, 5_000, 5_000]);
});

test('columns that the preset knows need nothing said, others begin as suggested, and no scale is guessed', () => {
  expect(suggestedFor({}).to).toBe('');
  expect(suggestedFor({ suggestion: { field: 'comments', confidence: 'known', reason: '' } }).to).toBe('');
  const score = suggestedFor({ suggestion: { field: 'score', metric: 'nps', confidence: 'low', reason: '' } });
  expect(score).toEqual({ to: 'score', metric: 'nps', min: '', max: '' });
  const columns = [{ header: 'Mark' }, { header: 'Words' }, { header: 'Id' }];
  const words = { ...score, to: 'comments' as const };
  expect(mappingOf(columns, { Mark: score, Words: words })).toEqual([
    { column: 'Mark', to: 'score', metric: 'nps' },
    { column: 'Words', to: 'comments' },
  ]);
  expect(mappingOf(columns, { Mark: { ...score, min: '0', max: 'ten' } })[0]).not.toHaveProperty('scaleMin');
  expect(mappingOf(columns, { Mark: { ...score, min: '0', max: '10' } })[0]).toMatchObject({
    scaleMin: 0,
    scaleMax: 10,
  });
});
