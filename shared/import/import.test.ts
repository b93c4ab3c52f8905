import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { list } from '../feedback/feedback.list.ts';
import { edit, get as getFeedback, remove, restore } from '../feedback/feedback.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { again, stored } from '../feedback/testing/given.ts';
import { cancel, pause, resume } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { unitsOf } from '../testing/units.ts';
import { importFolder } from './folders.ts';
import { CreateImport, type ImportJob } from './import.schema.ts';
import { apply, rollBack, start } from './import.ts';
import { imported, starting, uploaded, worked } from './testing/importing.ts';

useQueues();
const files = useFiles();

const mapping = [
  { column: 'id', to: 'externalId' },
  { column: 'at', to: 'occurredAt' },
  { column: 'nps', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 },
  { column: 'comment', to: 'comments' },
];
const csv = { preset: 'csv', mapping };
const line = (
  id: number | string,
  nps: number | string = Number(id) % 11,
  at = '2026-03-04T10:00:00Z',
  comment = `text ${id}`,
) => `${id},${at},${nps},${comment}`;
const file = (...lines: string[]): string => ['id,at,nps,comment', ...lines].join('\n');
const many = (count: number): string => file(...Array.from({ length: count }, (_, at) => line(at)));

async function all(ctx: Context): Promise<Feedback[]> {
  const items: Feedback[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await list(again(ctx), { limit: 100, ...(cursor && { cursor }) } as Parameters<typeof list>[1]);
    items.push(...page.items);
    if (!page.nextCursor)
      return items.toSorted((one, other) => (String(one.externalId) < String(other.externalId) ? -1 : 1));
    cursor = page.nextCursor;
  }
}
function report(ctx: Context, { jobId }: ImportJob, name: string): Record<string, string>[] {
  const bytes = files.stored.get(`${importFolder(ctx, jobId)}/${name}`);
  return bytes ? parse(bytes, { columns: true, bom: true }) : [];
}
const problem = (code: string) => expect.objectContaining({ name: 'Problem', code });

test('a file becomes records that say what it says, who imported it, and when it was said', async () => {
  const ctx = aContext();
  const job = await imported(ctx, file(line(1, 9), line(2, '')), csv);
  expect(job).toMatchObject({ kind: 'import', status: 'done', total: 2, done: 2, created: 2, failed: 0 });
  expect(await all(ctx)).toMatchObject([
    {
      source: 'import',
      externalId: '1',
      occurredAt: '2026-03-04T10:00:00.000Z',
      scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }],
      comments: 'text 1',
      createdBy: { kind: 'user', id: 'user-1' },
    },
    { externalId: '2' },
  ]);
});

test('nothing is written before somebody applies what was checked; apply unstaged is 409', async () => {
  const ctx = aContext();
  const job = await imported(ctx, many(3), { ...csv, dryRun: true });
  expect(job).toMatchObject({ status: 'staged', result: { rows: 3, valid: 3, created: 0 } });
  expect(await all(ctx)).toEqual([]);
  expect(await worked(ctx, await apply(again(ctx), job))).toMatchObject({ status: 'done', created: 3 });
  expect(await all(ctx)).toHaveLength(3);
  await expect(apply(again(ctx), job)).rejects.toEqual(problem('not-staged'));
});

test('3 bad of 100 → 97 and three lines', async () => {
  const ctx = aContext();
  const lines = Array.from({ length: 100 }, (_, at) => line(at, [7, 40, 99].includes(at) ? 11 : 5));
  const job = await imported(ctx, file(...lines), csv);
  expect(job).toMatchObject({
    status: 'done',
    created: 97,
    failed: 3,
    result: { failed: { off_scale: 3 }, hasErrors: true },
  });
  expect(report(ctx, job, 'errors.csv')).toMatchObject(
    [9, 42, 101].map((at) => ({ line: String(at), code: 'off_scale', value: '11' })),
  );
  expect(report(ctx, job, 'rejected.csv').map(({ id }) => id)).toEqual(['7', '40', '99']);
});

test('30 bad → nothing', async () => {
  const ctx = aContext();
  const lines = Array.from({ length: 100 }, (_, at) => line(at, at < 30 ? 'ten' : 5));
  const job = await imported(ctx, file(...lines), csv);
  expect(job).toMatchObject({
    status: 'failed',
    errors: [{ code: 'too_many_errors' }],
    result: { failed: { not_a_number: 30 } },
  });
  expect(await all(ctx)).toEqual([]);
  expect(report(ctx, job, 'errors.csv')).toHaveLength(30);
  await expect(rollBack(again(ctx), { jobId: job.jobId, force: false })).rejects.toEqual(problem('conflict'));
});

