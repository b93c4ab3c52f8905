import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, problems } from '../../shared/http/problem.ts';
import { reply } from '../../shared/http/reply.ts';
import { serve } from '../../shared/http/serve.ts';
import { systemRoutes } from '../../shared/system.routes.ts';
import { docsPage, docsPolicy, docsScript } from './docs-page.ts';

const asset = (name: string): Promise<string> => readFile(join(import.meta.dirname, 'assets', name), 'utf8');
const contentTypes: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };
const DAY = 'public, max-age=86400';

export const handler = serve(systemRoutes, {
  health: () => ({ status: 'ok' as const }),
  openapi: async () => reply(200, await asset('openapi.json'), { 'cache-control': 'no-cache' }),
  docs: () => reply(200, docsPage, { 'content-security-policy': docsPolicy, 'cache-control': 'no-cache' }),
  docsAsset: async (_, { params }) =>
    reply(200, params.asset === 'init.js' ? docsScript : await asset(params.asset), {
      'content-type': contentTypes[params.asset.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'cache-control': DAY,
    }),
  problem: async (_, { params }) => {
    if (!Object.hasOwn(problems, params.code)) throw new Problem('not-found');
    return reply(200, await asset(`problems/${params.code}.md`), { 'cache-control': DAY });
  },
});
