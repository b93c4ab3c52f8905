import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateAssets } from '../../docs/generate.ts';
import { problems } from '../../shared/http/problem.ts';
import { systemRoutes } from '../../shared/system.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

beforeAll(generateAssets);

routeTests(systemRoutes, handler, {
  health: () => ({}),
  openapi: () => ({}),
  docs: () => ({}),
  docsAsset: () => ({ params: { asset: 'swagger-ui.css' } }),
  problem: () => ({ params: { code: 'not-found' } }),
});

describe('what the service tells about itself', () => {
  const { openapi, docs, docsAsset, problem } = systemRoutes.routes;

  test('the OpenAPI document is version 3.1 and names every operation', async () => {
    const { body } = await send(handler, openapi, {});
    expect(body).toMatchObject({ openapi: '3.1.0', paths: { '/health': { get: { operationId: 'system.health' } } } });
  });

  test('every problem code has a page, and nothing else has', async () => {
    for (const code of Object.keys(problems)) {
      expect(existsSync(`docs/problems/${code}.md`), `docs/problems/${code}.md`).toBe(true);
      expect((await send(handler, problem, { params: { code } })).status).toBe(200);
    }
    expectProblem(await send(handler, problem, { params: { code: 'constructor' } }), 404, 'not-found');
  });

  test('the documentation page loads only files of this API', async () => {
    const { text } = await send(handler, docs, {});
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const [, asset = ''] of text.matchAll(/"docs\/([\w.-]+)"/g)) {
      expect((await send(handler, docsAsset, { params: { asset } })).status).toBe(200);
    }
  });
});
