import type { Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { openMuteLink } from '../../shared/notification/mute-link.ts';
import { mute as muteFor, notificationsOf } from '../../shared/notification/notification.ts';
import { known } from '../../shared/people/known.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { titleOf } from '../../web/mail/system-words.ts';
import { heardPage, mutedPage, mutePage } from '../../web/notice/mute-page.tsx';
import { brokenPage, faultPage } from '../../web/survey/notice-page.tsx';
import type { Page } from '../../web/survey/document.tsx';
import { acceptedLanguage, pageReply, type Posted, type Request, undoes } from './visit.ts';

type Opened = NonNullable<Awaited<ReturnType<typeof openMuteLink>>>;
type View = Parameters<typeof mutePage>[0];

/** Opens a link and shows a page; everything that is wrong with a link ends in one identical page. */
async function opened(
  outer: Context,
  input: Request,
  show: (opened: Opened, view: View) => Promise<Page> | Page,
): Promise<Reply<string>> {
  const { token } = input.params;
  const found = await openMuteLink(outer, token);
  if (!found) return pageReply(brokenPage(acceptedLanguage(input)));
  const { ctx, muting } = found;
  const [habits, [person]] = await Promise.all([notificationsOf(ctx, muting.userId), known(ctx, [muting.userId])]);
  const wanted = habits.language ?? person?.language ?? acceptedLanguage(input);
  const language = chooseLanguage(wanted, surveyLanguages, 'en');
  const view = {
    language,
    company: ctx.companyId,
    brand: standardBrand,
    action: `/n/${token}`,
    rule: titleOf(language, muting),
  };
  return pageReply(await show(found, view));
}

export const showMute = (outer: Context, input: Request) => opened(outer, input, (_, view) => mutePage(view));

/** One POST mutes, without login or a page in between; the page after it can undo it. */
export const mute = (outer: Context, input: Posted) =>
  opened(outer, input, async ({ ctx, muting }, view) => {
    const undone = undoes(input);
    await muteFor(ctx, { ...muting, muted: !undone });
    return undone ? heardPage(view) : mutedPage(view);
  });

/** The page of a request that failed; of a bad link that of every bad link. */
export const mutingFault = (outer: Context, input: Request, status: number) =>
  opened(outer, input, (_, view) => faultPage({ ...view, status }));
