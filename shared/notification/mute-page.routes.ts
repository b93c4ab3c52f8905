import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';

const page = {
  permission: 'public',
  path: '/n/{token}',
  params: z.object({ token: z.string().max(512) }),
  // Mail programs and trackers add parameters of their own to links; a person must not get an error for them.
  query: z.looseObject({}),
  contentType: 'text/html; charset=utf-8',
  refusalPages: true,
  reply: { 200: z.string() },
} as const;

/** What somebody sees who is told of alerts and wants no more of a rule. Bad links get one identical page with 404. */
export const mutePageRoutes = defineRoutes('mute-page', {
  showMute: {
    method: 'GET',
    ...page,
    summary: 'Show the page for muting an alert rule for oneself',
    description: 'Changes nothing.',
  },
  mute: {
    method: 'POST',
    ...page,
    summary: 'Mute an alert rule for oneself with one click (RFC 8058)',
    description: 'A form with `List-Unsubscribe=One-Click`, or `undo=1` to be told of the rule again.',
    form: true,
    body: z.record(z.string(), z.unknown()),
    maxBytes: 100_000,
  },
});
