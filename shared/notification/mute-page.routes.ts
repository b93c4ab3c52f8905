import { defineRoutes } from '../http/contract.ts';
import { linkForm, linkPage } from '../http/link-page.schema.ts';

const path = '/n/{token}';

/** What somebody sees who is told of alerts and wants no more of a rule. Bad links get one identical page with 404. */
export const mutePageRoutes = defineRoutes('mute-page', {
  showMute: {
    method: 'GET',
    path,
    ...linkPage,
    summary: 'Show the page for muting an alert rule for oneself',
    description: 'Changes nothing.',
  },
  mute: {
    method: 'POST',
    path,
    ...linkForm,
    summary: 'Mute an alert rule for oneself with one click (RFC 8058)',
    description: 'A form with `List-Unsubscribe=One-Click`, or `undo=1` to be told of the rule again.',
  },
});
