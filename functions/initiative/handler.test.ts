import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { remove as removeFeedback } from '../../shared/feedback/feedback.ts';
import type { FeedbackEvent } from '../../shared/feedback/feedback.events.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import { received } from '../../shared/feedback/testing/told.ts';
import { initiativeEvents, linkEvents } from '../../shared/initiative/initiative.events.ts';
import { linkNew } from '../../shared/initiative/linker.ts';
import { links } from '../../shared/initiative/initiative.store.ts';
import { initiativeRoutes } from '../../shared/initiative/initiative.routes.ts';
import { loopRoutes, loopSettingsRoutes, receiptRoutes } from '../../shared/initiative/loop.routes.ts';
import { planReceipt } from '../../shared/initiative/receipt.ts';
import { systemContext } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { tableName } from '../../shared/kernel/table.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

// A back-fill calls a worker.
useQueues();
const { routes } = initiativeRoutes;
const crud = {
  routes,
  handler,
  body: {
    title: 'Shorter queue on Mondays',
    ownerId: 'Ada',
    themes: ['queue'],
    targetOn: '2099-01-31',
    reason: 'Long waits',
  },
  edit: { ownerId: 'Bob' },
};

const examples = crudExamples(crud);
const withFeedback = async (companyId: string) => {
  const { feedbackId } = await given(aContext({ companyId }));
  return { ...(await examples.get(companyId)), body: { feedbackIds: [feedbackId] }, companyId };
};
const linkedOne = async (companyId: string) => {
  const request = await withFeedback(companyId);
  await send(handler, routes.link, request);
  return request;
};

/** One to whom somebody has a receipt to come. */
const toldOne = async (companyId: string) => {
  const request = await examples.get(companyId);
  const { feedbackId } = await given(aContext({ companyId }));
  await send(handler, routes.link, { ...request, body: { feedbackIds: [feedbackId] }, companyId });
  return request;
};

routeTests(initiativeRoutes, handler, {
  ...examples,
  publish: async (companyId) => ({ ...(await examples.get(companyId)), body: { texts: { en: 'Soon.' } } }),
  unpublish: async (companyId) => ({ params: (await examples.get(companyId)).params }),
  previewThemeRule: async (companyId) => ({
    ...(await examples.get(companyId)),
    body: { match: { all: { theme: 'queue' } }, months: 6 },
  }),
  backfillThemeRule: async (companyId) => {
    const { params } = await made(companyId, { title: 'One', themeRule: { match: { all: { theme: 'queue' } } } });
    return { params, body: { months: 6 } };
  },
  effect: async (companyId) => ({ params: (await linkedOne(companyId)).params }),
  link: withFeedback,
  unlink: linkedOne,
  linked: async (companyId) => ({ params: (await linkedOne(companyId)).params }),
});
crudTests(crud, initiativeEvents);
routeTests(loopRoutes, handler, {
  listLoop: async (companyId) => ({ params: (await toldOne(companyId)).params }),
  previewLoop: async (companyId) => ({
    params: (await examples.get(companyId)).params,
    query: { stage: 'resolution', language: 'ar' },
  }),
  cancelLoop: async (companyId) => {
    const { params } = await toldOne(companyId);
    await send(handler, routes.edit, { companyId, params, body: { status: 'shipped' } });
    return { params, body: { stage: 'resolution' } };
  },
});
routeTests(receiptRoutes, handler, {
  receipt: async (companyId) => {
    const ctx = aContext({ companyId });
    await send(handler, loopSettingsRoutes.routes.putSettings, { companyId, body: { receiptOnIntake: ['direct'] } });
    const { feedbackId } = await given(ctx, { source: 'direct' });
    for (const { detail } of await received(ctx, feedbackId)) await planReceipt(ctx, detail as FeedbackEvent);
    return { params: { feedbackId } };
  },
});
routeTests(loopSettingsRoutes, handler, {
  settings: () => ({}),
  putSettings: () => ({ body: { declined: true } }),
});

const made = async (companyId: string, body: object) => {
  const answer = await send(handler, routes.create, { companyId, body });
  return { ...answer, params: { initiativeId: String(answer.body['initiativeId']) } };
};
const titles = async (companyId: string, query: Record<string, string>) => {
  const { body } = await send(handler, routes.list, { companyId, query });
  return (body['items'] as { title: string }[]).map(({ title }) => title);
};

