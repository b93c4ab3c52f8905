import { describe, expect, test } from 'vitest';
import { ANALYSIS_QUEUE, AnalysisMessage } from '../../../shared/analysis/lanes.ts';
import { aPending, pendings, storedRow } from '../../../shared/analysis/testing/records.ts';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import { submitMany } from '../../../shared/feedback/feedback.bulk.ts';
import { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { find } from '../../../shared/feedback/feedback.store.ts';
import { submit } from '../../../shared/feedback/feedback.submit.ts';
import { edit, reanalyse } from '../../../shared/feedback/feedback.ts';
import { backlogOf } from '../../../shared/kernel/backlog.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { handler as analyse } from '../../queues/analysis/handler.ts';
import { handler } from './handler.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { newId } from '../../../shared/kernel/ids.ts';

const queues = useQueues();
const backlogSince = async (ctx: Context) => (await backlogOf(ctx, ANALYSIS_QUEUE)).since;
const service = useStandIn();

const messages = (lane: string): AnalysisMessage[] =>
  queues.sent(lane).map(({ body }) => AnalysisMessage.parse(JSON.parse(body)));
const idsIn = (lane: string): string[] => messages(lane).flatMap(({ ids }) => ids);
/** A row as an item of a bulk leaves it. */
const ofBulk = (index: number) => ({ lastRequestId: `request#${index}`, lastAction: 'submit' });

describe('the stream reader of texts', () => {
  test('hands on ids, 25 of one company a message with the company as its group, and never a text', async () => {
    const [acme, other] = [aContext(), aContext()];
    const ours = await pendings(acme, 60, () => ({ comments: 'what a customer said' }));
    const theirs = await pendings(other, 2);
    expect(await handler(streamEventOf([...ours, ...theirs].map((after) => ({ after }))))).toEqual({
      batchItemFailures: [],
    });
    const sizes = (group: string) => queues.sent('new').filter((sent) => sent.group === group);
    expect(sizes(acme.companyId)).toHaveLength(3);
    expect(sizes(other.companyId)).toHaveLength(1);
    expect(messages('new').map(({ ids }) => ids.length)).toEqual([25, 25, 10, 2]);
    expect(idsIn('new')).toEqual([...ours, ...theirs].map(({ feedbackId }) => feedbackId));
    expect(JSON.stringify(queues.sent('new'))).not.toContain('customer said');
  });

  test('costs one call of the queue per ten messages, and no write but one per company and batch with a backlog', async () => {
    const ctx = aContext();
    const [single, bulk] = [await pendings(ctx, 100), await pendings(ctx, 100, ofBulk)];
    expect((await unitsOf(() => handler(streamEventOf(single.map((after) => ({ after })))))).units.total).toBe(0);
    expect((await unitsOf(() => handler(streamEventOf(bulk.map((after) => ({ after })))))).units.write).toBe(1);
  });

  test('looks only at what is pending, so that an answer written back is not handed on', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    await handler(streamEventOf([{ after: row }]));
    await analyse(queues.take('new'));
    const done = await storedRow(ctx, row.feedbackId);
    await handler(streamEventOf([{ before: row, after: done }, { before: done }]));
    expect(queues.sent('new')).toEqual([]);
  });

  test('quarantines what is not the key of a record, and the rest of the batch goes on', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    const foreign = { ...row, pk: 'c#UPPER#fb#2026-11', sk: 'fb_x' };
    expect(await handler(streamEventOf([{ after: foreign }, { after: row }]))).toEqual({ batchItemFailures: [] });
    expect(queues.sent('quarantine').map(({ body }) => JSON.parse(body).keys.sk)).toEqual(['fb_x']);
    expect(idsIn('new')).toEqual([row.feedbackId]);
  });

  test('sends again what the queue refused, and only that', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 500);
    queues.accept((call, index) => call <= 3 && index % 3 === 0);
    await handler(streamEventOf(rows.map((after) => ({ after }))));
    expect(idsIn('new').toSorted()).toEqual(rows.map(({ feedbackId }) => feedbackId).toSorted());
  });

  test('fails as a whole while the queue is down, so that the batch comes again', async () => {
    const ctx = aContext();
    const row = await aPending(ctx);
    queues.refuseAll();
    await expect(handler(streamEventOf([{ after: row }]))).rejects.toThrow('the queue is down');
  });

  test('gives one company’s changes back when the table fails for it, and hands the others’ on', async () => {
    const [sick, sound] = [aContext(), aContext()];
    const [bulk, single] = [await pendings(sick, 2, ofBulk), await pendings(sound, 2)];
    const event = streamEventOf([...bulk, ...single].map((after) => ({ after })));
    const stop = playFault('throttle', (command) => command === 'UpdateItemCommand');
    try {
      const lines = await logged(async () => {
        const { batchItemFailures } = await handler(event);
        expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
          event.Records.slice(0, 2).map(({ dynamodb }) => dynamodb?.SequenceNumber),
        );
      });
      expect(lines).toMatchObject([{ company: sick.companyId, kind: 'feedback', name: 'ThrottlingException' }]);
    } finally {
      stop();
    }
    expect(idsIn('new')).toEqual(single.map(({ feedbackId }) => feedbackId));
    expect(idsIn('backlog')).toEqual([]);
  });
});

