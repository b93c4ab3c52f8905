import { expect, test } from 'vitest';
import { exportJobOf } from '../../shared/export/export.job.ts';
import { importJobOf } from '../../shared/import/import.job.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { done } from './checks.ts';
import { playVolume } from './play.ts';
import { playCustomers } from './play-customers.ts';
import { isFlat } from './watched.ts';

useQueues();
useFiles();

test.each([
  ['ndjson', ['ndjson', 'parquet']],
  ['csv', ['csv']],
] as const)(
  'Export as %s completes; an import of that file into an empty company gives equal metrics; importing it twice changes nothing; undoing it leaves drift 0 and n = 0',
  async (imported, formats) => {
    const lines: string[] = [];
    const held = () => 0;
    // No two of them are multiples of each other, and each part of an import writes one slice.
    const exportJob = exportJobOf({ chunk: 37, parquetRows: 80, sheetRows: 500 });
    const isGood = await playVolume({
      count: 210,
      days: 8,
      formats,
      imported,
      exported: async (ctx, jobId) => (await done(ctx, jobId, exportJob, held)).watched,
      // This process runs the tests, too.
      exportMb: Infinity,
      importJob: importJobOf({ admit: async () => undefined, chunk: 80, partMs: 0 }),
      held,
      say: (line) => void lines.push(line),
    });
    expect(lines.filter((line) => line.startsWith('✗'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('✓')).length).toBeGreaterThan(10);
    expect(isGood).toBe(true);
  },
  // Two companies are counted three times and read by some 500 calls.
  240_000,
);

test('A file of customers becomes as many customers, who are found by everything that is theirs, and whose duplicates a scan finds', async () => {
  const lines: string[] = [];
  const importJob = importJobOf({ admit: async () => undefined, chunk: 150, partMs: 0 });
  // One twin among them.
  const isGood = await playCustomers({ count: 210, importJob, held: () => 0, say: (line) => void lines.push(line) });
  expect(lines.filter((line) => line.startsWith('✗'))).toEqual([]);
  expect(lines.join('\n')).toMatch(/✓ every planted pair is found/);
  expect(isGood).toBe(true);
}, 240_000);

test('a job whose second half holds more than its first is not flat', () => {
  expect(isFlat({ heldMb: [40, 60, 52, 61] })).toBe(true);
  expect(isFlat({ heldMb: [40, 60, 80, 100] })).toBe(false);
  expect(isFlat({ heldMb: [40] })).toBe(true);
});
