import { setProductUpdates } from '../../shared/contact-preference/contact-preference.ts';
import { reply, type Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { updatesOffPage, updatesOnPage, updatesPage } from '../../web/survey/updates-page.tsx';
import type { Page } from '../../web/survey/document.tsx';
import { brokenPage } from '../../web/survey/notice-page.tsx';
import { acceptedLanguage, opened, pageReply, type Posted, type Request, undoes } from './visit.ts';

/** Opens a link of a mail about somebody's feedback; whatever is wrong with one ends in the page of every bad link. */
async function atUpdates(
  outer: Context,
  input: Request,
  show: (ctx: Context, address: string, frame: Parameters<typeof updatesPage>[0]) => Promise<Page> | Page,
): Promise<Reply<string>> {
  const seen = await opened(outer, input, 'updates');
  if (!seen) return pageReply(brokenPage(acceptedLanguage(input)));
  const { ctx, link } = seen;
  const language = chooseLanguage(input.query.lang, surveyLanguages, acceptedLanguage(input));
  const action = `/s/${input.params.token}/updates?lang=${language}`;
  const frame = { language, company: ctx.companyId, brand: standardBrand, action };
  const { status, html, headers } = await show(ctx, link.subject, frame);
  return reply(status, html, headers);
}

export const showUpdates = (ctx: Context, input: Request) =>
  atUpdates(ctx, input, (_, __, frame) => updatesPage(frame));

/** One POST turns the mails off, without login or a page in between; the page after it can undo it. */
export const stopUpdates = (ctx: Context, input: Posted) =>
  atUpdates(ctx, input, async (own, address, frame) => {
    const again = undoes(input);
    await setProductUpdates(own, address, again);
    return again ? updatesOnPage(frame) : updatesOffPage(frame);
  });
