import * as z from 'zod';
import { defineRoutes } from './http/contract.ts';

/** What the service tells about itself, without a token. */
export const systemRoutes = defineRoutes('system', {
  health: {
    method: 'GET',
    path: '/health',
    summary: 'Check that the API answers',
    permission: 'public',
    reply: { 200: z.object({ status: z.literal('ok') }) },
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'Get this API as an OpenAPI 3.1 document',
    permission: 'public',
    contentType: 'application/json',
    reply: { 200: z.string() },
  },
  docs: {
    method: 'GET',
    path: '/docs',
    summary: 'Show the interactive documentation',
    permission: 'public',
    contentType: 'text/html; charset=utf-8',
    reply: { 200: z.string() },
  },
  docsAsset: {
    method: 'GET',
    path: '/docs/{asset}',
    summary: 'Get a file of the documentation page',
    permission: 'public',
    params: z.object({ asset: z.enum(['swagger-ui.css', 'swagger-ui-bundle.js', 'init.js']) }),
    contentType: 'application/octet-stream',
    contentTypes: ['text/css; charset=utf-8', 'text/javascript; charset=utf-8'],
    reply: { 200: z.string() },
  },
  problem: {
    method: 'GET',
    path: '/problems/{code}',
    summary: 'Get what a problem code means and what to do',
    permission: 'public',
    params: z.object({ code: z.string().regex(/^[a-z-]{1,40}$/) }),
    contentType: 'text/plain; charset=utf-8',
    reply: { 200: z.string() },
  },
});
