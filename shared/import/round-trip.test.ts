import { describe, expect, test } from 'vitest';
import { countedKinds } from '../counted-kinds.ts';
import { exportJobOf } from '../export/export.job.ts';
import { CreateExport, type ExportFormat } from '../export/export.schema.ts';
import { start as startExport } from '../export/export.ts';
import { foldersOf } from '../export/folders.ts';
import { submitMany } from '../feedback/feedback.bulk.ts';
import { list } from '../feedback/feedback.list.ts';
import { correct, exclude } from '../feedback/feedback.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { again, aSubmission } from '../feedback/testing/given.ts';
import { analysed } from '../feedback/testing/told.ts';
import { work } from '../job/run.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { metricNames } from '../metrics/definitions.ts';
import { read } from '../metrics/metrics.ts';
import { reconcile } from '../metrics/reconcile.ts';
import { sweep } from '../metrics/sweep.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { rollBack } from './import.ts';
import { imported, worked } from './testing/importing.ts';

useQueues();
const files = useFiles();
const range = { from: '2026-09-01', to: '2026-10-31' };

/** Sixty records of all kinds: with and without ids, texts that spreadsheets take for formulas, analysed, corrected, excluded. */
async function aCompany(): Promise<Context> {
  const ctx = aContext();
  const items = Array.from({ length: 60 }, (_, at) => ({
    ...aSubmission({
      comments: ['=1+1 "é"\nsecond line', "'quoted", '+49 30', 'Größe; "ja", nein', `plain ${at}`][at % 5],
      scores: [
        { metric: 'nps', value: at % 11, scaleMin: 0, scaleMax: 10 },
        { metric: 'csat', value: (at % 5) + 1, scaleMin: 1, scaleMax: 5, questionId: 'q1' },
      ],
      category: ['billing', 'delivery'][at % 2],
      tags: ['a', 'b, c'],
      data: { place: at, inner: { list: [1, 'x'] } },
      ...(at % 3 === 0 && { externalId: `e-${at}`, sourceUpdatedAt: '2026-10-20T00:00:00.000Z' }),
    }),
    occurredAt: new Date(Date.UTC(2026, 8, 1 + at, 12)).toISOString(),
  }));
  const { results } = await submitMany(again(ctx), { items });
  const ids = results.flatMap(({ feedbackId }) => (feedbackId ?? []) as Id<'feedback'>);
  for (const [at, id] of ids.entries())
    await analysed(ctx, id, {
      language: 'de',
      sentiment: (['positive', 'negative', 'mixed'] as const)[at % 3],
      sentimentScore: [60, -70, 0][at % 3],
      urgency: at % 7 === 0 ? 'high' : 'normal',
      emotions: ['anger'],
      keyTopics: ['bill'],
      evidence: [{ kind: 'emotion', value: 'anger', field: 'comments', start: 0, end: 4 }],
    });
  for (const id of ids.slice(0, 3)) await exclude(again(ctx), { feedbackId: id, reason: 'test' });
  await correct(again(ctx), { feedbackId: ids[5] as Id<'feedback'>, correction: { sentiment: 'negative' } });
  return ctx;
}

async function exported(ctx: Context, format: ExportFormat): Promise<Buffer> {
  const job = await startExport(again(ctx), {
    resource: 'feedback',
    body: CreateExport.parse({ format, mask: false }),
  });
  const definitions = [exportJobOf({ chunk: 25, parquetRows: 100, sheetRows: 100 })];
  await work(again(ctx), job.jobId, { now: () => new Date(), definitions });
  const { folder } = foldersOf(ctx, job.jobId);
  return files.stored.get(`${folder}/feedback.${format === 'csv' ? 'csv' : 'ndjson.gz'}`) as Buffer;
}
const bytes = (file: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(file);

/** Every metric of some days, counted from the records, in groups of what records say. */
async function numbersOf(ctx: Context): Promise<Record<string, unknown>> {
  for (const kind of countedKinds) await sweep(ctx, kind);
  const numbers: Record<string, unknown> = {};
  for (const name of metricNames) {
    const answer = await read(again(ctx), { name, ...range, grain: 'total' }).catch((error: unknown) => ({
      total: String(error),
    }));
    const { asOf: _, ...total } = answer.total as { asOf?: string };
    numbers[name] = typeof answer.total === 'string' ? answer.total : total;
  }
  return numbers;
}
async function all(ctx: Context): Promise<Feedback[]> {
  const { items } = await list(again(ctx), { limit: 100 });
  return items.toSorted((one, other) => (one.occurredAt < other.occurredAt ? -1 : 1));
}

describe('an export of a company', () => {
  test('imported into an empty company by preset `heed`: every feedback metric equal, and every record says the same', async () => {
    const [from, into] = [await aCompany(), aContext()];
    const file = bytes(await exported(from, 'ndjson'));
    expect(await imported(into, file, { preset: 'heed' })).toMatchObject({ status: 'done', created: 60, failed: 0 });
    const there = await numbersOf(from);
    expect(Object.values(there).filter((one) => (one as { n?: number }).n).length).toBeGreaterThan(10);
    expect(await numbersOf(into)).toEqual(there);
    const own = new Set('feedbackId externalId createdAt updatedAt createdBy version'.split(' '));
    const says = (record: Feedback) => Object.entries(record).filter(([name]) => !own.has(name));
    expect((await all(into)).map(says)).toEqual((await all(from)).map(says));
    expect(await imported(into, file, { preset: 'heed' })).toMatchObject({ created: 0, updated: 0, unchanged: 60 });
  });

  test('as CSV gives the same numbers, and texts that look like formulas are as they were', async () => {
    const [from, into] = [await aCompany(), aContext()];
    const file = bytes(await exported(from, 'csv'));
    expect(await imported(into, file, { preset: 'heed' })).toMatchObject({ status: 'done', created: 60, failed: 0 });
    const [there, here] = [await numbersOf(from), await numbersOf(into)];
    // Who was right where a person corrected the engine is not in the columns.
    const apart = metricNames.filter((name) => JSON.stringify(there[name]) !== JSON.stringify(here[name]));
    expect(apart.filter((name) => !/precision|recall|correct|agree|judge/.test(name))).toEqual([]);
    expect((await all(into)).map(({ comments, data, scores, tags }) => ({ comments, data, scores, tags }))).toEqual(
      (await all(from)).map(({ comments, data, scores, tags }) => ({ comments, data, scores, tags })),
    );
    expect(await imported(into, file, { preset: 'heed' })).toMatchObject({ created: 0, unchanged: 60 });
  });

  test('undone → drift 0, n 0', async () => {
    const [from, into] = [await aCompany(), aContext()];
    const job = await imported(into, bytes(await exported(from, 'ndjson')), { preset: 'heed' });
    await numbersOf(into);
    expect((await read(again(into), { name: 'nps', ...range, grain: 'total' })).total.n).toBe(57);
    await worked(into, await rollBack(again(into), { jobId: job.jobId, force: false }));
    for (const kind of countedKinds) await sweep(into, kind);
    expect((await read(again(into), { name: 'nps', ...range, grain: 'total' })).total.n).toBe(0);
    expect(await reconcile(again(into), { name: 'nps', ...range } as never)).toMatchObject({ drift: 0 });
    // The records are new ones to whoever counts, and are counted.
    expect(
      await imported(into, bytes(await exported(from, 'ndjson')), { preset: 'heed', restore: true }),
    ).toMatchObject({ updated: 60 });
    for (const kind of countedKinds) await sweep(into, kind);
    expect((await read(again(into), { name: 'nps', ...range, grain: 'total' })).total.n).toBe(57);
  });
});
