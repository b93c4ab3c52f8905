import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { PutSettings } from '../../shared/company/settings.schema.ts';
import { putSettings } from '../../shared/company/put-settings.ts';
import { EditFeedback, type SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { edit, remove, restore } from '../../shared/feedback/feedback.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { companyPrefix, tableName } from '../../shared/kernel/table.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { logged } from '../../shared/testing/logged.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { charactersIn } from '../../shared/translation/characters.ts';
import { useTranslate } from '../../shared/translation/testing/service.ts';
import { translationRoutes } from '../../shared/translation/translation.routes.ts';
import { handler } from './handler.ts';

const service = useTranslate();
const { translate } = translationRoutes.routes;
const says = { subject: 'Charged twice', comments: 'Write to ada@example.com', language: 'en' };
/** Characters of them. */
const LENGTH = 37;

type Options = { budget?: number; enabled?: boolean; lists?: boolean; record?: Partial<SubmitFeedback> };
async function aRecord(ctx: Context, { budget, enabled = true, lists = false, record = {} }: Options = {}) {
  const translation = { enabled, ...(budget !== undefined && { monthlyBudgetCharacters: budget }) };
  await putSettings(again(ctx), PutSettings.parse({ analysis: { translation }, privacy: { maskPii: { lists } } }));
  return (await given(ctx, { ...says, ...record })).feedbackId;
}
type FeedbackId = Awaited<ReturnType<typeof aRecord>>;
const ask = (ctx: Context, feedbackId: FeedbackId, to = 'de', more: object = {}): Promise<Answer> =>
  send(handler, translate, { companyId: ctx.companyId, params: { feedbackId }, body: { to }, ...more });
const kept = async (ctx: Context, feedbackId: FeedbackId) => {
  const Key = { pk: `${companyPrefix(ctx.companyId)}trl#${feedbackId}`, sk: 't' };
  return (await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))).Item;
};
const changed = (ctx: Context, feedbackId: FeedbackId, comments: string) =>
  edit(again(ctx), { feedbackId, edit: EditFeedback.parse({ comments }) });

routeTests(translationRoutes, handler, {
  translate: async (companyId) => {
    const feedbackId = await aRecord(aContext({ companyId }));
    return { params: { feedbackId }, body: { to: 'de' } };
  },
});

test('texts come back field by field in the other language, with who translated them', async () => {
  const ctx = aContext();
  const { status, body } = await ask(ctx, await aRecord(ctx));
  expect(status).toBe(200);
  expect(body).toEqual({
    texts: { subject: '<en>Charged twice<de>', comments: '<en>Write to ada@example.com<de>' },
    from: 'en',
    to: 'de',
    engine: 'amazon-translate',
  });
});

test('it is off until the company switches it on, and where the installation has no service: never a made-up text', async () => {
  const ctx = aContext();
  const off = await ask(ctx, await aRecord(ctx, { enabled: false }));
  expectProblem(off, 409, 'not-enabled');
  const feedbackId = await aRecord(ctx);
  delete process.env['TRANSLATION'];
  expectProblem(await ask(ctx, feedbackId), 409, 'not-enabled');
  expect(service.sent).toEqual([]);
  expect(await charactersIn(ctx)).toBe(0);
});

test('a language that does not exist is 400', async () => {
  const ctx = aContext();
  const answer = await ask(ctx, await aRecord(ctx), 'xx');
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ pointer: '#/to' }]);
});

test('into the language that they are in, or without texts, nothing is sent', async () => {
  const ctx = aContext();
  const { body } = await ask(ctx, await aRecord(ctx), 'en');
  expect(body).toMatchObject({ texts: { subject: 'Charged twice' }, from: 'en', to: 'en', engine: 'none' });
  const silent = await aRecord(ctx, { record: { subject: undefined, comments: undefined, language: undefined } });
  expect((await ask(ctx, silent)).body).toEqual({ texts: {}, to: 'de', engine: 'none' });
  expect(service.sent).toEqual([]);
});

test('a language that nobody knows, or that cannot be translated, is 409 and costs nothing', async () => {
  const ctx = aContext();
  for (const language of [undefined, 'tlh'])
    expectProblem(await ask(ctx, await aRecord(ctx, { record: { language } })), 409, 'conflict');
  expect(service.sent).toEqual([]);
  service.play(() => ({ status: 400, name: 'UnsupportedLanguagePairException' }));
  expectProblem(await ask(ctx, await aRecord(ctx)), 409, 'conflict');
  expect(await charactersIn(ctx)).toBe(0);
});

test('texts are masked before they are sent where lists are masked', async () => {
  const ctx = aContext();
  const { body } = await ask(ctx, await aRecord(ctx, { lists: true }));
  expect(body['texts']).toMatchObject({ comments: '<en>Write to [EMAIL]<de>' });
  expect(JSON.stringify(service.sent)).not.toContain('ada@');
});

test('a long text goes in pieces and comes back whole, with its white space', async () => {
  const ctx = aContext();
  const comments = `  ${'Die Rechnung ist falsch. '.repeat(390)} Ende\n`;
  const { body } = await ask(
    ctx,
    await aRecord(ctx, { record: { subject: undefined, comments, language: 'de' } }),
    'fr',
  );
  const text = String((body['texts'] as { comments: string }).comments);
  expect(text.replaceAll(/<(?:de|fr)>/g, '')).toBe(comments);
  expect(service.sent.length).toBeGreaterThan(1);
});