describe('the list', () => {
  test('shows what every given filter lets through', async () => {
    const companyId = aCompany();
    await made(companyId, { title: 'One', ownerId: 'Ada', themes: ['queue'] });
    await made(companyId, { title: 'Two', ownerId: 'ada', themes: ['queue', 'price'], status: 'in_progress' });
    await made(companyId, { title: 'Three', status: 'in_progress' });
    expect(await titles(companyId, { status: 'in_progress' })).toEqual(['Three', 'Two']);
    expect(await titles(companyId, { theme: 'queue' })).toEqual(['Two', 'One']);
    expect(await titles(companyId, { ownerId: 'Ada' })).toEqual(['One']);
    expect(await titles(companyId, { ownerId: 'ada', status: 'planned' })).toEqual([]);
    expect(await titles(companyId, { ownerId: 'ada', theme: 'price', status: 'in_progress' })).toEqual(['Two']);
  });

  test('finds by beginnings of words what was written a moment ago, and no longer what was changed or deleted', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, { title: 'Shorter queue on Mondays' });
    const other = await made(companyId, { title: 'Queue for vans' });
    expect(await titles(companyId, { q: 'QUEUE mond' })).toEqual(['Shorter queue on Mondays']);
    await send(handler, routes.edit, { companyId, params, body: { title: 'Shorter line' } });
    expect(await titles(companyId, { q: 'queue' })).toEqual(['Queue for vans']);
    expect(await titles(companyId, { q: 'line' })).toEqual(['Shorter line']);
    await send(handler, routes.remove, { companyId, params: other.params });
    expect(await titles(companyId, { q: 'queue' })).toEqual([]);
  });

  test('pages of a search together hold each record once, newest first', async () => {
    const companyId = aCompany();
    for (let count = 0; count < 5; count++) await made(companyId, { title: `Queue ${count}` });
    const query: Record<string, string> = { q: 'queue', limit: '2' };
    const found: string[] = [];
    do {
      const { body } = await send(handler, routes.list, { companyId, query });
      found.push(...(body['items'] as { title: string }[]).map(({ title }) => title));
      query['cursor'] = String(body['nextCursor']);
    } while (query['cursor'] !== 'null');
    expect(found).toEqual(['Queue 4', 'Queue 3', 'Queue 2', 'Queue 1', 'Queue 0']);
  });

  test('of a person holds no record that was given to somebody else', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, { title: 'One', ownerId: 'Ada' });
    await send(handler, routes.edit, { companyId, params, body: { ownerId: null } });
    expect(await titles(companyId, { ownerId: 'Ada' })).toEqual([]);
    expect((await send(handler, routes.get, { companyId, params })).body).not.toHaveProperty('ownerId');
  });
});

describe('an initiative', () => {
  test('says when it was begun, shipped and decided', async () => {
    const companyId = aCompany();
    const { params, body } = await made(companyId, { title: 'One' });
    expect(body).toMatchObject({ status: 'planned', themes: [] });
    expect(body).not.toHaveProperty('decidedAt');
    const put = async (status: string) =>
      (await send(handler, routes.edit, { companyId, params, body: { status } })).body;
    const begun = await put('in_progress');
    expect(begun).toMatchObject({ startedAt: begun['updatedAt'], decidedAt: begun['updatedAt'] });
    const shipped = await put('shipped');
    expect(shipped).toMatchObject({ startedAt: begun['startedAt'], shippedAt: shipped['updatedAt'] });
    const again = await put('in_progress');
    expect(again).toMatchObject({ startedAt: begun['startedAt'], shippedAt: shipped['shippedAt'], version: 4 });
  });

  test('is given up with a reason only, and keeps one while it stays given up', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, { title: 'One' });
    const edit = (body: object) => send(handler, routes.edit, { companyId, params, body });
    for (const body of [{ status: 'wont_do' }, { status: 'wont_do', reason: ' ' }]) {
      const answer = await edit(body);
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toMatchObject([{ pointer: '#/reason' }]);
    }
    expect((await edit({ status: 'wont_do', reason: 'Too dear' })).status).toBe(200);
    expectProblem(await edit({ reason: null }), 400, 'validation-failed');
    expect((await made(companyId, { title: 'Two', status: 'wont_do' })).status).toBe(400);
  });

  test('has no new target in the past, and keeps one that has passed', async () => {
    const companyId = aCompany();
    const answer = await made(companyId, { title: 'One', targetOn: '2020-01-01' });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/targetOn' }]);
  });
});

