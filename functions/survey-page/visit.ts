import type { Context } from '../../shared/kernel/context.ts';
import { settingsOf } from '../../shared/company/settings.ts';
import { senderOf } from '../../shared/survey/facts.ts';
import { openedLink } from '../../shared/survey-link/opened-link.ts';
import { chooseLanguage, type SurveyLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { idOfSubject, type Link, linkFlags, type LinkPurpose } from '../../shared/survey-link/survey-link.ts';
import { readTemplate } from '../../shared/survey-template/survey-template.store.ts';
import type { SurveyTemplate } from '../../shared/survey-template/survey-template.schema.ts';
import { type StoredSurvey, surveys } from '../../shared/survey/survey.store.ts';
import { Problem } from '../../shared/http/problem.ts';
import { reply, type Reply } from '../../shared/http/reply.ts';
import type { Page } from '../../web/survey/document.tsx';
import { directionOf } from '../../web/survey/texts/texts.ts';
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
  query: { lang?: string | undefined; purpose?: string | undefined; topic?: string | undefined };
  request: { headers: Record<string, string | undefined>; origin: string };
};

/** Who posts a form, or JSON in its place. */
export type Posted = Request & { body: Record<string, unknown> };

export const isJson = (headers: Request['request']['headers']): boolean =>
  (headers['content-type'] ?? '').toLowerCase().startsWith('application/json');

export const pageReply = ({ status, html, headers }: Page): Reply<string> => reply(status, html, headers);

/** A link that was mailed to somebody, and a context of its company; undefined for any other. */
export const opened = (outer: Context, { params }: Pick<Request, 'params'>, purpose: LinkPurpose) =>
  openedLink(outer, params.token, purpose, 'survey-page');

/** Whether a form that one click sends (RFC 8058) undoes what the click before it did; refuses any other form. */
export function undoes({ body }: Posted): boolean {
  if (body['undo'] === '1') return true;
  if (body['List-Unsubscribe'] !== 'One-Click')
    throw new Problem('validation-failed', 'The form holds List-Unsubscribe=One-Click.');
  return false;
}

/** Opens a link and shows a page; everything that is wrong with a link ends in one identical page. */
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

/** Before a survey is known, the browser says which language its user reads. */
export const acceptedLanguage = ({ request }: Pick<Request, 'request'>): SurveyLanguage =>
  chooseLanguage(request.headers['accept-language'], surveyLanguages, 'en');

/** Enough of an address to recognise one's own, too little to learn somebody else's. */
export function masked(email: string | undefined, language: SurveyLanguage): string {
  const [name = '', domain = ''] = (email ?? '').split('@');
  if (domain === '') return '';
  const covered = `${name.slice(0, 1)}…@${domain}`;
  // Among words from right to left it keeps its own direction, and is not parted at the dots.
  return directionOf(language) === 'rtl' ? `\u2066${covered.replace('…', '…\u2060')}\u2069` : covered;
}
