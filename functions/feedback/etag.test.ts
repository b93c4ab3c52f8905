import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../shared/analysis/analysis.schema.ts';
import { recordAnalysis } from '../../shared/analysis/stored.ts';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { aSubmission, again, stored } from '../../shared/feedback/testing/given.ts';
import { FeedbackId } from '../../shared/feedback/feedback.parts.schema.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { aContext } from '../../shared/testing/context.ts';
import { type Answer, send } from '../../shared/testing/call.ts';
import { handler } from './testing/whole.ts';

const { submit, get, list, edit, correct, exclude, remove } = feedbackRoutes.routes;
const found: Analysis = { status: 'done', sentiment: 'negative', sentimentScore: -70, language: 'en' };

/** A record whose text waits for its analysis, with the reply that made it. */
async function submitted() {
  const ctx = aContext();
  const made = await send(handler, submit, { companyId: ctx.companyId, body: aSubmission() });
  const feedbackId = FeedbackId.parse(made.body['feedbackId']);
  const call = (route: typeof edit | typeof get, ifMatch?: string, body?: object, userId = 'ada'): Promise<Answer> =>
    send(handler, route, {
      companyId: ctx.companyId,
      userId,
      params: { feedbackId },
      body,
      ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
    });
  return { ctx, feedbackId, call, made };
}

/** The ETag of a reply. */
const etagOf = ({ headers }: Answer): string => String(headers['etag']);
const analyse = async (ctx: Context, feedbackId: Id<'feedback'>): Promise<boolean> =>
  recordAnalysis(again(ctx), await stored(ctx, feedbackId), found);

describe('an analysis that lands after a person has read a record', () => {
  test.each([
    ['edit', edit, { category: 'shipping' }, { category: 'shipping', analysis: found }],
    [
      'correct',
      correct,
      { sentiment: 'mixed' },
      { analysis: { sentiment: 'mixed', engineSaid: { sentiment: 'negative' } } },
    ],
    ['exclude', exclude, { reason: 'spam' }, { excluded: { reason: 'spam' }, analysis: found }],
  ] as const)('leaves their If-Match good to %s it, and neither loses anything', async (_, route, body, expected) => {
    const { ctx, feedbackId, call } = await submitted();
    const etag = etagOf(await call(get));
    expect(await analyse(ctx, feedbackId)).toBe(true);
    expect(etagOf(await call(get))).toBe(etag);
    const changed = await call(route as typeof edit, etag, body);
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: expected });
  });

  test('leaves the ETag of the reply that created it good to delete it', async () => {
    const { ctx, feedbackId, call, made } = await submitted();
    await analyse(ctx, feedbackId);
    expect((await call(remove as never, etagOf(made))).status).toBe(204);
    expect((await stored(ctx, feedbackId)).analysis).toMatchObject(found);
  });
});

test('of two people who read the same ETag one wins and the other gets 412, with an analysis in between', async () => {
  const { ctx, feedbackId, call } = await submitted();
  const etag = etagOf(await call(get));
  await analyse(ctx, feedbackId);
  const both = await Promise.all(['ada', 'bob'].map((user) => call(edit, etag, { theme: user }, user)));
  expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412]);
  const winner = both.find(({ status }) => status === 200);
  expect(await stored(ctx, feedbackId)).toMatchObject({ theme: winner?.body['theme'], version: 2, analysis: found });
});

test('the ETag of a reply to a change is good for the next one, whatever is analysed meanwhile', async () => {
  const { ctx, feedbackId, call } = await submitted();
  const first = await call(edit, '"1"', { comments: 'It is worse now' });
  await analyse(ctx, feedbackId);
  const second = await call(edit, etagOf(first), { theme: 'billing' });
  expect(second).toMatchObject({ status: 200, headers: { etag: '"3"' }, body: { version: 3, analysis: found } });
});

test('where lists are masked, an item names the same version as the ETag of the record', async () => {
  const { ctx, feedbackId, call } = await submitted();
  await putSettings(ctx, PutSettings.parse({ privacy: { maskPii: { lists: true } } }));
  await analyse(ctx, feedbackId);
  const listed = await send(handler, list, { companyId: ctx.companyId, role: 'analyst' });
  expect(listed.body['items']).toMatchObject([{ feedbackId, version: 1 }]);
  expect((await call(edit, '"1"', { theme: 'x' })).status).toBe(200);
});

test('analyses that race with edits lose none of them, and none is lost', async () => {
  const { ctx, feedbackId, call } = await submitted();
  const edits = [{ theme: 'a' }, { category: 'b' }, { impact: 'high' }, { tags: ['c'] }];
  const untilWritten = async () => {
    while (!(await analyse(ctx, feedbackId)));
  };
  const [, ...answers] = await Promise.all([untilWritten(), ...edits.map((body) => call(edit, undefined, body))]);
  expect(answers.map((answer) => (answer as Answer).status)).toEqual(edits.map(() => 200));
  expect(await stored(ctx, feedbackId)).toMatchObject({
    ...Object.assign({}, ...edits),
    analysis: found,
    version: 1 + edits.length,
    revision: 2 + edits.length,
  });
});

test('the number that counts every write is in no reply', async () => {
  const { ctx, feedbackId, call, made } = await submitted();
  await analyse(ctx, feedbackId);
  const replies = [
    made,
    await call(get),
    await call(edit, '"1"', { theme: 'x' }),
    await send(handler, list, { companyId: ctx.companyId }),
  ];
  for (const { text } of replies) expect(text).not.toContain('revision');
});
