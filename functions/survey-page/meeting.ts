import { settingsOf } from '../../shared/company/settings.ts';
import { contactById } from '../../shared/contact/wished.ts';
import type { StoredContact } from '../../shared/contact/contact.schema.ts';
import type { StoredCustomer } from '../../shared/customer/customer.schema.ts';
import { identify } from '../../shared/customer/identity.ts';
import { survivorOf } from '../../shared/customer/survivor.ts';
import { primaryFirst } from '../../shared/customer/primary-first.ts';
import type { Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import type { Stored } from '../../shared/kernel/store.ts';
import type { Whose } from '../../shared/preference-page/wishes.ts';
import { chooseLanguage, type SurveyLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { idOfSubject, type Link, linkFlags } from '../../shared/survey-link/survey-link.ts';
import type { StoredSurvey } from '../../shared/survey/survey.store.ts';
import type { SurveyTemplate } from '../../shared/survey-template/survey-template.schema.ts';
import type { Frame, Page } from '../../web/survey/document.tsx';
import { brokenPage } from '../../web/survey/notice-page.tsx';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { acceptedLanguage, masked, opened, pageReply, type Request, visit } from './visit.ts';

/** Somebody on their own page, whichever link led there: of a survey, a customer or a contact. */
export type Met = {
  ctx: Context;
  /** What their link names. */
  id: Id<'survey'> | Id<'customer'> | Id<'contact'>;
  whose: Whose;
  survey?: StoredSurvey;
  /** Of a survey, where its template says from whom mails come. */
  template?: SurveyTemplate;
  /** Their link was mailed on request a moment ago. */
  isFresh: boolean;
  token: string;
  origin: string;
  timeZone: string;
  languages: readonly SurveyLanguage[];
  /** How the page looks, and enough of the address to recognise one's own. */
  frame: Frame & { address: string };
};

type Show = (met: Met) => Promise<Page> | Page;

/** Opens a link to somebody's own page; everything that is wrong with a link ends in one identical page. */
export async function meet(outer: Context, input: Request, show: Show): Promise<Reply<string>> {
  const broken = () => pageReply(brokenPage(acceptedLanguage(input)));
  const seen = await opened(outer, input, 'preferences');
  if (!seen) return broken();
  const { ctx, link } = seen;
  if ((link.flags & (linkFlags.customer | linkFlags.contact)) === 0) return meetAsked(outer, input, show);
  const found = await personOf(ctx, link);
  if (!found) return broken();
  const { id, customer, contact } = found;
  const emails = [...primaryFirst(contact?.emails), ...primaryFirst(customer?.emails)].map(({ address }) => address);
  const whose = { emails: [...new Set(emails)], customer, contact };
  const wanted = input.query.lang ?? (customer ?? contact)?.preferences?.language ?? acceptedLanguage(input);
  const language = chooseLanguage(wanted, surveyLanguages, 'en');
  return pageReply(
    await show({
      ...common({ ctx, link }, input),
      id,
      whose,
      timeZone: (await settingsOf(ctx)).timeZone,
      languages: surveyLanguages,
      frame: {
        language,
        company: ctx.companyId,
        brand: standardBrand,
        address: masked(whose.emails[0], language),
      },
    }),
  );
}

const common = ({ ctx, link }: { ctx: Context; link: Link }, { params, request }: Request) => ({
  ctx,
  isFresh: (link.flags & linkFlags.fresh) !== 0,
  token: params.token,
  origin: request.origin,
});

type Person = {
  id: Met['id'];
  customer: Stored<StoredCustomer> | undefined;
  contact?: Stored<StoredContact>;
};

/** Who is meant; a contact who is a customer, too, is that customer. */
async function personOf(ctx: Context, { flags, subject }: Link): Promise<Person | undefined> {
  if (flags & linkFlags.customer) {
    const id = idOfSubject('customer', subject);
    const customer = await survivorOf(ctx, id);
    return customer && { id, customer };
  }
  const id = idOfSubject('contact', subject);
  const contact = await contactById(ctx, id);
  if (!contact) return undefined;
  const customer = contact.customerId === undefined ? undefined : await survivorOf(ctx, contact.customerId);
  return { id, customer, contact };
}

/** The same by the link of a survey mail: of the customer whom it asked, where that is one alone. */
const meetAsked = (outer: Context, input: Request, show: Show): Promise<Reply<string>> =>
  visit(outer, input, 'preferences', async (seen) => {
    const { ctx, link, survey, template, language, company, timeZone } = seen;
    const email = survey.contact?.email;
    const customer = await identify(ctx, { customerId: survey.customerId, email });
    return show({
      ...common({ ctx, link }, input),
      id: survey.surveyId,
      whose: { emails: email === undefined ? [] : [email], customer },
      survey,
      template,
      timeZone,
      languages: template.languages,
      frame: { language, company, brand: template.brand, address: masked(email, language) },
    });
  });
