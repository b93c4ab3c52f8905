import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { pageQuery } from '../http/page.schema.ts';
import { Change } from './changes.schema.ts';

export const changesRoutes = defineRoutes('changes', {
  list: {
    method: 'GET',
    path: '/api/crm/changes',
    summary: 'List records that have changed since the last call',
    description:
      'For whoever shows records and wants them to be up to date: oldest first, each record once with its newest version, within two seconds of the change. The first call has no `cursor`, and answers with one for what comes next; it leads back 24 hours at most. Ask again with `nextCursor` until `items` is empty, and then every few seconds. Kinds that the token may not read are left out.',
    permission: 'token',
    query: z.strictObject({
      resources: z
        .string()
        .max(500)
        .optional()
        .meta({ description: 'Kinds of records, separated by commas; all by default.', example: 'feedback,survey' }),
      cursor: pageQuery.cursor,
    }),
    reply: {
      200: z.object({
        items: z.array(Change),
        nextCursor: z.string().meta({ description: 'Pass as `cursor` next time, also where nothing has changed.' }),
      }),
    },
  },
});