test.each([
  ['targetOn before today', { targetOn: '2020-01-01' }, '#/targetOn'],
  ['wont_do without reason', { status: 'wont_do' }, '#/reason'],
  ['a theme rule that matches everything', { themeRule: { match: { all: {} } } }, '#/themeRule/match'],
  [
    'a theme rule that says it matches everything',
    { themeRule: { match: { all: {}, matchEverything: true } } },
    '#/themeRule/match',
  ],
  [
    'a theme rule that matches all but what is left out anyway',
    { themeRule: { match: { all: { excluded: false } } } },
    '#/themeRule/match',
  ],
])('is not created with %s, and nothing is written', async (_, more, pointer) => {
  const { result, items } = await watchTable(() => made(aCompany(), { title: 'One', ...more }));
  expectProblem(result, 400, 'validation-failed');
  const pointers = (result.body['errors'] as { pointer: string }[]).map((error) => error.pointer);
  expect(pointers.some((one) => one.startsWith(pointer))).toBe(true);
  expect(items).toEqual([]);
});

test('a public page whose text holds a script is refused, and there is no page', async () => {
  const companyId = aCompany();
  const { params } = await made(companyId, { title: 'One' });
  const body = { texts: { en: '<script>alert(1)</script>' } };
  const answer = await send(handler, routes.publish, { companyId, params, body });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ pointer: '#/texts/en' }]);
  expect((await send(handler, routes.get, { companyId, params })).body).not.toHaveProperty('publicPage');
});

