import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { feedbackEventsOf } from '../feedback/feedback.events.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { feedbackKey } from '../feedback/feedback.store.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { Analysis, AnalysisPart } from './analysis.schema.ts';
import { analyse, type AnalysisSettings, TRIES_UNTIL_FAILED } from './analysis.ts';
import { readStored, recordAnalysis, recordEarly } from './stored.ts';
import { aPending, pendings, storedRow } from './testing/records.ts';
import { useStandIn } from './testing/stand-in.ts';
import { dueOf } from './waiting.ts';
import type { Id } from '../kernel/id-kinds.ts';

const service = useStandIn();
const settings: AnalysisSettings = {
  enabled: true,
  defaultLanguage: 'en',
  topics: [{ name: 'Delivery', keywords: ['parcel', 'late'] }],
};
const stored = (row: object) => row as StoredFeedback;
const ids = (rows: readonly { feedbackId: Id<'feedback'> }[]) => rows.map(({ feedbackId }) => feedbackId);
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});

describe('a stored text', () => {
  test('gets sentiment, emotions, urgency, topics and places of personal data, with engine and version', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, {
      subject: 'Late',
      comments: 'Thank you for nothing, the parcel is terribly late. Urgent: write to 🙂 a.b@example.com',
      context: 'mail c@example.com',
    });
    expect(await analyse(ctx, settings, [row.feedbackId])).toMatchObject({ done: 1, waiting: 0 });
    const { analysis, revision, version, analysisStatus, ...stored } = await storedRow(ctx, row.feedbackId);
    expect(analysisStatus).toBe('done');
    // Urgent words are an early finding, written before the result.
    expect({ revision, version }).toEqual({ revision: 3, version: 1 });
    expect(Analysis.parse(analysis)).toMatchObject({
      status: 'done',
      language: 'en',
      urgency: 'high',
      parts: { sentiment: 'done', keyPhrases: 'done', pii: 'done', emotions: 'done', urgency: 'done' },
      engine: 'comprehend',
      version: '3',
    });
    expect(analysis.keyTopics?.[0]).toBe('Delivery');
    expect(analysis.keyTopics?.join()).not.toContain('example');
    expect(analysis.pii?.map(({ field, start, end }) => String(stored[field]).slice(start, end))).toEqual([
      'a.b@example.com',
      'c@example.com',
    ]);
  });

  test('that is empty is skipped without a call, and so is one in a language nobody can read', async () => {
    const ctx = aContext();
    const empty = await aPending(ctx, { comments: ' ' });
    const estonian = await aPending(ctx, { comments: 'Tellimus jäi jälle hiljaks', language: 'et' });
    expect(await analyse(ctx, settings, ids([empty, estonian]))).toMatchObject({ skipped: 2 });
    expect(service.allCalls()).toBe(0);
    expect((await storedRow(ctx, empty.feedbackId)).analysis).toMatchObject({ status: 'skipped', reason: 'no-text' });
    expect((await storedRow(ctx, estonian.feedbackId)).analysis).toMatchObject({
      status: 'skipped',
      reason: 'unsupported-language',
      language: 'et',
    });
  });

  test('in Polish has emotions that are unsupported, not an empty list, and no urgency that is normal', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, { comments: 'Paczka przyszła za późno i jestem wściekły 😡', language: 'pl' });
    await analyse(ctx, settings, [row.feedbackId]);
    const analysis = Analysis.parse((await storedRow(ctx, row.feedbackId)).analysis);
    expect(Object.keys(analysis).toSorted()).toEqual([
      'analysedAt',
      'engine',
      'language',
      'parts',
      'reason',
      'status',
      'version',
    ]);
    expect(analysis.parts).toEqual(Object.fromEntries(AnalysisPart.options.map((part) => [part, 'unsupported'])));
  });

  test('in Italian has a sentiment and topics, while what no rule handles is absent and unsupported', async () => {
    const ctx = aContext();
    const comments = 'Il servizio è pessimo, sono furioso 😡 scrivetemi a a.b@example.com';
    const row = await aPending(ctx, { comments, language: 'it' });
    await analyse(ctx, settings, [row.feedbackId]);
    const analysis = Analysis.parse((await storedRow(ctx, row.feedbackId)).analysis);
    expect(analysis).toMatchObject({
      status: 'done',
      sentiment: 'negative',
      evidence: [],
      parts: {
        sentiment: 'done',
        keyPhrases: 'done',
        pii: 'unsupported',
        emotions: 'unsupported',
        urgency: 'unsupported',
      },
    });
    for (const absent of ['emotions', 'urgency', 'pii']) expect(analysis).not.toHaveProperty(absent);
    expect(analysis.keyTopics?.join()).not.toContain('example');
  });

  test('that version 1 analysed loses what no rule handles when it is analysed again, but stays masked', async () => {
    const ctx = aContext();
    const pii = [{ type: 'NAME', field: 'comments', start: 0, end: 3 }] as const;
    const before = { language: 'it', sentiment: 'negative', emotions: [], urgency: 'normal', pii, version: '1' };
    const comments = 'Ana ha risposto dopo una settimana';
    const row = await aPending(ctx, { comments, language: 'it', analysis: { ...before, status: 'pending' } });
    await analyse(ctx, settings, [row.feedbackId]);
    const { analysis } = await storedRow(ctx, row.feedbackId);
    expect(analysis).toMatchObject({ status: 'done', version: '3', pii });
    for (const absent of ['emotions', 'urgency']) expect(analysis).not.toHaveProperty(absent);
  });

  test('of a company that has switched analysis off is never sent', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    await analyse(ctx, { ...settings, enabled: false }, [row.feedbackId]);
    expect((await storedRow(ctx, row.feedbackId)).analysis).toMatchObject({
      status: 'skipped',
      reason: 'disabled',
      parts: { sentiment: 'disabled', emotions: 'disabled', urgency: 'disabled' },
    });
    expect(service.allCalls()).toBe(0);
  });

  test('of one word is read in the language that was told, else in the company’s', async () => {
    const ctx = aContext();
    const [told, untold] = [
      await aPending(ctx, { comments: 'Furchtbar', language: 'de-AT' }),
      await aPending(ctx, { comments: 'malo' }),
    ];
    await analyse(ctx, { ...settings, defaultLanguage: 'es' }, ids([told, untold]));
    expect(service.calls('BatchDetectDominantLanguage')).toBe(0);
    expect((await storedRow(ctx, told.feedbackId)).analysis).toMatchObject({ language: 'de', sentiment: 'negative' });
    expect((await storedRow(ctx, untold.feedbackId)).analysis).toMatchObject({ language: 'es', sentiment: 'negative' });
  });

  test('of 10 000 characters is analysed whole, also where praise and blame lie far apart', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, {
      comments:
        'I love this wonderful shop. '.repeat(178) + 'The delivery was a horrible, terrible disaster. '.repeat(104),
    });
    await analyse(ctx, settings, [row.feedbackId]);
    expect((await storedRow(ctx, row.feedbackId)).analysis).toMatchObject({ status: 'done', sentiment: 'mixed' });
  });
});