test('a broken file writes nothing and says where it is broken', async () => {
  const ctx = aContext();
  const job = await imported(ctx, `${many(1_500)}\n9999,2026-03-04T10:00:00Z,1,"open`, csv);
  expect(job).toMatchObject({ status: 'failed', errors: [{ code: 'unclosed_quote' }] });
  expect(job.errors[0]?.detail).toContain('line 1502');
  expect(await all(ctx)).toEqual([]);
});

test('a score off its scale, without one, a future date and a date of no zone are told with their lines', async () => {
  const ctx = aContext();
  const unscaled = [...mapping.slice(0, 2), { column: 'nps', to: 'score', metric: 'nps' }, mapping[3]];
  const future = new Date(Date.now() + 3_600_000).toISOString();
  const job = await imported(
    ctx,
    file(line(1), line(2, '', future), line(3, '', '2026-03-04 10:00'), line(4, '', '3/4/2026')),
    {
      ...csv,
      mapping: unscaled,
      maxErrorShare: 1,
    },
  );
  expect(report(ctx, job, 'errors.csv').map((row) => [row['line'], row['code']])).toEqual([
    ['2', 'scale_unknown'],
    ['3', 'date_in_future'],
    ['4', 'zone_unknown'],
    ['5', 'date_order_unknown'],
  ]);
  expect(job).toMatchObject({ status: 'done', created: 0, failed: 4 });
});

test('which number is the day is read off the file, and times without a zone are of the one that is given', async () => {
  const ctx = aContext();
  await imported(ctx, file(line(1, 1, '3/4/2026 10:00'), line(2, 1, '13/4/2026 10:00')), {
    ...csv,
    zone: 'Europe/Berlin',
  });
  expect((await all(ctx)).map(({ occurredAt }) => occurredAt)).toEqual([
    '2026-04-03T08:00:00.000Z',
    '2026-04-13T08:00:00.000Z',
  ]);
});

test('imported again nothing is written: no record, no write unit', async () => {
  const ctx = aContext();
  await imported(ctx, many(250), csv);
  const before = await Promise.all((await all(ctx)).map(({ feedbackId }) => stored(ctx, feedbackId as Id<'feedback'>)));
  const job = await imported(ctx, many(250), { ...csv, dryRun: true });
  const applied = await apply(again(ctx), job);
  const { result, units } = await unitsOf(() => worked(ctx, applied));
  expect(result).toMatchObject({ status: 'done', created: 0, updated: 0, unchanged: 250 });
  // What is left is the row of the job itself: taken, and noted.
  expect(units.write).toBeLessThan(30);
  const after = await Promise.all(before.map(({ feedbackId }) => stored(ctx, feedbackId as Id<'feedback'>)));
  expect(after).toEqual(before);
});

test('a row twice in one file: the last counts, the earlier is superseded', async () => {
  const ctx = aContext();
  const filler = Array.from({ length: 150 }, (_, at) => line(at + 10));
  const job = await imported(ctx, file(line('x', 1), ...filler, line('x', 9)), csv);
  expect(job).toMatchObject({ created: 151, superseded: 1 });
  expect((await all(ctx)).find(({ externalId }) => externalId === 'x')?.scores).toMatchObject([{ value: 9 }]);
});

test('without a column of ids a row is the same again by what it says', async () => {
  const ctx = aContext();
  const anonymous = { preset: 'csv', mapping: mapping.slice(1) };
  const content = 'at,nps,comment\n2026-03-04T10:00:00Z,9,good\n2026-03-04T10:00:00Z,8,good';
  expect(await imported(ctx, content, anonymous)).toMatchObject({ created: 2 });
  expect(await imported(ctx, content, anonymous)).toMatchObject({ created: 0, unchanged: 2 });
});

test('a newer state of the source wins, an older one is skipped', async () => {
  const ctx = aContext();
  const dated = { ...csv, mapping: [...mapping, { column: 'changed', to: 'sourceUpdatedAt' }] };
  const content = (nps: number, changed: string) => `id,at,nps,comment,changed\n${line(1, nps)},${changed}`;
  await imported(ctx, content(5, '2026-04-02T00:00:00Z'), dated);
  expect(await imported(ctx, content(1, '2026-04-01T00:00:00Z'), dated)).toMatchObject({
    skipped: 1,
    result: { skipped: { older: 1 } },
  });
  expect(await imported(ctx, content(9, '2026-04-03T00:00:00Z'), dated)).toMatchObject({ updated: 1 });
  expect(await all(ctx)).toMatchObject([{ scores: [{ value: 9 }], version: 2 }]);
});

