import { describe, expect, test } from 'vitest';
import { historyOf } from '../../shared/audit/audit.ts';
import { surveyTemplateRoutes } from '../../shared/survey-template/survey-template.routes.ts';
import { readyMade } from '../../shared/survey-template/ready-made/ready-made.ts';
import { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { activeTemplates, readTemplate } from '../../shared/survey-template/survey-template.store.ts';
import { create } from '../../shared/survey-template/survey-template.ts';
import { audited } from '../../shared/testing/audited.ts';
import { aContext } from '../../shared/testing/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

process.env['MAIL_DOMAIN'] = 'example.com';
const { routes } = surveyTemplateRoutes;
const input = SurveyTemplateInput.parse(readyMade.csat);
const made = async (companyId: string) => {
  const { templateId } = await create(aContext({ companyId }), { body: input });
  return { params: { templateId } };
};

routeTests(surveyTemplateRoutes, handler, {
  list: async (companyId) => {
    await made(companyId);
    return {};
  },
  create: () => ({ body: readyMade.nps }),
  readyMade: () => ({}),
  preview: () => ({ body: { template: readyMade.ces, language: 'fr', customerName: 'Ana' } }),
  get: made,
  put: async (companyId) => ({ ...(await made(companyId)), body: readyMade.ces }),
  remove: made,
});

describe('a template', () => {
  test('changed keeps its earlier versions, because surveys hold on to theirs', async () => {
    const ctx = aContext();
    const { templateId, body } = await audited(ctx, async () => {
      const made = await create(ctx, { body: input });
      const { companyId } = ctx;
      const change = { params: { templateId: made.templateId }, body: { ...input, name: 'New' } };
      const headers = { 'if-match': '"1"' };
      return { ...made, ...(await send(handler, routes.put, { companyId, ...change, headers })) };
    });
    expect(body).toMatchObject({ templateId, version: 2, name: 'New' });
    const { items } = await historyOf(ctx, templateId, { limit: 1 });
    expect(items).toMatchObject([{ action: 'SurveyTemplateChanged', changedKeys: ['name'] }]);
    expect(await readTemplate(ctx, templateId, 1)).toMatchObject({ name: input.name, version: 1 });
    expect(await readTemplate(ctx, templateId, 2)).toMatchObject({ name: 'New' });
  });

  test('is not overwritten by somebody who saw an older version', async () => {
    const ctx = aContext();
    const { templateId } = await create(ctx, { body: input });
    const options = { companyId: ctx.companyId, params: { templateId }, body: input, headers: { 'if-match': '"1"' } };
    const answers = await Promise.all([send(handler, routes.put, options), send(handler, routes.put, options)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });

  test('deleted is gone from lists, and its versions stay', async () => {
    const ctx = aContext();
    const { templateId } = await create(ctx, { body: input });
    const options = { companyId: ctx.companyId, params: { templateId } };
    expect((await send(handler, routes.remove, options)).status).toBe(204);
    expectProblem(await send(handler, routes.get, options), 404, 'not-found');
    expect(await activeTemplates(ctx)).toEqual([]);
    expect(await readTemplate(ctx, templateId, 1)).toBeDefined();
  });

  test('created twice with one Idempotency-Key is one template', async () => {
    const { companyId } = aContext();
    const options = { companyId, body: readyMade.nps, headers: { 'idempotency-key': 'k' } };
    const first = await send(handler, routes.create, options);
    const second = await send(handler, routes.create, options);
    expect(second.body).toEqual(first.body);
    expect((await send(handler, routes.list, { companyId })).body['items']).toHaveLength(1);
  });

  test('is listed page by page', async () => {
    const { companyId } = aContext();
    for (let count = 0; count < 3; count++) await made(companyId);
    const first = await send(handler, routes.list, { companyId, query: { limit: '2' } });
    const second = await send(handler, routes.list, {
      companyId,
      query: { limit: '2', cursor: String(first.body['nextCursor']) },
    });
    expect(first.body['items']).toHaveLength(2);
    expect(second.body).toMatchObject({ items: [{}], nextCursor: null });
  });

  test.each([
    [{ title: { en: 'Hi <img src=x onerror=alert(1)>' } }, '#/title/en'],
    [{ subject: { en: 'Hi\r\nBcc: x@example.com' } }, '#/subject/en'],
    [{ thanks: { en: '{{constructor}}' } }, '#/thanks/en'],
  ])('with injected markup %o is refused and nothing is stored', async (overrides, pointer) => {
    const { companyId } = aContext();
    const body = { name: 'T', type: 'custom', title: { en: 'T' }, questions: input.questions, ...overrides };
    const answer = await send(handler, routes.create, { companyId, body });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect((await send(handler, routes.list, { companyId })).body['items']).toEqual([]);
  });

  test('whose sender is outside the domain that SES lets us send from is refused, new or changed', async () => {
    const ctx = aContext();
    const { companyId } = ctx;
    const from = (fromAddress: string) => ({ ...readyMade.nps, brand: { fromAddress } });
    const { params } = await made(companyId);
    for (const foreign of ['a@rival.example', 'a@notexample.com', 'a@sub.example.com', 'a@example.com.evil.example'])
      for (const options of [{ route: routes.create }, { route: routes.put, params }]) {
        const answer = await send(handler, options.route, { companyId, ...options, body: from(foreign) });
        expectProblem(answer, 400, 'validation-failed');
        expect(answer.body['errors']).toMatchObject([
          { pointer: '#/brand/fromAddress', detail: expect.stringContaining('example.com') },
        ]);
      }
    expect((await send(handler, routes.create, { companyId, body: from('Hello@Example.com') })).status).toBe(201);
  });

  test('previewed shows page and mails, and stores nothing', async () => {
    const { companyId } = aContext();
    const body = { template: readyMade.nps, language: 'ar', customerName: '<b>Ana</b>' };
    const answer = await send(handler, routes.preview, { companyId, body });
    expect(answer.body['page']).toContain('dir="rtl"');
    expect(answer.body['page']).not.toContain('<b>');
    expect(answer.body['mail']).toMatchObject({ html: expect.not.stringContaining('<b>') });
    expect((await send(handler, routes.list, { companyId })).body['items']).toEqual([]);
  });
});