test('100 texts take at most one call in 25 per API, and none for the deleted', async () => {
  const ctx = aContext();
  const rows = await pendings(ctx, 101, (index) => (index === 100 ? { deletedAt: ctx.now.toISOString() } : {}));
  expect(await analyse(ctx, settings, ids(rows))).toMatchObject({ done: 100 });
  for (const operation of [
    'BatchDetectDominantLanguage',
    'BatchDetectSentiment',
    'BatchDetectKeyPhrases',
    'DetectPiiEntities',
  ]) {
    expect(service.calls(operation)).toBeLessThanOrEqual(4);
  }
});

describe('once only:', () => {
  test('asked twice, also at the same time, a record has one result, and the second time costs no call', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 30);
    await Promise.all([analyse(ctx, settings, ids(rows)), analyse(ctx, settings, ids(rows))]);
    const calls = service.allCalls();
    await analyse(ctx, settings, ids(rows));
    expect(service.allCalls()).toBe(calls);
    for (const { feedbackId } of rows)
      expect(await storedRow(ctx, feedbackId)).toMatchObject({ revision: 2, analysisStatus: 'done' });
  });

  test('a record that changes while it is analysed keeps the change and gets no outdated result', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    service.play(async (operation) => {
      if (operation === 'BatchDetectSentiment')
        await aPending(ctx, { ...row, revision: 2, comments: 'Lovely after all' });
      return undefined;
    });
    expect(await analyse(ctx, settings, [row.feedbackId])).toMatchObject({ done: 0, overtaken: 1 });
    expect(await storedRow(ctx, row.feedbackId)).toMatchObject({
      revision: 2,
      comments: 'Lovely after all',
      analysisStatus: 'pending',
    });
  });

  test('a lost reply of the write leaves one result', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    const { records } = await readStored(ctx, [row.feedbackId]);
    const [seen] = records;
    if (!seen) throw new Error('not stored');
    expect(await recordAnalysis(ctx, seen, { status: 'done', sentiment: 'negative' })).toBe(true);
    expect(await recordAnalysis(ctx, seen, { status: 'done', sentiment: 'positive' })).toBe(false);
    expect((await storedRow(ctx, row.feedbackId)).analysis.sentiment).toBe('negative');
  });

  test('a person’s correction survives every later analysis, and the engine’s judgement is kept beside it', async () => {
    const ctx = aContext();
    const corrected = {
      status: 'pending',
      sentiment: 'positive',
      sentimentScore: 80,
      emotions: ['joy'],
      urgency: 'low',
      correctedBy: 'user-7',
    } as const;
    const row = await aPending(ctx, { analysis: corrected });
    await analyse(ctx, settings, [row.feedbackId]);
    const { analysis } = await storedRow(ctx, row.feedbackId);
    expect(analysis).toMatchObject({ ...corrected, status: 'done', engineSaid: { sentiment: 'negative' } });
  });

  test('of what a person has not corrected the engine still has its say', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, { analysis: { status: 'pending', urgency: 'critical', correctedBy: 'user-7' } });
    await analyse(ctx, settings, [row.feedbackId]);
    const { analysis } = await storedRow(ctx, row.feedbackId);
    expect(analysis).toMatchObject({
      urgency: 'critical',
      sentiment: 'negative',
      engineSaid: { sentiment: 'negative', urgency: 'normal' },
    });
  });
});

