import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { linkForm, linkPage } from '../http/link-page.schema.ts';

const query = linkPage.query.extend({
  score: z.string().optional(),
  lang: z.string().optional(),
  page: z.string().optional().meta({ description: 'The page that was sent before and is now changed.' }),
});
const page = { ...linkPage, query } as const;
const form = { ...linkForm, query } as const;

/** What customers see. Bad links get one identical page with 404; a GET never records anything. */
export const surveyPageRoutes = defineRoutes('survey-page', {
  show: {
    method: 'GET',
    path: '/s/{token}',
    summary: 'Show the answer page',
    description: 'Records nothing.',
    ...page,
  },
  submit: {
    method: 'POST',
    path: '/s/{token}',
    summary: 'Submit an answer',
    description:
      'A form with `q_<question>` fields, or JSON `{nonce, answers, partial?, contact?}`; the nonce is on the page and ties the answer to it, `contact` is the channel by which the person asks to be contacted.',
    ...form,
  },
  showUnsubscribe: {
    method: 'GET',
    path: '/s/{token}/unsubscribe',
    summary: 'Show the page for unsubscribing',
    description: 'Changes nothing.',
    ...page,
  },
  unsubscribe: {
    method: 'POST',
    path: '/s/{token}/unsubscribe',
    summary: 'Unsubscribe with one click (RFC 8058)',
    ...form,
  },
  showUpdates: {
    method: 'GET',
    path: '/s/{token}/updates',
    summary: 'Show the page for turning off mails about one’s feedback',
    description: 'Changes nothing.',
    ...page,
  },
  stopUpdates: {
    method: 'POST',
    path: '/s/{token}/updates',
    summary: 'Unsubscribe from mails about one’s feedback with one click (RFC 8058)',
    ...form,
  },
  showPreferences: {
    method: 'GET',
    path: '/s/{token}/preferences',
    summary: 'Show what the person who was asked wishes and permits',
    description: 'The page of `/p/{token}`. Records nothing.',
    ...page,
  },
  setPreferences: {
    method: 'POST',
    path: '/s/{token}/preferences',
    summary: 'Set what the person who was asked wishes, or mail a link to their own feedback',
    ...form,
  },
  showOwn: { method: 'GET', path: '/s/{token}/me', summary: 'Show all that the person has said', ...page },
  eraseOwn: { method: 'POST', path: '/s/{token}/me', summary: 'Request erasure', ...form },
});