describe('feedback linked to an initiative', () => {
  const aRecord = async (ctx: ReturnType<typeof aContext>) => (await given(ctx)).feedbackId;
  const linked = async (companyId: string, params: { initiativeId: string }, query: Record<string, string> = {}) => {
    const { body } = await send(handler, routes.linked, { companyId, params, query });
    return {
      ids: (body['items'] as { feedbackId: string }[]).map(({ feedbackId }) => feedbackId),
      nextCursor: body['nextCursor'],
    };
  };
  const statuses = ({ body }: { body: Record<string, unknown> }) =>
    (body['results'] as { status: number }[]).map(({ status }) => status);

  test('is listed newest first, page by page, once however often it is linked', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { params } = await made(companyId, { title: 'One' });
    const ids = [await aRecord(ctx), await aRecord(ctx), await aRecord(ctx)];
    for (let round = 0; round < 2; round++) {
      const answer = await send(handler, routes.link, { companyId, params, body: { feedbackIds: ids } });
      expect(statuses(answer)).toEqual([200, 200, 200]);
    }
    const first = await linked(companyId, params, { limit: '2' });
    const second = await linked(companyId, params, { limit: '2', cursor: String(first.nextCursor) });
    expect([...first.ids, ...second.ids]).toEqual(ids.toSorted().toReversed());
    expect(second.nextCursor).toBeNull();
  });

  test('belongs to one initiative: linked to another it moves, and only that one lets it go', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const [one, other] = [await made(companyId, { title: 'One' }), await made(companyId, { title: 'Two' })];
    const body = { feedbackIds: [await aRecord(ctx)] };
    const { items } = await watchTable(async () => {
      await send(handler, routes.link, { companyId, params: one.params, body });
      await send(handler, routes.link, { companyId, params: other.params, body });
      expect((await linked(companyId, one.params)).ids).toEqual([]);
      expect((await linked(companyId, other.params)).ids).toEqual(body.feedbackIds);
      expect(statuses(await send(handler, routes.unlink, { companyId, params: one.params, body }))).toEqual([404]);
      expect(statuses(await send(handler, routes.unlink, { companyId, params: other.params, body }))).toEqual([200]);
      expect((await linked(companyId, other.params)).ids).toEqual([]);
    });
    const images = items.filter(({ linkId }) => linkId !== undefined);
    const told = images.flatMap((after, index) => linkEvents.eventsOf({ after, before: images[index - 1] }));
    expect(told.map(({ type }) => type)).toEqual(['FeedbackLinked', 'FeedbackLinked', 'FeedbackUnlinked']);
    expect(told[1]?.detail).toMatchObject({ changedKeys: ['initiativeId'], ...other.params });
  });

  test('that is unknown, deleted or of another company is refused for itself, and spoils no other', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { params } = await made(companyId, { title: 'One' });
    const [good, gone, foreign] = [await aRecord(ctx), await aRecord(ctx), await aRecord(aContext())];
    await removeFeedback(again(ctx), { feedbackId: gone });
    const answer = await send(handler, routes.link, {
      companyId,
      params,
      body: { feedbackIds: [gone, foreign, good] },
    });
    expect(statuses(answer)).toEqual([404, 404, 200]);
    expect((await linked(companyId, params)).ids).toEqual([good]);
    const many = { feedbackIds: Array.from({ length: 501 }, () => good) };
    expectProblem(await send(handler, routes.link, { companyId, params, body: many }), 400, 'validation-failed');
  });

  describe('is listed by what found it', () => {
    /** Three records, and how each was linked to one initiative. */
    async function threeWays() {
      const ctx = aContext();
      const { companyId } = ctx;
      const { params } = await made(companyId, { title: 'One' });
      const [hand, similar, rule] = [await aRecord(ctx), await aRecord(ctx), await aRecord(ctx)];
      await send(handler, routes.link, { companyId, params, body: { feedbackIds: [hand] } });
      const body = { feedbackIds: [similar], source: 'similar' };
      await send(handler, routes.link, { companyId, params, body });
      await linkNew(systemContext(companyId, 'linker'), rule, params.initiativeId as Id<'initiative'>);
      return { companyId, params, ids: { hand, similar, rule } };
    }
    const sources = ['hand', 'similar', 'rule'] as const;

    test.each(sources)('%s, and without a filter with all others', async (source) => {
      const { companyId, params, ids } = await threeWays();
      expect((await linked(companyId, params, { source })).ids).toEqual([ids[source]]);
      expect((await linked(companyId, params)).ids.toSorted()).toEqual(Object.values(ids).toSorted());
    });

    test('page by page, and a cursor leads on with its own filter only', async () => {
      const { companyId, params, ids } = await threeWays();
      const body = { feedbackIds: [await aRecord(aContext({ companyId }))] };
      await send(handler, routes.link, { companyId, params, body });
      const query = { source: 'hand', limit: '1' };
      const first = await linked(companyId, params, query);
      const cursor = String(first.nextCursor);
      const second = await linked(companyId, params, { ...query, cursor });
      expect([...first.ids, ...second.ids].toSorted()).toEqual([ids.hand, ...body.feedbackIds].toSorted());
      const other = { companyId, params, query: { ...query, source: 'rule', cursor } };
      expect((await send(handler, routes.linked, other)).status).toBe(400);
    });

    test('linked here once more keeps it; moved to another, what moved it counts, and the event says so', async () => {
      const { companyId, params, ids } = await threeWays();
      const { params: other } = await made(companyId, { title: 'Two' });
      const body = { feedbackIds: [ids.rule] };
      await send(handler, routes.link, { companyId, params, body });
      expect((await linked(companyId, params, { source: 'rule' })).ids).toEqual([ids.rule]);
      const { items } = await watchTable(() => send(handler, routes.link, { companyId, params: other, body }));
      expect((await linked(companyId, other, { source: 'hand' })).ids).toEqual([ids.rule]);
      const told = items
        .filter(({ linkId }) => linkId !== undefined)
        .flatMap((after) => linkEvents.eventsOf({ after }));
      expect(told.map(({ detail }) => detail)).toMatchObject([{ ...other, source: 'hand' }]);
    });

    test('where the release before has stored it, as whoever wrote it tells: a rule, or else by hand', async () => {
      const { companyId, params, ids } = await threeWays();
      for (const id of Object.values(ids)) {
        const linkId = id.replace('fb_', 'lk_') as Id<'link'>;
        const Key = links.keyOf(aContext({ companyId }), linkId);
        const UpdateExpression = 'REMOVE #source';
        const names = {
          ExpressionAttributeNames: { '#source': 'source' },
          ConditionExpression: 'attribute_exists(pk)',
        };
        await aContext({ companyId }).db.send(
          new UpdateCommand({ TableName: tableName(), Key, UpdateExpression, ...names }),
        );
      }
      const found = await Promise.all(sources.map(async (source) => (await linked(companyId, params, { source })).ids));
      expect(found.map((one) => one.toSorted())).toEqual([[ids.hand, ids.similar].toSorted(), [], [ids.rule]]);
    });

    test('and nobody says of a link that a rule made it, nor asks for what is no source', async () => {
      const { companyId, params, ids } = await threeWays();
      const body = { feedbackIds: [ids.hand], source: 'rule' };
      const refused = await send(handler, routes.link, { companyId, params, body });
      expectProblem(refused, 400, 'validation-failed');
      expect(refused.body['errors']).toMatchObject([{ pointer: '#/source' }]);
      const asked = { companyId, params, query: { source: 'theme' } };
      expectProblem(await send(handler, routes.linked, asked), 400, 'validation-failed');
    });
  });

  test('that an agent may not see is neither listed nor linked for them', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { params } = await made(companyId, { title: 'One' });
    const own = (await given(ctx, { snapshot: { agentId: 'ada' } })).feedbackId;
    const feedbackIds = [own, await aRecord(ctx)];
    await send(handler, routes.link, { companyId, params, body: { feedbackIds } });
    const { body } = await send(handler, routes.linked, { companyId, params, role: 'agent', userId: 'ada' });
    expect((body['items'] as { feedbackId: string }[]).map(({ feedbackId }) => feedbackId)).toEqual([own]);
  });
});

