import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { linkForm, linkPage } from '../http/link-page.schema.ts';

const path = '/d/{token}';

/** What whoever got the link to a document sees of it. Bad links get one identical page with 404. */
export const documentPageRoutes = defineRoutes('document-page', {
  showDocument: {
    method: 'GET',
    path,
    ...linkPage,
    summary: 'Show the page of a shared document',
    description: 'Says what it is called, what it is and how large. Records nothing.',
  },
  fetchDocument: {
    method: 'POST',
    path,
    ...linkForm,
    summary: 'Get the file of a shared document',
    description:
      'Redirects to a download that works for five minutes, of the version that was shared. Each hour in which it is fetched is noted in the audit of accesses.',
    reply: { 303: z.string() },
  },
});
