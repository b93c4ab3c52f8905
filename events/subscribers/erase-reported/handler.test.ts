import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { feedbackPersonal } from '../../../shared/feedback/feedback.personal.ts';
import { remove } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { queued, told } from '../../../shared/feedback/testing/told.ts';
import { figuresIn } from '../../../shared/report-run/figures-in.ts';
import { getMail, getPrinted, getSnapshot } from '../../../shared/report-run/kept-files.ts';
import { runs } from '../../../shared/report-run/run.store.ts';
import { answersOn, counted } from '../../../shared/report-run/testing/given.ts';
import { aScheduled, comes, fakePrinters, runsOf } from '../../../shared/report-run/testing/worked.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import type { ShownRun } from '../../../shared/report-run/run.schema.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useFiles } from '../../../shared/testing/files.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { handler } from './handler.ts';

const queues = useQueues();
const files = useFiles();
useSes();

const nobody = { customerIds: [], names: [], emails: [], phones: [], called: [], marks: [], surveyIds: [] };
const SECRET = 'The parcel for Miriam never came';
const KEPT = 'All was well';
const DUE = '2026-11-24T06:00:30.000Z';
/** Beyond the clock of whoever deletes. */
const LATER = '2027-01-05T12:00:00.000Z';
const EVEN_LATER = '2027-01-05T12:30:00.000Z';
const once = { cron: '0 7 * * *', timeZone: 'Europe/Berlin', until: '2026-11-24T12:00:00.000Z' };

/** Printers whose files and mails hold the words of a report. */
function wordy() {
  const printers = fakePrinters();
  const words = (snapshot: object): string => JSON.stringify(snapshot);
  return {
    ...printers,
    mail: async (...[snapshot, around]: Parameters<typeof printers.mail>) => ({
      ...(await printers.mail(snapshot, around)),
      text: words(snapshot.sections),
    }),
  };
}

/** A report with figures and words that was sent, and the record whose words are to go. */
async function sentWith(printers: ReturnType<typeof wordy>) {
  const ctx = aContext({ now: new Date('2026-11-23T12:00:00.000Z'), userId: 'ada' });
  const said = (comments: string) =>
    given(ctx, { comments, occurredAt: '2026-11-23T10:00:00.000Z', language: 'en' } as never);
  const { feedbackId } = await said(SECRET);
  await said(KEPT);
  await counted(ctx, answersOn('2026-11-23', 1, { scores: [3, 4, 5] }));
  const sections = [
    { sectionId: 'k', kind: 'kpi_row' as const, metrics: ['csat_avg' as const] },
    { sectionId: 'v', kind: 'verbatims' as const },
  ];
  const report = await aScheduled(ctx, { formats: ['csv', 'pdf'], schedule: once, sections });
  await comes(ctx, DUE, { queues, printers });
  const [run] = await runsOf(ctx, report);
  if (!run) throw new Error('no run');
  return { ctx, report, run, feedbackId: feedbackId as Id<'feedback'> };
}