describe('kept per version of the text', () => {
  test('a second request costs nothing, one for another language does not disturb it', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx);
    const first = await ask(ctx, feedbackId);
    await ask(ctx, feedbackId, 'fr');
    expect(service.sent).toHaveLength(4);
    expect((await ask(ctx, feedbackId)).body).toEqual(first.body);
    expect((await ask(ctx, feedbackId, 'fr')).body).toMatchObject({ to: 'fr' });
    expect(service.sent).toHaveLength(4);
    expect(await charactersIn(ctx)).toBe(2 * LENGTH);
  });

  test('for 30 days', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx);
    await ask(ctx, feedbackId);
    const row = (await kept(ctx, feedbackId)) ?? {};
    const days = (Number(row['expiresAt']) * 1_000 - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });

  test('an edited text is translated anew', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx);
    await ask(ctx, feedbackId);
    await changed(ctx, feedbackId, 'Thank you');
    expect((await ask(ctx, feedbackId)).body['texts']).toMatchObject({ comments: '<en>Thank you<de>' });
  });

  test('it goes with the text: when that is edited, and when the record is deleted', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx);
    await ask(ctx, feedbackId);
    expect(await kept(ctx, feedbackId)).toBeDefined();
    await changed(ctx, feedbackId, 'Thank you');
    expect(await kept(ctx, feedbackId)).toBeUndefined();
    await ask(ctx, feedbackId);
    await remove(again(ctx), { feedbackId });
    expect(await kept(ctx, feedbackId)).toBeUndefined();
    expectProblem(await ask(ctx, feedbackId), 404, 'not-found');
    await restore(again(ctx), { feedbackId });
    expect((await ask(ctx, feedbackId)).status).toBe(200);
  });

  test('deleted while it was being translated, it is not kept', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx);
    service.play(async () => {
      await remove(again(ctx), { feedbackId });
      return undefined;
    });
    expect((await ask(ctx, feedbackId)).status).toBe(200);
    expect(await kept(ctx, feedbackId)).toBeUndefined();
  });

  test('what was paid is answered, also where it cannot be kept', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx);
    const mend = playFault('throttle', (name, _, input) => name.startsWith('TransactWrite') && input.includes('trl#'));
    expect((await ask(ctx, feedbackId)).status).toBe(200);
    mend();
    expect(await kept(ctx, feedbackId)).toBeUndefined();
  });
});

describe('the budget of a month in characters', () => {
  test('what is over it is 409, and nothing is sent', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx, { budget: LENGTH - 1 });
    expectProblem(await ask(ctx, feedbackId), 409, 'budget-exceeded');
    expect(service.sent).toEqual([]);
    const second = await aRecord(ctx, { budget: LENGTH });
    expect((await ask(ctx, second)).status).toBe(200);
    expectProblem(await ask(ctx, second, 'fr'), 409, 'budget-exceeded');
    expect((await ask(ctx, second)).status).toBe(200);
  });

  test('ten callers at once use no more of it than there is', async () => {
    const ctx = aContext();
    const ids: FeedbackId[] = [];
    for (let count = 0; count < 10; count++) ids.push(await aRecord({ ...again(ctx) }, { budget: 3 * LENGTH }));
    const statuses = (await Promise.all(ids.map((id) => ask(ctx, id)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(await charactersIn(ctx)).toBe(3 * LENGTH);
  });

  test('what the service does not do is given back, 503', async () => {
    const ctx = aContext();
    const feedbackId = await aRecord(ctx);
    service.down();
    expectProblem(await ask(ctx, feedbackId), 503, 'unavailable');
    expect(await charactersIn(ctx)).toBe(0);
    service.play(({ Text }) =>
      Text === 'Charged twice' ? undefined : { status: 500, name: 'InternalServerException' },
    );
    expectProblem(await ask(ctx, feedbackId), 503, 'unavailable');
    expect(await charactersIn(ctx)).toBe('Charged twice'.length);
  });
});

test('no log holds a text, whatever the service says of it', async () => {
  const ctx = aContext();
  const feedbackId = await aRecord(ctx);
  const lines = await logged(async () => {
    service.play(({ Text }) => ({ status: 400, name: 'ValidationException', message: `Value '${Text}' at 'text'` }));
    const answer = await ask(ctx, feedbackId);
    expectProblem(answer, 503, 'unavailable');
    expect(answer.text).not.toContain('Charged');
    service.play(undefined);
    await ask(ctx, feedbackId);
  });
  expect(lines.length).toBeGreaterThan(0);
  expect(JSON.stringify(lines)).not.toMatch(/Charged|ada@/);
});

test('who reads only their own feedback has only that translated', async () => {
  const ctx = aContext();
  const feedbackId = await aRecord(ctx, { record: { snapshot: { agentId: 'agent-7' } } });
  expect((await ask(ctx, feedbackId, 'de', { role: 'agent', userId: 'agent-7' })).status).toBe(200);
  expectProblem(await ask(ctx, feedbackId, 'de', { role: 'agent', userId: 'agent-8' }), 404, 'not-found');
});
