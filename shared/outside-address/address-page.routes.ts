import { defineRoutes } from '../http/contract.ts';
import { linkForm, linkPage } from '../http/link-page.schema.ts';

const path = '/c/{token}';

/** What whoever reads an outside address sees, who is asked whether it wants mail. Bad links get one identical page with 404. */
export const addressPageRoutes = defineRoutes('address-page', {
  showAddress: {
    method: 'GET',
    path,
    ...linkPage,
    summary: 'Show the page on which an outside address agrees to get mail, or stops it',
    description: 'Changes nothing.',
  },
  setAddress: {
    method: 'POST',
    path,
    ...linkForm,
    summary: 'Accept mail at an outside address, or stop it with one click (RFC 8058)',
    description: 'A form with `confirm=1`, or `List-Unsubscribe=One-Click` to get no mail of the company any more.',
  },
});