/** All files of a company, unpacked. */
const textsOf = ({ companyId }: Context): string[] =>
  [...files.stored].flatMap(([key, bytes]) =>
    key.includes(`/${companyId}/`) ? [(key.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()] : [],
  );

const deleted = async (ctx: Context, feedbackId: Id<'feedback'>) => {
  const events = await told(ctx, feedbackId, () => remove(again(ctx), { feedbackId }));
  const some = events.filter(({ type }) => type === 'FeedbackDeleted');
  expect(some).toHaveLength(1);
  for (let times = 0; times < 2; times++)
    expect(await handler(queued([...some, ...some]))).toEqual({ batchItemFailures: [] });
};
const stored = async (ctx: Context, { runId }: ShownRun) => {
  const run = await runs.find(ctx, runId);
  if (!run) throw new Error('no run');
  return run;
};

test('erasing a person’s record replaces the text in the snapshot by "[erased]", prints the files again, and keeps all figures', async () => {
  const printers = wordy();
  const { ctx, run, feedbackId } = await sentWith(printers);
  expect(textsOf(ctx).filter((text) => text.includes(SECRET)).length).toBeGreaterThanOrEqual(4);
  const before = await getSnapshot(ctx, await stored(ctx, run));
  await deleted(ctx, feedbackId);
  await comes(ctx, LATER, { queues, printers });

  expect(textsOf(ctx).filter((text) => text.includes(SECRET))).toEqual([]);
  const after = await stored(ctx, run);
  expect(after).toMatchObject({ status: 'done', files: [{ format: 'csv' }, { format: 'pdf' }], counts: { sent: 1 } });
  expect(after).not.toHaveProperty('erase');
  expect(after).not.toHaveProperty('callAt');
  const snapshot = await getSnapshot(ctx, after);
  const texts = snapshot.sections.flatMap((section) => (section.kind === 'verbatims' ? section.items : []));
  expect(texts.map(({ text }) => text).toSorted()).toEqual([KEPT, '[erased]']);
  expect(figuresIn(snapshot.sections)).toEqual(figuresIn(before.sections));
  expect((await getMail(ctx, after)).text).toContain('[erased]');
  expect(Buffer.from(await getPrinted(ctx, after, 'report.pdf')).toString()).toContain('[erased]');
});

test('a record whose person was erased is taken out of reports as a deleted one is', async () => {
  const printers = wordy();
  const { ctx, run, feedbackId } = await sentWith(printers);
  const erase = async () => {
    const person = { ...nobody, feedbackIds: [feedbackId] };
    await feedbackPersonal.erase(again(ctx), person);
  };
  const events = await told(ctx, feedbackId, erase);
  expect(events.map(({ type }) => type)).toEqual(['FeedbackErased']);
  for (let times = 0; times < 2; times++)
    expect(await handler(queued([...events, ...events]))).toEqual({ batchItemFailures: [] });
  await comes(ctx, LATER, { queues, printers });
  expect(textsOf(ctx).filter((text) => text.includes(SECRET))).toEqual([]);
  expect(await stored(ctx, run)).toMatchObject({ status: 'done' });
});

test('a printer that fails keeps no words, and the file is named as missing', async () => {
  const printers = wordy();
  const { ctx, run, feedbackId } = await sentWith(printers);
  await deleted(ctx, feedbackId);
  printers.fails.add('pdf');
  await comes(ctx, LATER, { queues, printers });
  expect(textsOf(ctx).filter((text) => text.includes(SECRET))).toEqual([]);
  expect(await stored(ctx, run)).toMatchObject({ files: [{ format: 'csv' }], missing: ['pdf'] });
});

test('a worker that is lost on the way is followed by another, which erases the rest', async () => {
  const printers = wordy();
  const { ctx, run, feedbackId } = await sentWith(printers);
  await deleted(ctx, feedbackId);
  printers.fails.add('mail');
  await expect(comes(ctx, LATER, { queues, printers })).rejects.toThrow('no mail');
  expect(await stored(ctx, run)).toMatchObject({ erase: [feedbackId] });
  printers.fails.clear();
  await comes(ctx, EVEN_LATER, { queues, printers });
  expect(textsOf(ctx).filter((text) => text.includes(SECRET))).toEqual([]);
  expect(await stored(ctx, run)).not.toHaveProperty('erase');
});

test('a record that is deleted while a run is under way is not in it in the end', async () => {
  const printers = wordy();
  const file = printers.file;
  let ctxOf: Context | undefined;
  let idOf: Id<'feedback'> | undefined;
  const report = await (async () => {
    const ctx = aContext({ now: new Date('2026-11-23T12:00:00.000Z'), userId: 'ada' });
    const { feedbackId } = await given(ctx, { comments: SECRET, occurredAt: '2026-11-23T10:00:00.000Z' } as never);
    [ctxOf, idOf] = [ctx, feedbackId as Id<'feedback'>];
    return aScheduled(ctx, { formats: ['csv'], schedule: once, sections: [{ sectionId: 'v', kind: 'verbatims' }] });
  })();
  if (!ctxOf || !idOf) throw new Error('no company');
  const [ctx, feedbackId] = [ctxOf, idOf];
  let isFirst = true;
  printers.file = async (snapshot, format) => {
    if (isFirst) await deleted(ctx, feedbackId);
    isFirst = false;
    return file(snapshot, format);
  };
  await comes(ctx, DUE, { queues, printers });
  await comes(ctx, LATER, { queues, printers });
  expect(textsOf(ctx).filter((text) => text.includes(SECRET))).toEqual([]);
  expect(await runsOf(ctx, report)).toMatchObject([{ status: 'done' }]);
});