describe('the lane', () => {
  /** Hands the record's newest state on and says in which lane it is. */
  async function laneOf(ctx: Context, feedbackId: Id<'feedback'>): Promise<string> {
    const after = await find(ctx, feedbackId);
    for (const lane of ['new', 'backlog']) queues.take(lane);
    await handler(streamEventOf([{ ...(after && { after }) }]));
    return ['new', 'backlog'].filter((lane) => idsIn(lane).includes(feedbackId)).join();
  }
  const given = async (ctx: Context, input: object = {}) => {
    const body = SubmitFeedback.parse({ source: 'api', comments: 'It was late', ...input });
    return (await submit(ctx, body)).feedback.feedbackId;
  };
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

  test('of what was submitted by itself is `new`, up to a day after it was said', async () => {
    const ctx = aContext();
    expect(await laneOf(ctx, await given(ctx))).toBe('new');
    expect(await laneOf(ctx, await given(ctx, { occurredAt: hoursAgo(20) }))).toBe('new');
    expect(await laneOf(ctx, await given(ctx, { occurredAt: hoursAgo(30) }))).toBe('backlog');
  });

  test('of an import, of each item of a bulk and of a repeated analysis is `backlog`', async () => {
    const ctx = aContext();
    expect(await laneOf(ctx, await given(ctx, { source: 'import' }))).toBe('backlog');
    const items = [
      { source: 'api', comments: 'One' },
      { source: 'api', comments: 'Two' },
    ];
    for (const { feedbackId } of (await submitMany(ctx, { items })).results)
      expect(await laneOf(ctx, feedbackId ?? newId('feedback'))).toBe('backlog');
    const id = await given(ctx);
    expect(await laneOf(ctx, id)).toBe('new');
    await analyse(queues.take('new'));
    await reanalyse(ctx, { feedbackId: id });
    expect(await laneOf(ctx, id)).toBe('backlog');
  });

  test('of a record of a bulk becomes `new` when a person changes its text, and `backlog` again by the next bulk', async () => {
    const ctx = aContext();
    const item = { source: 'api', externalId: 'x-1', comments: 'One' };
    const { feedbackId = newId('feedback') } = (await submitMany(ctx, { items: [item] })).results[0] ?? {};
    await edit({ ...ctx, requestId: 'by-hand' }, { feedbackId, edit: { comments: 'Another text' } });
    expect(await laneOf(ctx, feedbackId)).toBe('new');
    await submitMany({ ...ctx, requestId: 'next' }, { items: [{ ...item, comments: 'And another' }] });
    expect(await laneOf(ctx, feedbackId)).toBe('backlog');
  });
});

