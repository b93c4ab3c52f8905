import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { usedUnits } from '../../../shared/analysis/usage.ts';
import type { AnalysisMessage } from '../../../shared/analysis/lanes.ts';
import { aPending, pendings, storedRow } from '../../../shared/analysis/testing/records.ts';
import { useStandIn } from '../../../shared/analysis/testing/stand-in.ts';
import type { Lane } from '../../../shared/kernel/lanes.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { sqsRecordOf, useQueues } from '../../../shared/testing/queues.ts';
import { handler } from './handler.ts';

const service = useStandIn();
const queues = useQueues();

type Rows = Awaited<ReturnType<typeof pendings>>;

/** Messages of one company, `perMessage` records each. */
function messagesOf({ companyId }: Context, rows: Rows, { lane = 'new' as Lane, perMessage = 25, tries = 1 } = {}) {
  const ids = rows.map(({ feedbackId }) => feedbackId);
  return Array.from({ length: Math.ceil(ids.length / perMessage) }, (_, index) => {
    const some = ids.slice(index * perMessage, (index + 1) * perMessage);
    const message: AnalysisMessage = { lane, companyId, ids: some, handedOnAt: new Date().toISOString() };
    return sqsRecordOf({ body: JSON.stringify(message), group: companyId }, { lane, tries });
  });
}
const revisionsOf = async (ctx: Context, rows: Rows) => {
  const stored = await Promise.all(rows.map(({ feedbackId }) => storedRow(ctx, feedbackId)));
  return stored.map(({ revision, analysisStatus }) => `${revision} ${analysisStatus}`);
};
const quarantined = () => queues.sent('quarantine').map(({ body }) => body);

describe.each(['new', 'backlog'] as const)('the worker of the lane %s', (lane) => {
  test('delivered twice, split and out of order, gives every record one result', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 40);
    const Records = messagesOf(ctx, rows, { lane, perMessage: 4 });
    expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
    const calls = service.allCalls();
    await handler({ Records: Records.slice(0, 4).toReversed() });
    await handler({ Records: [...Records.slice(4), ...Records.slice(0, 2), ...Records.slice(0, 2)] });
    expect(new Set(await revisionsOf(ctx, rows))).toEqual(new Set(['2 done']));
    expect(service.allCalls()).toBe(calls);
  });

  test('puts companies and languages into calls of their own', async () => {
    const [acme, other] = [aContext(), aContext()];
    const ours = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        aPending(acme, {
          comments: index % 2 ? 'Die Lieferung kam schon wieder zu spät' : 'The delivery was late yet again',
        }),
      ),
    );
    const theirs = [await aPending(other, { comments: 'The parcel of another company was late' })];
    await handler({ Records: [...messagesOf(acme, ours, { lane }), ...messagesOf(other, theirs, { lane })] });
    expect(service.calls('BatchDetectSentiment')).toBe(3);
    expect((await storedRow(acme, ours[1]?.feedbackId ?? '')).analysis.language).toBe('de');
    expect((await storedRow(other, theirs[0]?.feedbackId ?? '')).analysisStatus).toBe('done');
  });

  test('takes the texts of several messages together: four of 25 are four calls of each API', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 100);
    await handler({ Records: messagesOf(ctx, rows, { lane }) });
    expect(new Set(await revisionsOf(ctx, rows))).toEqual(new Set(['2 done']));
    for (const operation of ['BatchDetectDominantLanguage', 'BatchDetectSentiment', 'BatchDetectKeyPhrases'])
      expect(service.calls(operation)).toBe(4);
  });

  test('quarantines a poison record by its keys alone, and the rest of the message goes on', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 24);
    const malformed = await aPending(ctx, { comments: { secret: 'what a customer said' } });
    expect(await handler({ Records: messagesOf(ctx, [...rows, malformed], { lane }) })).toEqual({
      batchItemFailures: [],
    });
    expect(new Set(await revisionsOf(ctx, rows))).toEqual(new Set(['2 done']));
    expect(quarantined().map((body) => JSON.parse(body).keys)).toEqual([{ pk: malformed['pk'], sk: malformed['sk'] }]);
    expect(quarantined().join()).not.toContain('customer said');
  });

  test('gives a company’s messages back when the table fails, says what failed and at which try, and the others are done', async () => {
    const [acme, other] = [aContext(), aContext()];
    const [first, second] = [await pendings(acme, 3), await pendings(other, 3)];
    const [bad, good] = [messagesOf(acme, first, { lane, tries: 3 }), messagesOf(other, second, { lane })];
    const stop = playFault(
      'throttle',
      (command, _, input) => command.startsWith('BatchGet') && input.includes(acme.companyId),
    );
    try {
      const lines = await logged(async () => {
        const { batchItemFailures } = await handler({ Records: [...bad, ...good] });
        expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
          bad.map(({ messageId }) => messageId),
        );
      });
      // What an error says may quote a key.
      expect(lines).toMatchObject([
        { company: acme.companyId, kind: 'feedback', lane, messages: 1, try: 3, name: 'ThrottlingException' },
      ]);
      expect(JSON.stringify(lines)).not.toContain('injected');
    } finally {
      stop();
    }
    expect(new Set(await revisionsOf(acme, first))).toEqual(new Set(['1 pending']));
    expect(new Set(await revisionsOf(other, second))).toEqual(new Set(['2 done']));
  });

  test('loses nothing while Comprehend refuses everything: records stay pending, the lane moves on', async () => {
    const ctx = aContext();
    const rows = await pendings(ctx, 5);
    service.throttle();
    expect(await handler({ Records: messagesOf(ctx, rows, { lane }) })).toEqual({ batchItemFailures: [] });
    expect(new Set(await revisionsOf(ctx, rows))).toEqual(new Set(['1 pending']));
  });
});

