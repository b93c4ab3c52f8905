import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Lag } from './event-source/reader.ts';
import { describeProgress, type Progress, reportLag } from './lag.ts';

const upToDate: Lag = { behindRecords: 0, behindMs: 0, allRead: true };
const behind: Lag = { behindRecords: 1200, behindMs: 34_000, allRead: true };
const progress = (lag: Lag, waiting = {}): Progress => ({ lag: { changes: lag }, waiting });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test.each<[string, Lag, string]>([
  ['a reader that has read everything', upToDate, 'changes: up to date'],
  ['a reader that is late', behind, 'changes: 1200 changes behind, the oldest 34 s'],
  [
    'a reader that has not seen the end of the stream',
    { ...behind, allRead: false },
    'changes: 1200 or more changes behind, the oldest 34 s',
  ],
  [
    'a reader that fails',
    { ...behind, failure: 'TypeError' },
    'changes: 1200 changes behind, the oldest 34 s; it fails: TypeError',
  ],
])('%s says so', (_, lag, line) => {
  expect(describeProgress(progress(lag))).toEqual([line]);
});

test('queues in which something waits are named, with the records that wait there or else the messages', () => {
  const waiting = { audit: { messages: 7, records: 0 }, search: { messages: 3, records: 240 } };
  expect(describeProgress(progress(upToDate, waiting))).toEqual([
    'changes: up to date',
    'audit: 7 messages wait',
    'search: 240 records wait',
  ]);
});

test('lag is said while it lasts, every ten seconds, and its end once; what is usual is not said', () => {
  let now = progress({ ...upToDate, behindRecords: 3, behindMs: 900 });
  const said: string[] = [];
  const stop = reportLag(
    () => now,
    (line) => said.push(line),
  );
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual([]);
  now = progress(behind);
  vi.advanceTimersByTime(20_000);
  expect(said).toEqual(Array.from({ length: 2 }, () => describeProgress(now)[0]));
  now = progress(upToDate);
  vi.advanceTimersByTime(20_000);
  expect(said.slice(2)).toEqual(['all readers are up to date']);
  stop();
  now = progress(behind);
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(3);
});
