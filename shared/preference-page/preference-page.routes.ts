import { defineRoutes } from '../http/contract.ts';
import { linkForm, linkPage } from '../http/link-page.schema.ts';
import * as z from 'zod';

const path = '/p/{token}';
const query = linkPage.query.extend({
  lang: z.string().optional(),
  purpose: z.string().optional().meta({ description: 'What alone is unsubscribed from.', example: 'marketing' }),
  topic: z.string().optional().meta({ description: 'The same of one topic.' }),
});

/** What customers and contacts wish, as they say it themselves. Bad links get one identical page with 404; a GET records nothing. */
export const preferencePageRoutes = defineRoutes('preference-page', {
  showWishes: {
    method: 'GET',
    path,
    summary: 'Show what a person wishes and permits',
    description: 'Records nothing.',
    ...linkPage,
    query,
  },
  setWishes: {
    method: 'POST',
    path,
    summary: 'Set what a person wishes and permits, or mail a link to their own feedback',
    description: 'Holds for what is sent from then on. What the form does not name stays.',
    ...linkForm,
    query,
  },
  showStop: {
    method: 'GET',
    path: `${path}/unsubscribe`,
    summary: 'Show the page for unsubscribing of a customer or contact',
    description: 'Changes nothing.',
    ...linkPage,
    query,
  },
  stop: {
    method: 'POST',
    path: `${path}/unsubscribe`,
    summary: 'Unsubscribe a customer or contact with one click (RFC 8058)',
    description: 'From all mails, or from those of a purpose or topic alone. Holds before the answer returns.',
    ...linkForm,
    query,
  },
});