describe('telling the people who asked for it', () => {
  const settings = (companyId: string, body: object) =>
    send(handler, loopSettingsRoutes.routes.putSettings, { companyId, body });
  const local = (text: string) => ({ en: text, de: text });

  test('is said with the change of status: when, and how many', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const { params } = await made(companyId, { title: 'One' });
    const feedbackIds = [await given(ctx), await given(ctx, { contact: { email: 'bob@example.com' } })];
    const body = { feedbackIds: feedbackIds.map(({ feedbackId }) => feedbackId) };
    await send(handler, routes.link, { companyId, params, body });
    const edit = async (change: object) => (await send(handler, routes.edit, { companyId, params, body: change })).body;
    const begun = await edit({ status: 'in_progress', holdMinutes: 30 });
    const { at, people } = begun['notifies'] as { at: string; people: number };
    expect(people).toBe(2);
    expect(Date.parse(at) - Date.parse(String(begun['decidedAt']))).toBe(30 * 60_000);
    expect(await edit({ title: 'Other' })).not.toHaveProperty('notifies');
    expect(await edit({ status: 'shipped', notify: false })).not.toHaveProperty('notifies');
    // Being told that nothing will be done is off until a company wants it.
    expect(await edit({ status: 'wont_do', reason: 'Too dear' })).not.toHaveProperty('notifies');
    await settings(companyId, { declined: true });
    await edit({ status: 'planned' });
    expect(await edit({ status: 'wont_do' })).toHaveProperty('notifies.people', 2);
  });

  test.each([
    ['`holdMinutes` 1 441', { status: 'shipped', holdMinutes: 1_441 }, '#/holdMinutes'],
    ['`holdMinutes` −1', { status: 'shipped', holdMinutes: -1 }, '#/holdMinutes'],
    ['wont_do without reason', { status: 'wont_do' }, '#/reason'],
    ['public text with a script', { texts: { en: '<script>alert(1)</script>' } }, '#/texts/en'],
    ['targetOn before today', { targetOn: '2020-01-01' }, '#/targetOn'],
  ])('refuses %s', async (_, body, pointer) => {
    const companyId = aCompany();
    const { params } = await made(companyId, { title: 'One' });
    const answer = await send(handler, routes.edit, { companyId, params, body });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer }]);
  });

  test.each([
    ['unknown merge field', { subject: local('Hi {{nick}}'), body: local('Done') }, '/subject/en'],
    ['markup', { subject: local('Hi'), body: { ...local('Done'), de: '<b>Done</b>' } }, '/body/de'],
    ['template code of another kind', { subject: local('Hi'), body: local('{% if x %}') }, '/body/en'],
    ['a merge field that is not closed', { subject: local('Hi'), body: local('{{said') }, '/body/en'],
    ['a subject of two lines', { subject: local('Hi\nBcc: x@example.com'), body: local('Done') }, '/subject/en'],
    ['other languages in the body', { subject: local('Hi'), body: { en: 'Done' } }, ''],
  ])('refuses a mail with %s', async (_, update, pointer) => {
    const answer = await settings(aCompany(), { templates: { update } });
    expectProblem(answer, 400, 'validation-failed');
    const pointers = (answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer);
    expect(pointers).toContain(`#/templates/update${pointer}`);
  });

  test('says before who will get it, why others will not, and shows the mail as the company has put it', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    await settings(companyId, {
      receipt: false,
      templates: { resolution: { subject: local('News, {{name}}: {{title}}'), body: local('You: {{said}}') } },
    });
    const { params } = await made(companyId, { title: 'Shorter queue' });
    const all = [
      await given(ctx, { language: 'de' }),
      await given(ctx, { contact: undefined, customerId: 'C-2' }),
      await given(ctx, { contact: undefined }),
    ];
    const body = { feedbackIds: all.map(({ feedbackId }) => feedbackId) };
    await send(handler, routes.link, { companyId, params, body });
    const query = { stage: 'resolution', language: 'de' };
    const preview = await send(handler, loopRoutes.routes.previewLoop, { companyId, params, query });
    expect(preview.body).toMatchObject({
      people: 3,
      examined: 3,
      willGet: 1,
      suppressed: { no_address: 2 },
      languages: { de: 1 },
      subject: 'News, Ada Beispiel: Shorter queue',
      text: expect.stringContaining('You: Montags warte ich zu lange.'),
    });
    const { body: list } = await send(handler, loopRoutes.routes.listLoop, { companyId, params });
    expect(list).toMatchObject({ items: [], counts: { people: 0 } });
  });

  test('the receipt for feedback as it comes knows no initiative, and each source once', async () => {
    const companyId = aCompany();
    const pointersOf = async (body: object) => {
      const answer = await settings(companyId, body);
      expectProblem(answer, 400, 'validation-failed');
      return (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    };
    const intake = { subject: local('Thank you'), body: local('{{said}} leads to {{title}}') };
    expect(await pointersOf({ templates: { intake } })).toEqual(
      ['en', 'de'].map((at) => `#/templates/intake/body/${at}`),
    );
    expect(await pointersOf({ receiptOnIntake: ['survey'] })).toEqual(['#/receiptOnIntake/0']);
    expect(await pointersOf({ receiptOnIntake: ['direct', 'direct'] })).toEqual(['#/receiptOnIntake']);
    const { body } = await settings(companyId, { receiptOnIntake: ['direct', 'user_research'] });
    expect(body).toMatchObject({ receiptOnIntake: ['direct', 'user_research'], receipt: true });
    const { body: read } = await send(handler, loopSettingsRoutes.routes.settings, { companyId: aCompany() });
    expect(read).toMatchObject({ receiptOnIntake: [], templates: { intake: { subject: { en: expect.any(String) } } } });
  });

  test('shows an agent, who may see own feedback only, the counts alone', async () => {
    const companyId = aCompany();
    const { params } = await toldOne(companyId);
    const { body } = await send(handler, loopRoutes.routes.listLoop, { companyId, params, role: 'agent', userId: 'x' });
    expect(body).toMatchObject({ items: [], counts: { people: 1, waiting: 1 } });
  });

  test('is called off once, and again is no error', async () => {
    const companyId = aCompany();
    const { params } = await toldOne(companyId);
    const cancel = () =>
      send(handler, loopRoutes.routes.cancelLoop, { companyId, params, body: { stage: 'resolution' } });
    expectProblem(await cancel(), 404, 'not-found');
    await send(handler, routes.edit, { companyId, params, body: { status: 'shipped' } });
    expect([(await cancel()).status, (await cancel()).status]).toEqual([200, 200]);
  });
});