test('deleted records are skipped, and come back with `restore`', async () => {
  const ctx = aContext();
  await imported(ctx, many(2), csv);
  const [first] = await all(ctx);
  await remove(again(ctx), { feedbackId: first?.feedbackId as Id<'feedback'> });
  expect(await imported(ctx, many(2), csv)).toMatchObject({
    unchanged: 1,
    skipped: 1,
    result: { skipped: { deleted: 1 } },
  });
  expect(await imported(ctx, many(2), { ...csv, restore: true })).toMatchObject({ unchanged: 1, updated: 1 });
  expect(await all(ctx)).toHaveLength(2);
});

test('a record that is known as of another time is refused with its line, and the others are taken', async () => {
  const ctx = aContext();
  await imported(ctx, file(line(1)), csv);
  const job = await imported(ctx, file(line(1, 3, '2026-03-05T10:00:00Z'), line(2)), csv);
  expect(job).toMatchObject({ status: 'done', created: 1, failed: 1, result: { failed: { time_cannot_change: 1 } } });
  expect(report(ctx, job, 'errors.csv')).toMatchObject([{ line: '2', code: 'time_cannot_change' }]);
  expect(report(ctx, job, 'rejected.csv')).toMatchObject([{ id: '1', nps: '3' }]);
});

describe('an import', () => {
  test('whose workers are killed comes to the same as one that nobody disturbs', async () => {
    const [calm, killed] = [aContext(), aContext()];
    const content = file(...Array.from({ length: 620 }, (_, at) => line(at % 600, at % 50 === 0 ? 12 : at % 11)));
    const undisturbed = await imported(calm, content, csv);
    const job = await imported(killed, content, csv, (part) => part < 16 && part % 2 === 0, 0);
    const told = ({ created, updated, unchanged, superseded, failed, result }: ImportJob) => ({
      created,
      updated,
      unchanged,
      superseded,
      failed,
      result,
    });
    expect(told(job)).toEqual(told(undisturbed));
    const says = (records: Feedback[]) =>
      records.map(({ externalId, occurredAt, scores, comments, version }) => ({
        externalId,
        occurredAt,
        scores,
        comments,
        version,
      }));
    expect(says(await all(killed))).toEqual(says(await all(calm)));
    expect(report(killed, job, 'errors.csv')).toEqual(report(calm, undisturbed, 'errors.csv'));
  });

  test('that is killed midway through 150 updates, and its undo, come to the same as undisturbed ones', async () => {
    const [calm, killed] = [aContext(), aContext()];
    const content = (text: string) => file(...Array.from({ length: 150 }, (_, at) => line(at, 5, undefined, text)));
    const told = async (ctx: Context, { updated, unchanged, result }: ImportJob) => ({
      counts: [updated, unchanged, result],
      records: (await all(ctx)).map(({ externalId, comments, version }) => ({ externalId, comments, version })),
    });
    const play = async (ctx: Context, midway: number) => {
      await imported(ctx, content('before'), csv);
      const job = await worked(ctx, await starting(ctx, content('after'), csv), undefined, 0, midway);
      const after = await told(ctx, job);
      const undo = await rollBack(again(ctx), { jobId: job.jobId, force: false });
      return { after, undone: await told(ctx, await worked(ctx, undo, undefined, 0, midway)) };
    };
    const undisturbed = await play(calm, Infinity);
    expect(undisturbed.after.counts.slice(0, 2)).toEqual([150, 0]);
    expect(undisturbed.undone.counts[2]).toMatchObject({ undone: 150, left: 0 });
    expect(undisturbed.undone.records.every(({ comments }) => comments === 'before')).toBe(true);
    expect(await play(killed, 40)).toEqual(undisturbed);
  });

  test('can be paused, goes on where it was, and is cancelled with what it has done staying', async () => {
    const ctx = aContext();
    const job = await starting(ctx, many(10), csv);
    expect(await pause(again(ctx), job)).toMatchObject({ status: 'paused' });
    expect(await worked(ctx, job)).toMatchObject({ status: 'paused' });
    await resume(again(ctx), job);
    expect(await worked(ctx, job)).toMatchObject({ status: 'done', created: 10 });
    const staged = await imported(ctx, many(20), { ...csv, dryRun: true });
    await expect(pause(again(ctx), staged)).rejects.toEqual(problem('conflict'));
    expect(await cancel(again(ctx), staged)).toMatchObject({ status: 'cancelled' });
    await expect(apply(again(ctx), staged)).rejects.toEqual(problem('not-staged'));
    expect(await all(ctx)).toHaveLength(10);
  });

  test('is one of three at a time, and a staged one gives its place back when it is cancelled', async () => {
    const ctx = aContext();
    const jobs = [
      await starting(ctx, many(1), csv),
      await starting(ctx, many(1), csv),
      await starting(ctx, many(1), csv),
    ];
    await expect(starting(ctx, many(1), csv)).rejects.toEqual(problem('conflict'));
    await cancel(again(ctx), jobs[0] as ImportJob);
    expect(await starting(ctx, many(1), csv)).toMatchObject({ status: 'queued' });
  });

  test('of a foreign upload, of none, and without a mapping is refused', async () => {
    const [ctx, other] = [aContext(), aContext()];
    const uploadId = await uploaded(other, many(1));
    const refusal = { code: 'validation-failed', errors: [{ pointer: '#/uploadId' }] };
    await expect(start(again(ctx), { body: CreateImport.parse({ ...csv, uploadId }) })).rejects.toMatchObject(refusal);
    const own = await uploaded(ctx, many(1));
    const unmapped = CreateImport.parse({ preset: 'csv', uploadId: own });
    await expect(start(again(ctx), { body: unmapped })).rejects.toMatchObject({ errors: [{ pointer: '#/mapping' }] });
  });
});