test.each(['no JSON', '{}', JSON.stringify({ lane: 'fast', companyId: 'acme', ids: [], handedOnAt: 'x' })])(
  'a message that is no work (%j) is given back alone, without its content in the log',
  async (body) => {
    const ctx = aContext();
    const rows = await pendings(ctx, 2);
    const broken = sqsRecordOf({ body, group: undefined });
    const lines = await logged(async () => {
      expect(await handler({ Records: [broken, ...messagesOf(ctx, rows)] })).toEqual({
        batchItemFailures: [{ itemIdentifier: broken.messageId }],
      });
    });
    expect(lines).toMatchObject([{ reader: 'queue-analysis', try: 1 }]);
    expect(JSON.stringify(lines)).not.toContain('fast');
    expect(new Set(await revisionsOf(ctx, rows))).toEqual(new Set(['2 done']));
  },
);

test('a process killed in the middle of a batch, and its messages delivered again, leave one result each and no text sent twice', async () => {
  const [first, second] = [aContext(), aContext()];
  const rows = {
    first: await pendings(first, 10, () => ({ comments: 'First came late again' })),
    second: await pendings(second, 10, () => ({ comments: 'Second was lovely indeed' })),
  };
  const lane = 'backlog';
  const event: SQSEvent = {
    Records: [...messagesOf(first, rows.first, { lane }), ...messagesOf(second, rows.second, { lane })],
  };
  const child = spawn(process.execPath, ['--input-type=module', '-e', runner], {
    env: { ...process.env, HANDLER: new URL('./handler.ts', import.meta.url).href, EVENT: JSON.stringify(event) },
    stdio: 'ignore',
  });
  const dead = once(child, 'exit');
  service.play((_, request) => {
    // By now the first company is written and the second is on its way.
    if (JSON.stringify(request).includes('Second')) child.kill('SIGKILL');
    return undefined;
  });
  expect((await dead)[1]).toBe('SIGKILL');
  expect(new Set(await revisionsOf(first, rows.first))).toEqual(new Set(['2 done']));
  expect(new Set(await revisionsOf(second, rows.second))).toEqual(new Set(['1 pending']));
  const units = await usedUnits(first);

  service.recover();
  await handler(event);
  await handler(event);
  expect(new Set([...(await revisionsOf(first, rows.first)), ...(await revisionsOf(second, rows.second))])).toEqual(
    new Set(['2 done']),
  );
  expect(await usedUnits(first)).toBe(units);
  expect(service.texts().filter((text) => text === 'First came late again')).toHaveLength(30);
}, 30_000);

const runner = 'const { handler } = await import(process.env.HANDLER); await handler(JSON.parse(process.env.EVENT));';