describe('while Comprehend is not to be had', () => {
  test('records stay pending and wait in a list, and nothing is lost when it comes back', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 20);
    service.throttle();
    expect(await analyse(ctx, settings, ids(rows))).toMatchObject({ done: 0, waiting: 20, unavailable: true });
    expect(await storedRow(ctx, ids(rows)[0] ?? '')).toMatchObject({ revision: 1, analysisStatus: 'pending' });
    expect(await dueOf(ctx, 'service', 100)).toHaveLength(0);
    const soon = later(ctx, 3);
    const due = await dueOf(soon, 'service', 100);
    expect(due).toHaveLength(20);
    service.recover();
    await analyse(soon, settings, ids(due), new Map(due.map((row) => [row.feedbackId, row])));
    for (const { feedbackId } of rows) expect((await storedRow(ctx, feedbackId)).analysisStatus).toBe('done');
    expect(await dueOf(later(ctx, 600), 'service', 100)).toHaveLength(0);
  });

  test('a text on which the service fails is visibly failed after three tries, still tried again, and then done', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    service.play((operation) =>
      operation === 'BatchDetectSentiment'
        ? { ResultList: [], ErrorList: [{ Index: 0, ErrorCode: 'INTERNAL_SERVER_ERROR' }] }
        : undefined,
    );
    const retry = async (at: Context) => {
      const due = await dueOf(at, 'service', 10);
      return analyse(at, settings, ids(due), new Map(due.map((one) => [one.feedbackId, one])));
    };
    await analyse(ctx, settings, [row.feedbackId]);
    for (let attempt = 2; attempt <= TRIES_UNTIL_FAILED; attempt++) {
      expect((await storedRow(ctx, row.feedbackId)).analysisStatus).toBe('pending');
      await retry(later(ctx, attempt * 60));
    }
    expect((await storedRow(ctx, row.feedbackId)).analysis).toMatchObject({
      status: 'failed',
      reason: 'service-error',
      attempts: TRIES_UNTIL_FAILED,
    });
    service.recover();
    expect(await retry(later(ctx, 600))).toMatchObject({ done: 1 });
    expect((await storedRow(ctx, row.feedbackId)).analysis).toMatchObject({ status: 'done', sentiment: 'negative' });
  }, 20_000);
});