describe('undone as a whole', () => {
  test('what it made is gone, what it changed is as it was; undo twice is 409', async () => {
    const ctx = aContext();
    await imported(ctx, file(line(1, 5, undefined, 'before')), csv);
    const [before] = await all(ctx);
    const job = await imported(ctx, file(line(1, 9, undefined, 'after'), line(2)), csv);
    expect(job).toMatchObject({ created: 1, updated: 1 });
    const undone = await worked(
      ctx,
      await rollBack(again(ctx), { jobId: job.jobId, force: false }),
      (part) => part === 0,
    );
    expect(undone).toMatchObject({ status: 'undone', result: { undone: 2, left: 0 } });
    const { version: _, updatedAt: __, ...content } = before as Feedback;
    expect(await all(ctx)).toMatchObject([content]);
    await expect(rollBack(again(ctx), { jobId: job.jobId, force: false })).rejects.toEqual(problem('conflict'));
  });

  test('after 5 hand edits → 5 left, listed', async () => {
    const ctx = aContext();
    const job = await imported(ctx, many(12), csv);
    const touched = (await all(ctx)).slice(0, 5).map(({ feedbackId }) => feedbackId as Id<'feedback'>);
    for (const feedbackId of touched) await edit(again(ctx), { feedbackId, edit: { category: 'billing' } });
    const undone = await worked(ctx, await rollBack(again(ctx), { jobId: job.jobId, force: false }));
    expect(undone.result).toMatchObject({ undone: 7, left: 5 });
    expect(undone.result?.leftIds?.toSorted()).toEqual(touched.toSorted());
    expect(await all(ctx)).toHaveLength(5);
  });

  test('with force takes back what was changed since, too', async () => {
    const ctx = aContext();
    const job = await imported(ctx, many(3), csv);
    const [first] = await all(ctx);
    await edit(again(ctx), { feedbackId: first?.feedbackId as Id<'feedback'>, edit: { category: 'billing' } });
    const undone = await worked(ctx, await rollBack(again(ctx), { jobId: job.jobId, force: true }));
    expect(undone.result).toMatchObject({ undone: 3, left: 0 });
    expect(await all(ctx)).toEqual([]);
  });

  test('on day 31 is 409', async () => {
    const ctx = aContext();
    const { jobId } = await imported(ctx, many(1), csv);
    const later = { ...again(ctx), now: new Date(Date.now() + 31 * 86_400_000) };
    await expect(rollBack(later, { jobId, force: false })).rejects.toEqual(problem('undo-expired'));
  });

  test('records can be imported once more afterwards', async () => {
    const ctx = aContext();
    const job = await imported(ctx, many(3), csv);
    await worked(ctx, await rollBack(again(ctx), { jobId: job.jobId, force: false }));
    expect(await imported(ctx, many(3), { ...csv, restore: true })).toMatchObject({ updated: 3 });
    const [first] = await all(ctx);
    expect(await getFeedback(again(ctx), { feedbackId: first?.feedbackId as Id<'feedback'> })).toMatchObject({
      comments: 'text 0',
    });
    await expect(restore(again(ctx), { feedbackId: first?.feedbackId as Id<'feedback'> })).resolves.toBeDefined();
  });
});
