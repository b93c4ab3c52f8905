import { expect, test, vi } from 'vitest';
import { sweepAfterStart } from './sweeps.ts';

const names = [
  'heed-every-sweep-analysis',
  'heed-every-sweep-rollups',
  'heed-every-resend-lost',
  'heed-every-reviews',
  'heed-every-reconcile',
  'heed-every-dispatch-due',
  'heed-every-webhook-health',
  'heed-every-count-terms',
  'heed-every-weekly-topics',
  'heed-every-close-day',
  'heed-every-train-prediction',
  'heed-every-score-customers',
  'heed-every-score-yardsticks',
];

test('every schedule runs once after a start, when the readers are done, and one that fails keeps no other from it', async () => {
  const ran: string[] = [];
  const said: string[] = [];
  const readers = Promise.withResolvers<void>();
  const functions = {
    invoke: async (name: string) => {
      ran.push(name);
      return name.includes('rollups') ? { fault: { errorType: 'TypeError', errorMessage: '' } } : { result: '' };
    },
  };
  sweepAfterStart({ functions, settled: () => readers.promise, say: (line) => said.push(line) });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ran).toEqual([]);
  readers.resolve();
  await vi.waitFor(() => expect(ran.toSorted()).toEqual(names.toSorted()));
  expect(said).toEqual(['every-sweep-rollups failed after the start: TypeError']);
});

test('a stop starts no further one', async () => {
  const ran: string[] = [];
  const first = Promise.withResolvers<{ result: string }>();
  const functions = {
    invoke: (name: string) => {
      ran.push(name);
      return first.promise;
    },
  };
  const stop = sweepAfterStart({ functions, settled: async () => undefined, say: () => undefined });
  await vi.waitFor(() => expect(ran).toHaveLength(1));
  stop();
  first.resolve({ result: '' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ran).toHaveLength(1);
});
