import { expect, test } from 'vitest';
import { analysisRoutes } from '../../shared/analysis/analysis.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { capabilities } = analysisRoutes.routes;
routeTests(analysisRoutes, handler, {
  capabilities: () => ({}),
  precision: () => ({ query: { from: '2026-11-01', to: '2026-11-30' } }),
});

test('says per part what is handled: sentiment and key phrases in twelve languages, personal data in two, our rules in four', async () => {
  const twelve = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh', 'zh-TW'];
  const four = ['de', 'en', 'es', 'fr'];
  expect((await send(handler, capabilities, {})).body).toEqual({
    parts: { sentiment: twelve, keyPhrases: twelve, pii: ['en', 'es'], emotions: four, urgency: four },
    engine: 'comprehend',
    version: '3',
  });
});

test('is for administrators, managers and analysts, not for agents', async () => {
  for (const role of ['admin', 'manager', 'analyst'] as const)
    expect((await send(handler, capabilities, { role })).status).toBe(200);
  expectProblem(await send(handler, capabilities, { role: 'agent' }), 403, 'forbidden');
});
