import { expect, test, vi } from 'vitest';
import { PutSettings } from '../company/settings.schema.ts';
import { putSettings } from '../company/settings.ts';
import { readStored, recordAnalysis } from '../analysis/stored.ts';
import { aContext } from '../testing/context.ts';
import { settingsChangedElsewhere } from '../testing/other-process.ts';
import { list } from './feedback.list.ts';
import { masked } from './feedback.mask.ts';
import type { Feedback } from './feedback.schema.ts';
import { submit } from './feedback.submit.ts';
import { edit, get, reanalyse } from './feedback.ts';

const comments = 'Write to ana@example.com or call +44 20 7946 0018, please.';

test('where a company wants it, lists show the kind of personal data in place of it, before and after the analysis', async () => {
  const ctx = aContext();
  await putSettings(ctx, PutSettings.parse({ privacy: { maskPii: { lists: true } } }));
  const { feedback } = await submit(ctx, { source: 'api', comments });
  const { items } = await list(ctx, { limit: 10 });
  expect(items[0]?.comments).toBe('Write to [EMAIL] or call [PHONE], please.');
  // Whoever opens the record itself needs what it says.
  expect((await get(ctx, { feedbackId: feedback.feedbackId })).comments).toBe(comments);
});

test('what the analysis found is masked, names too', () => {
  const analysis = { status: 'done', pii: [{ type: 'NAME', field: 'comments', start: 0, end: 3 }] };
  expect(masked({ comments: 'Ana was kind', subject: 'Ana', analysis } as Feedback)).toMatchObject({
    comments: '[NAME] was kind',
    subject: 'Ana',
  });
});

const names = (count: number, field = 'comments') =>
  Array.from({ length: count }, (_, index) => ({ type: 'NAME', field, start: index * 4, end: index * 4 + 3 }));

test('names stay masked while a record is analysed anew', async () => {
  const ctx = aContext();
  const { feedback } = await submit(ctx, { source: 'api', comments: 'Ana was kind' });
  const found = { status: 'done', pii: names(1) } as const;
  const [seen] = (await readStored(ctx, [feedback.feedbackId])).records;
  if (seen) await recordAnalysis(ctx, seen, found as never);
  expect(masked(await reanalyse({ ...ctx, requestId: 'r2' }, feedback)).comments).toBe('[NAME] was kind');
  const [again] = (await readStored(ctx, [feedback.feedbackId])).records;
  if (again) await recordAnalysis(ctx, again, { status: 'failed', reason: 'service-error' });
  expect(masked(await get(ctx, feedback)).comments).toBe('[NAME] was kind');
  const edited = await edit({ ...ctx, requestId: 'r3' }, { ...feedback, edit: { comments: 'So was Bob' } });
  expect(masked(edited).comments).toBe('So was Bob');
});

test('behind the last finding that is kept everything is masked', () => {
  const record = (count: number) =>
    masked({
      comments: 'Ana '.repeat(201),
      context: 'Ana',
      analysis: { status: 'done', pii: names(count) },
    } as Feedback);
  expect(record(199)).toMatchObject({ comments: `${'[NAME] '.repeat(199)}Ana Ana `, context: 'Ana' });
  expect(record(200)).toMatchObject({ comments: `${'[NAME] '.repeat(199)}[NAME][PII]`, context: '[PII]' });
});

test('findings that overlap are masked as one', () => {
  const pii = [
    { type: 'NAME', field: 'comments', start: 3, end: 12 },
    { type: 'ADDRESS', field: 'comments', start: 8, end: 20 },
    { type: 'NAME', field: 'comments', start: 9, end: 11 },
  ];
  const record = { comments: 'At Ana Street 12, XX yes', analysis: { status: 'done', pii } } as Feedback;
  expect(masked(record).comments).toBe('At [NAME] yes');
});

test('masking holds within seconds of being switched on by another process', async () => {
  const ctx = aContext();
  await submit(ctx, { source: 'api', comments });
  await list(ctx, { limit: 10 });
  await settingsChangedElsewhere(ctx, { privacy: { maskPii: { lists: true } } });
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 5_000);
  try {
    expect((await list(ctx, { limit: 10 })).items[0]?.comments).toContain('[EMAIL]');
  } finally {
    vi.restoreAllMocks();
  }
});

test('without the setting nothing is masked', async () => {
  const ctx = aContext();
  await submit(ctx, { source: 'api', comments });
  expect((await list(ctx, { limit: 10 })).items[0]?.comments).toBe(comments);
});
