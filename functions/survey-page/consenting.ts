import { agree } from '../../shared/consent/agree.ts';
import { openConsentLink } from '../../shared/consent/consent-link.ts';
import { settingsOf } from '../../shared/company/settings.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { preferencesUrl } from '../../shared/preference-page/preference-link.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { agreedPage, consentPage } from '../../web/notice/consent-page.tsx';
import { brokenPage, faultPage } from '../../web/survey/notice-page.tsx';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { acceptedLanguage, masked, pageReply, type Posted, type Request } from './visit.ts';

type Asked = NonNullable<Awaited<ReturnType<typeof openConsentLink>>>;

function viewOf({ ctx, question, customer }: Asked, input: Request) {
  const language = chooseLanguage(customer.preferences?.language ?? acceptedLanguage(input), surveyLanguages, 'en');
  return {
    language,
    company: ctx.companyId,
    brand: standardBrand,
    action: `/c/${input.params.token}`,
    purpose: question.purpose,
    email: masked(question.address, language),
  };
}

async function page(asked: Asked, input: Request) {
  const { ctx, customer, agreedAt } = asked;
  const view = viewOf(asked, input);
  if (agreedAt === undefined) return pageReply(consentPage(view));
  const { timeZone } = await settingsOf(ctx);
  const url = await preferencesUrl(ctx, customer.customerId, '');
  return pageReply(agreedPage({ ...view, agreedAt: new Date(agreedAt), timeZone, preferencesUrl: url }));
}

const broken = (input: Request): Reply<string> => pageReply(brokenPage(acceptedLanguage(input)));

/** What a link shows that asks for a consent; what is wrong with one ends in the page of every bad link. */
export async function showQuestion(outer: Context, input: Request): Promise<Reply<string>> {
  const asked = await openConsentLink(outer, input.params.token);
  return asked ? page(asked, input) : broken(input);
}

/** One POST agrees, once. */
export async function answerQuestion(outer: Context, input: Posted): Promise<Reply<string>> {
  const asked = await openConsentLink(outer, input.params.token);
  if (!asked) return broken(input);
  if (input.body['confirm'] !== '1') throw new Problem('validation-failed', 'The form holds confirm=1.');
  const { ctx, question } = asked;
  const then = await agree(ctx, question.consentId);
  return then ? page({ ctx, ...then }, input) : broken(input);
}

/** The page of a request that failed. */
export async function questionFault(outer: Context, input: Request, status: number): Promise<Reply<string>> {
  const asked = await openConsentLink(outer, input.params.token);
  return asked ? pageReply(faultPage({ ...viewOf(asked, input), status })) : broken(input);
}
