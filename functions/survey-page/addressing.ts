import type { Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { openAddressLink } from '../../shared/outside-address/address-link.ts';
import { confirm, stop } from '../../shared/outside-address/outside-address.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { askedPage, confirmedPage, receivingPage, stoppedPage } from '../../web/notice/address-page.tsx';
import type { Page } from '../../web/survey/document.tsx';
import { brokenPage, faultPage } from '../../web/survey/notice-page.tsx';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { acceptedLanguage, masked, pageReply, type Posted, type Request, undoes } from './visit.ts';

type Opened = NonNullable<Awaited<ReturnType<typeof openAddressLink>>>;
type View = Parameters<typeof askedPage>[0];

/** Opens a link and shows a page; everything that is wrong with a link ends in one identical page. */
async function opened(
  outer: Context,
  input: Request,
  show: (opened: Opened, view: View) => Promise<Page> | Page,
): Promise<Reply<string>> {
  const { token } = input.params;
  const found = await openAddressLink(outer, token);
  if (!found) return pageReply(brokenPage(acceptedLanguage(input)));
  const { ctx, address } = found;
  const view = {
    language: chooseLanguage(address.language ?? acceptedLanguage(input), surveyLanguages, 'en'),
    company: ctx.companyId,
    brand: standardBrand,
    action: `/c/${token}`,
    email: masked(address.email),
  };
  return pageReply(await show(found, view));
}

export const showAddress = (outer: Context, input: Request) =>
  opened(outer, input, ({ address }, view) => (address.state === 'confirmed' ? receivingPage(view) : askedPage(view)));

/** One POST agrees or stops, without login or a page in between; the page after it takes that back. */
export const setAddress = (outer: Context, input: Posted) =>
  opened(outer, input, async ({ ctx, address: { addressId } }, view) => {
    if (input.body['confirm'] === '1' || undoes(input)) {
      await confirm(ctx, { addressId, language: view.language });
      return confirmedPage(view);
    }
    await stop(ctx, { addressId });
    return stoppedPage(view);
  });

/** The page of a request that failed; of a bad link that of every bad link. */
export const addressFault = (outer: Context, input: Request, status: number) =>
  opened(outer, input, (_, view) => faultPage({ ...view, status }));
