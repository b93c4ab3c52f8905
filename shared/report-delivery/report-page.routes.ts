import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { linkForm, linkPage, linkParams } from '../http/link-page.schema.ts';

const path = '/r/{token}';

/** What whoever got a report by mail sees of it. Bad links get one identical page with 404. */
export const reportPageRoutes = defineRoutes('report-page', {
  showReport: {
    method: 'GET',
    path,
    ...linkPage,
    summary: 'Show a report as it was mailed',
    description: 'As it was computed then. Changes nothing.',
  },
  fetchReport: {
    method: 'GET',
    path: `${path}/{format}`,
    ...linkPage,
    params: linkParams.extend({ format: z.enum(['pdf', 'xlsx', 'csv']) }),
    summary: 'Get a file of a report',
    description: 'Redirects to a link that works for five minutes.',
    reply: { 302: z.string() },
  },
  showUnsubscribe: {
    method: 'GET',
    path: `${path}/unsubscribe`,
    ...linkPage,
    summary: 'Show the page for getting a report no more',
    description: 'Changes nothing.',
  },
  unsubscribe: {
    method: 'POST',
    path: `${path}/unsubscribe`,
    ...linkForm,
    summary: 'Get a report no more, with one click (RFC 8058)',
    description: 'A form with `List-Unsubscribe=One-Click`, or `undo=1` to get it again.',
  },
});
