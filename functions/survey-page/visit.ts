import type { Context } from '../../shared/kernel/context.ts';
import { systemContext } from '../../shared/kernel/context.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { settingsOf } from '../../shared/company/settings.ts';
import { senderOf } from '../../shared/survey/facts.ts';
import { companyOfLink } from '../../shared/survey-link/link-company.ts';
import { chooseLanguage, type SurveyLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { idOfSubject, type Link, linkFlags, type LinkPurpose, openLink } from '../../shared/survey-link/survey-link.ts';
import { readTemplate } from '../../shared/survey-template/survey-template.store.ts';
import type { SurveyTemplate } from '../../shared/survey-template/survey-template.schema.ts';
import { type StoredSurvey, surveys } from '../../shared/survey/survey.store.ts';
import { reply, type Reply } from '../../shared/http/reply.ts';
import type { Page } from '../../web/survey/document.tsx';
import { brokenPage } from '../../web/survey/notice-page.tsx';

/** Somebody with a link that holds: whose survey it is, and how to speak to them. */
export type Visit = {
  ctx: Context;
  token: string;
  link: Link;
  survey: StoredSurvey;
  template: SurveyTemplate;
  language: SurveyLanguage;
  company: string;
  timeZone: string;
  origin: string;
};
export type Request = {
  params: { token: string };
  query: { lang?: string | undefined };
  request: { headers: Record<string, string | undefined>; origin: string };
};

/** Who posts a form, or JSON in its place. */
export type Posted = Request & { body: Record<string, unknown> };

export const isJson = (headers: Request['request']['headers']): boolean =>
  (headers['content-type'] ?? '').toLowerCase().startsWith('application/json');

export const pageReply = ({ status, html, headers }: Page): Reply<string> => reply(status, html, headers);

/** A link that holds, and a context of its company; nothing for any other. */
export async function opened(
  outer: Context,
  { params }: Pick<Request, 'params'>,
  purpose: LinkPurpose,
): Promise<{ ctx: Context; link: Link } | undefined> {
  const link = openLink(await masterKeys(), params.token, [purpose], outer.now);
  const companyId = link && (await companyOfLink(link.company));
  if (!link || companyId === undefined) return undefined;
  const ctx: Context = {
    ...systemContext(companyId, 'survey-page', { now: outer.now, requestId: outer.requestId }),
    actor: { kind: 'public', id: 'survey-page', roles: [], permissions: new Set(), ownOnly: false },
    ...(outer.deadline && { deadline: outer.deadline }),
  };
  return { ctx, link };
}

/**
 * Opens a link and shows a page; everything that is wrong with a link ends in one identical page. All checks
 * of the token come before the first read.
 */
export async function visit(
  outer: Context,
  input: Request,
  purpose: LinkPurpose,
  show: (visit: Visit) => Promise<Page>,
): Promise<Reply<string>> {
  const broken = () => pageReply(brokenPage(acceptedLanguage(input)));
  const seen = await opened(outer, input, purpose);
  if (!seen) return broken();
  const { ctx, link } = seen;
  const { companyId } = ctx;
  const survey = await surveys.find(ctx, idOfSubject('survey', link.subject));
  const template = survey && (await readTemplate(ctx, survey.templateId, survey.templateVersion));
  if (!survey || !template) return broken();
  const page = await show({
    ctx,
    token: input.params.token,
    link,
    survey,
    template,
    language: chooseLanguage(input.query.lang ?? survey.language, template.languages, template.languages[0] ?? 'en'),
    company: senderOf(template, companyId),
    timeZone: (await settingsOf(ctx)).timeZone,
    origin: input.request.origin,
  });
  return pageReply(page);
}

export const isTrap = ({ link }: Visit): boolean => (link.flags & linkFlags.trap) !== 0;
export const isFresh = ({ link }: Visit): boolean => (link.flags & linkFlags.fresh) !== 0;

/** Before a survey is known, the browser says which language its user reads. */
export const acceptedLanguage = ({ request }: Request): SurveyLanguage =>
  chooseLanguage(request.headers['accept-language'], surveyLanguages, 'en');

/** Enough of an address to recognise one's own, too little to learn somebody else's. */
export function masked(email: string | undefined): string {
  const [name = '', domain = ''] = (email ?? '').split('@');
  return domain === '' ? '' : `${name.slice(0, 1)}…@${domain}`;
}
