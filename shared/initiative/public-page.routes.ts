import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';

/** What everybody may read of an initiative that is published. All other addresses get one identical page with 404. */
export const publicPageRoutes = defineRoutes('public-page', {
  showInitiative: {
    method: 'GET',
    path: '/i/{publicKey}',
    params: z.object({ publicKey: z.string().max(512) }),
    // Those who pass an address on add parameters of their own; nobody must get an error for them.
    query: z.looseObject({
      lang: z.string().max(35).optional().meta({ description: 'Language to read it in; else the browser’s.' }),
    }),
    summary: 'Show the public page of an initiative',
    description: 'Records nothing.',
    permission: 'public',
    contentType: 'text/html; charset=utf-8',
    refusalPages: true,
    reply: { 200: z.string() },
  },
});
