import { settingsOf } from '../../shared/company/settings.ts';
import type { Reply } from '../../shared/http/reply.ts';
import { openPublicPage, publicVoices } from '../../shared/initiative/public-page.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { chooseLanguage, inLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { initiativePage, type InitiativeView } from '../../web/initiative/initiative-page.tsx';
import { brokenPage } from '../../web/survey/notice-page.tsx';
import { acceptedLanguage, pageReply, type Request } from './visit.ts';

type Visit = Omit<Request, 'params'> & { params: { publicKey: string } };
type Dated = NonNullable<Awaited<ReturnType<typeof openPublicPage>>>['initiative'];

/** The page of a published initiative; everything that is wrong with an address ends in one identical page. */
export async function showInitiative(outer: Context, input: Visit): Promise<Reply<string>> {
  const accepted = acceptedLanguage(input);
  const found = await openPublicPage(outer, input.params.publicKey);
  if (!found) return pageReply(brokenPage(accepted));
  const { ctx, initiative, page } = found;
  const languages = surveyLanguages.filter((language) => page.texts[language] !== undefined);
  const standard = languages[0] ?? 'en';
  const language = chooseLanguage(input.query.lang ?? accepted, languages, standard);
  return pageReply(
    initiativePage({
      language,
      languages,
      company: ctx.companyId,
      title: initiative.title,
      status: initiative.status,
      dates: datesOf(initiative),
      timeZone: (await settingsOf(ctx)).timeZone,
      atLeast: publicVoices(initiative),
      text: inLanguage(page.texts, language, standard),
      index: page.index,
    }),
  );
}

/** What has become of it so far, as its status is now. */
function datesOf({ status, startedAt, shippedAt, decidedAt }: Dated): InitiativeView['dates'] {
  const dated = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant));
  const began = status === 'in_progress' || status === 'shipped' ? dated(startedAt) : undefined;
  const done = status === 'shipped' ? dated(shippedAt) : undefined;
  const decided = status === 'wont_do' ? dated(decidedAt) : undefined;
  return { ...(began && { began }), ...(done && { done }), ...(decided && { decided }) };
}