describe('a text of the backlog whose words show urgency', () => {
  const critical = { comments: 'There was a data breach, strangers see my invoices' };
  const high = { comments: 'This is urgent, please call me' };
  const handOn = (rows: readonly Record<string, unknown>[]) => handler(streamEventOf(rows.map((after) => ({ after }))));

  test('does not wait for the import that it is in', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 60, (index) => ({ ...ofBulk(index), ...(index === 40 && critical) }));
    await handOn(rows);
    expect(idsIn('new')).toEqual([rows[40]?.feedbackId]);
    expect(idsIn('backlog')).toHaveLength(59);
    expect(service.allCalls()).toBe(0);
  });

  test('goes ahead with at most 24 others of its company, the critical ones first', async () => {
    const [ctx, other] = [aContext(), aContext()];
    const rows = await pendings(ctx, 70, (index) => ({ ...ofBulk(index), ...(index < 60 ? high : critical) }));
    const theirs = await pendings(other, 2, (index) => ({ ...ofBulk(index), ...high }));
    await handOn([...rows, ...theirs]);
    expect(messages('new').map(({ companyId, ids }) => [companyId, ids.length])).toEqual([
      [ctx.companyId, 25],
      [other.companyId, 2],
    ]);
    expect(idsIn('new').slice(0, 10)).toEqual(rows.slice(60).map(({ feedbackId }) => feedbackId));
    expect(idsIn('backlog')).toHaveLength(45);
  });

  test('is read in its own language, else in the company’s', async () => {
    const ctx = aContext();
    const [german, untold] = [
      await aPending(ctx, { ...ofBulk(0), comments: 'Unsere Daten wurden gehackt', language: 'de' }),
      await aPending(ctx, { ...ofBulk(1), comments: 'Unsere Daten wurden gehackt' }),
    ];
    await handOn([german, untold]);
    expect(idsIn('new')).toEqual([german.feedbackId]);
  });

  test('waits when its urgency is known already, as in a repeated analysis, or was judged by a person', async () => {
    const ctx = aContext();
    const known = { status: 'pending', urgency: 'critical' };
    const judged = { status: 'pending', urgency: 'low', correctedBy: 'user-7' };
    await handOn([
      await aPending(ctx, { lastAction: 'reanalyse', ...critical, analysis: known }),
      await aPending(ctx, { lastAction: 'reanalyse', ...critical, analysis: judged }),
    ]);
    expect(idsIn('new')).toEqual([]);
    expect(idsIn('backlog')).toHaveLength(2);
  });
});

test('an early finding that the analysis has written is not handed on a second time', async () => {
  const ctx = aContext();
  const row = await aPending(ctx, { comments: 'There was a data breach' });
  service.throttle();
  await handler(streamEventOf([{ after: row }]));
  await analyse(queues.take('new'));
  const noted = await storedRow(ctx, row.feedbackId);
  expect(noted).toMatchObject({
    version: 1,
    revision: 2,
    analysis: { status: 'pending', early: { urgency: 'critical' } },
  });
  await handler(streamEventOf([{ before: row, after: noted }]));
  expect(queues.sent('new')).toEqual([]);
});

test('while thousands of one company’s texts wait in the backlog, another’s complaint is analysed by the next invocation of the new lane', async () => {
  const [importing, other] = [aContext(), aContext()];
  const sample = await aPending(importing);
  const imported = Array.from({ length: 4_000 }, (_, index) => ({
    after: { ...sample, sk: sample.feedbackId.slice(0, -4) + String(index).padStart(4, '0'), ...ofBulk(index) },
  }));
  for (let at = 0; at < imported.length; at += 1_000) await handler(streamEventOf(imported.slice(at, at + 1_000)));
  const complaint = await aPending(other, { comments: 'This is urgent, our data was stolen' });
  await handler(streamEventOf([{ after: complaint }]));
  expect(queues.sent('backlog')).toHaveLength(160);

  await analyse(queues.take('new'));
  expect((await storedRow(other, complaint.feedbackId)).analysisStatus).toBe('done');
  expect(queues.sent('backlog')).toHaveLength(160);
  expect(service.texts().every((text) => text.startsWith('This is urgent'))).toBe(true);
});

test('the backlog of a company is as old as the oldest that is not done, and nothing once all is', async () => {
  const ctx = aContext();
  expect(await backlogSince(ctx)).toBeUndefined();
  const before = Date.now();
  const rows = await pendings(ctx, 30, ofBulk);
  await handler(streamEventOf(rows.slice(0, 25).map((after) => ({ after }))));
  await new Promise((resolve) => setTimeout(resolve, 5));
  await handler(streamEventOf(rows.slice(25).map((after) => ({ after }))));
  const oldest = (await backlogSince(ctx))?.getTime() ?? 0;
  expect(oldest).toBeGreaterThanOrEqual(before);
  await analyse(queues.take('backlog', 1));
  expect((await backlogSince(ctx))?.getTime()).toBeGreaterThanOrEqual(oldest);
  await analyse(queues.take('backlog', 1));
  expect(await backlogSince(ctx)).toBeUndefined();
  // Nothing has been done for two hours although something waits: the lane stands still, and the sweep need not wait.
  await handler(streamEventOf(rows.slice(0, 1).map((after) => ({ after }))));
  expect(await backlogSince({ ...ctx, now: new Date(Date.now() + 2 * 3_600_000) })).toBeUndefined();
});
