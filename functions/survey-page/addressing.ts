import type { Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { openAddressLink } from '../../shared/outside-address/address-link.ts';
import { confirm, stop } from '../../shared/outside-address/outside-address.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { askedPage, confirmedPage, receivingPage, stoppedPage } from '../../web/notice/address-page.tsx';
import type { Page } from '../../web/survey/document.tsx';
import { faultPage } from '../../web/survey/notice-page.tsx';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { answerQuestion, questionFault, showQuestion } from './consenting.ts';
import { acceptedLanguage, masked, pageReply, type Posted, type Request, undoes } from './visit.ts';

type Opened = NonNullable<Awaited<ReturnType<typeof openAddressLink>>>;
type View = Parameters<typeof askedPage>[0];

/** Opens a link of an outside address and shows a page; any other may be one that asks for a consent. */
async function opened<I extends Request>(
  outer: Context,
  input: I,
  show: (opened: Opened, view: View) => Promise<Page> | Page,
  otherwise: (outer: Context, input: I) => Promise<Reply<string>>,
): Promise<Reply<string>> {
  const { token } = input.params;
  const found = await openAddressLink(outer, token);
  if (!found) return otherwise(outer, input);
  const { ctx, address } = found;
  const language = chooseLanguage(address.language ?? acceptedLanguage(input), surveyLanguages, 'en');
  const view = {
    language,
    company: ctx.companyId,
    brand: standardBrand,
    action: `/c/${token}`,
    email: masked(address.email, language),
  };
  return pageReply(await show(found, view));
}

export const showAddress = (outer: Context, input: Request) =>
  opened(
    outer,
    input,
    ({ address }, view) => (address.state === 'confirmed' ? receivingPage(view) : askedPage(view)),
    showQuestion,
  );

/** One POST agrees or stops, without login or a page in between; the page after it takes that back. */
export const setAddress = (outer: Context, input: Posted) =>
  opened(
    outer,
    input,
    async ({ ctx, address: { addressId } }, view) => {
      if (input.body['confirm'] === '1' || undoes(input)) {
        await confirm(ctx, { addressId, language: view.language });
        return confirmedPage(view);
      }
      await stop(ctx, { addressId });
      return stoppedPage(view);
    },
    answerQuestion,
  );

/** The page of a request that failed; of a bad link that of every bad link. */
export const addressFault = (outer: Context, input: Request, status: number) =>
  opened(
    outer,
    input,
    (_, view) => faultPage({ ...view, status }),
    () => questionFault(outer, input, status),
  );
