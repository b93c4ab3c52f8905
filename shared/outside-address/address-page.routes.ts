import { defineRoutes } from '../http/contract.ts';
import { linkForm, linkPage } from '../http/link-page.schema.ts';

const path = '/c/{token}';

/** What whoever reads an address sees, who is asked whether it wants mail (double opt-in). Bad links get one identical page with 404. */
export const addressPageRoutes = defineRoutes('address-page', {
  showAddress: {
    method: 'GET',
    path,
    ...linkPage,
    summary: 'Show the page on which an outside address agrees to get mail, or a customer to what they were asked',
    description: 'Changes nothing.',
  },
  setAddress: {
    method: 'POST',
    path,
    ...linkForm,
    summary: 'Accept mail at an outside address or stop it with one click (RFC 8058), or give a consent',
    description:
      'A form with `confirm=1`; of an outside address also `List-Unsubscribe=One-Click`, to get no mail of the company any more. A consent is granted once, however often it is posted.',
  },
});