describe('an early finding', () => {
  const breach = { comments: 'There was a data breach, and I am furious', language: 'en' };
  const analysisIn = async (ctx: Context, { feedbackId }: { feedbackId: string }) =>
    (await storedRow(ctx, feedbackId)).analysis;

  test('shows a critical text while Comprehend is down: urgency, emotions and where the words stand, still pending', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, { subject: 'Invoices', ...breach });
    service.throttle();
    expect(await analyse(ctx, settings, [row.feedbackId])).toMatchObject({ waiting: 1, unavailable: true });
    const { early, status } = Analysis.parse(await analysisIn(ctx, row));
    expect(status).toBe('pending');
    expect(early).toMatchObject({ urgency: 'critical', emotions: ['anger'], version: '3' });
    expect(early?.evidence.map(({ field, start, end }) => String(row[field]).slice(start, end))).toEqual([
      'data breach',
    ]);
  });

  test('shows a critical text although the month’s budget is spent', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, breach);
    await analyse(ctx, { ...settings, monthlyBudgetUnits: 1 }, [row.feedbackId]);
    expect(service.allCalls()).toBe(0);
    expect(await analysisIn(ctx, row)).toMatchObject({ status: 'pending', early: { urgency: 'critical' } });
  });

  test('is stored before any paid call, by the company’s language where none is given', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, { comments: 'Es eilt: unsere Anlage brennt!' });
    let atFirstCall: Analysis | undefined;
    service.play(async () => {
      atFirstCall ??= await analysisIn(ctx, row);
      return undefined;
    });
    await analyse(ctx, { ...settings, defaultLanguage: 'de' }, [row.feedbackId]);
    expect(atFirstCall).toMatchObject({ status: 'pending', early: { urgency: 'critical' } });
  });

  test('is told as FeedbackAnalysed with partial, by facts and without a word of the text', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, breach);
    service.throttle();
    await analyse(ctx, settings, [row.feedbackId]);
    const [event, ...others] = feedbackEventsOf({
      before: stored(row),
      after: stored(await storedRow(ctx, row.feedbackId)),
    });
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'FeedbackAnalysed',
      detail: { partial: true, analysis: { status: 'pending', early: { urgency: 'critical', emotions: ['anger'] } } },
    });
    expect(JSON.stringify(event)).not.toContain('breach');
  });

  test('is written once, however often the text is tried', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, breach);
    service.throttle();
    await Promise.all([analyse(ctx, settings, [row.feedbackId]), analyse(ctx, settings, [row.feedbackId])]);
    await analyse(ctx, settings, [row.feedbackId]);
    expect((await storedRow(ctx, row.feedbackId)).revision).toBe(2);
    service.recover();
    expect(await analyse(ctx, settings, [row.feedbackId])).toMatchObject({ done: 1 });
    expect((await storedRow(ctx, row.feedbackId)).revision).toBe(3);
  });

  test('gives way to a later full analysis that disagrees', async () => {
    const ctx = aContext();
    // An insurance policy, in German; "police" is a term of danger in English.
    const row = await aPending(ctx, {
      comments: 'Meine Police kam heute mit der Post an, vielen Dank für die schnelle Hilfe',
    });
    service.throttle();
    await analyse(ctx, settings, [row.feedbackId]);
    expect((await analysisIn(ctx, row)).early?.urgency).toBe('critical');
    service.recover();
    await analyse(ctx, settings, [row.feedbackId]);
    const analysis = await analysisIn(ctx, row);
    expect(analysis).toMatchObject({ status: 'done', language: 'de' });
    expect(analysis.urgency).not.toBe('critical');
    expect(analysis.early).toBeUndefined();
  });

  test('is written neither of a calm text, nor against a person’s judgement, nor where analysis is switched off', async () => {
    const ctx = aContext();
    const judged = { status: 'pending', urgency: 'low', correctedBy: 'user-7' };
    const rows = [await aPending(ctx), await aPending(ctx, { ...breach, analysis: judged })];
    const off = await aPending(ctx, breach);
    service.throttle();
    await analyse(ctx, settings, ids(rows));
    await analyse(ctx, { ...settings, enabled: false }, [off.feedbackId]);
    for (const row of [...rows, off]) expect((await analysisIn(ctx, row)).early).toBeUndefined();
  });

  test('does not overwrite a record that changed at the same moment', async () => {
    const ctx = aContext();
    const row = await aPending(ctx, breach);
    const [seen] = (await readStored(ctx, [row.feedbackId])).records;
    if (!seen) throw new Error('not stored');
    await aPending(ctx, { ...row, revision: 2, comments: 'It was a false alarm' });
    expect(
      await recordEarly(ctx, seen, { urgency: 'critical', emotions: [], evidence: [], version: '1' }),
    ).toBeUndefined();
    expect(await storedRow(ctx, row.feedbackId)).toMatchObject({ revision: 2, analysis: { status: 'pending' } });
  });
});

test('a row that cannot be understood is named and left alone', async () => {
  const ctx = aContext();
  const [bad, good] = [await aPending(ctx, { comments: 42 }), await aPending(ctx)];
  expect(await analyse(ctx, settings, ids([bad, good]))).toMatchObject({ done: 1, malformed: [bad.feedbackId] });
});

test('a record that was analysed is not touched when it no longer waits', async () => {
  const ctx = aContext();
  const row = await aPending(ctx);
  await ctx.db.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: feedbackKey(ctx, row.feedbackId),
      UpdateExpression: 'SET analysisStatus = :done',
      ExpressionAttributeValues: { ':done': 'done' },
    }),
  );
  expect(await analyse(ctx, settings, [row.feedbackId])).toMatchObject({ done: 0, overtaken: 1 });
});
