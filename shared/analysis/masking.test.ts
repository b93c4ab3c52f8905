import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Feedback } from '../feedback/feedback.schema.ts';
import { submit } from '../feedback/feedback.submit.ts';
import { edit, get, reanalyse } from '../feedback/feedback.ts';
import { masked as maskedPage } from '../http/masked.ts';
import { pageOf } from '../http/page.schema.ts';
import { aContext } from '../testing/context.ts';
import { coverText } from './masking.ts';
import { readStored, recordAnalysis } from './stored.ts';

const page = pageOf(Feedback);
/** A record as a masked list shows it. */
const masked = (record: object): Feedback =>
  (maskedPage(page, { items: [record], nextCursor: null }, coverText) as { items: [Feedback] }).items[0];

test('what the analysis found is masked, names too', () => {
  const analysis = { status: 'done', pii: [{ type: 'NAME', field: 'comments', start: 0, end: 3 }] };
  expect(masked({ comments: 'Ana was kind', subject: 'Ana', analysis })).toMatchObject({
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
    masked({ comments: 'Ana '.repeat(201), context: 'Ana', analysis: { status: 'done', pii: names(count) } });
  expect(record(199)).toMatchObject({ comments: `${'[NAME] '.repeat(199)}Ana Ana `, context: 'Ana' });
  expect(record(200)).toMatchObject({ comments: `${'[NAME] '.repeat(199)}[NAME][PII]`, context: '[PII]' });
});

test('findings that overlap are masked as one', () => {
  const pii = [
    { type: 'NAME', field: 'comments', start: 3, end: 12 },
    { type: 'ADDRESS', field: 'comments', start: 8, end: 20 },
    { type: 'NAME', field: 'comments', start: 9, end: 11 },
  ];
  const record = { comments: 'At Ana Street 12, XX yes', analysis: { status: 'done', pii } };
  expect(masked(record).comments).toBe('At [NAME] yes');
});

test('a number that only its form gives away stays masked when an analysis overlooked it', () => {
  const pending = { comments: 'call 030/1234567', analysis: { status: 'pending' } };
  expect(masked(pending).comments).toBe('call [PHONE]');
  expect(masked({ ...pending, analysis: { status: 'done', language: 'en', pii: [] } }).comments).toBe('call [PHONE]');
});

test('whatever an analysis finds, nothing that was masked before it shows after it', () => {
  const secrets = ['ana@example.com', '+44 20 7946 0018', '030/1234567', 'DE02 1203 0000 0000 2020 51'];
  const word = fc.oneof(fc.constantFrom(...secrets), fc.constantFrom('call', 'Ana', 'on', '12', '–'));
  const span = fc.record({
    type: fc.constantFrom('NAME', 'PHONE'),
    start: fc.nat(80),
    length: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.array(span, { maxLength: 6 }), (words, spans) => {
      const comments = words.join(' ');
      const pii = spans.map(({ type, start, length }) => ({
        type,
        field: 'comments',
        start: Math.min(start, comments.length),
        end: Math.min(start + length, comments.length),
      }));
      const before = masked({ comments, analysis: { status: 'pending' } }).comments ?? '';
      const after = masked({ comments, analysis: { status: 'done', pii } }).comments ?? '';
      for (const secret of secrets) if (!before.includes(secret)) expect(after).not.toContain(secret);
    }),
  );
});

test('a topic that repeats a masked word is masked, another one is not', () => {
  const analysis = {
    status: 'done',
    keyTopics: ['billing', 'ana lovelace', 'late call'],
    pii: [{ type: 'NAME', field: 'comments', start: 0, end: 12 }],
  };
  expect(masked({ comments: 'Ana Lovelace called late', analysis }).analysis?.keyTopics).toEqual([
    'billing',
    '[PII]',
    'late call',
  ]);
});

test('evidence inside masked personal data is masked with it, other evidence is not', () => {
  const comments = 'Mail joy@example.com, I enjoy nothing. Faith was rude';
  const evidence = [
    { kind: 'emotion', value: 'joy', field: 'comments', start: 5, end: 8, term: 'joy' },
    { kind: 'emotion', value: 'joy', field: 'comments', start: 24, end: 29, term: 'enjoy' },
    { kind: 'topic', value: 'Faith', field: 'comments', start: 39, end: 44, term: 'Faith' },
    { kind: 'urgency', value: 'high', rule: 'anger-or-fear-and-very-negative' },
  ];
  const pii = [{ type: 'NAME', field: 'comments', start: 39, end: 44 }];
  const shown = masked({ comments, analysis: { status: 'done', evidence, pii } }).analysis?.evidence;
  expect(shown?.map(({ value, term }) => [value, term])).toEqual([
    ['joy', '[EMAIL]'],
    ['joy', 'enjoy'],
    ['[NAME]', '[NAME]'],
    ['high', undefined],
  ]);
});

test('extras of the sender are masked by form at any depth; what is no text stays', () => {
  const data = { order: { note: 'mail ana@example.com', lines: ['+44 20 7946 0018', 7, null, true] } };
  expect(masked({ data }).data).toEqual({ order: { note: 'mail [EMAIL]', lines: ['[PHONE]', 7, null, true] } });
});

test('the person’s own contact is no text and stays', () => {
  const contact = { name: 'Ana', email: 'ana@example.com' };
  expect(masked({ contact, comments: 'ana@example.com' })).toEqual({ contact, comments: '[EMAIL]' });
});
