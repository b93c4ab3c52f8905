import type { Context } from '../../shared/kernel/context.ts';
import { say } from '../../shared/preference-page/say.ts';
import { partOf, stop } from '../../shared/preference-page/stop.ts';
import { wishesOf } from '../../shared/preference-page/wishes.ts';
import { endSurvey } from '../../shared/privacy/own-data.ts';
import type { Page } from '../../web/survey/document.tsx';
import { preferenceTexts, whatOf } from '../../web/survey/preference-texts.ts';
import { stopPage, stoppedPage, wantedAgainPage } from '../../web/survey/stop-page.tsx';
import { wishesPage } from '../../web/survey/wishes-page.tsx';
import { mailLink } from './link-mail.ts';
import { meet, type Met } from './meeting.ts';
import { type Posted, type Request, undoes } from './visit.ts';
import { saidIn, shownFields } from './wish-form.ts';

/** A page has one form, wherever it stands: below a link of a survey or of the person. */
const actionOf = ({ survey, token }: Met, lang: string | undefined): string =>
  `${survey ? `/s/${token}/preferences` : `/p/${token}`}${lang === undefined ? '' : `?lang=${lang}`}`;

const viewOf = (met: Met, { query }: Request) => ({ ...met.frame, action: actionOf(met, langOf(met, query.lang)) });
const langOf = ({ languages, frame }: Met, lang: string | undefined) =>
  lang !== undefined && languages.includes(frame.language) ? frame.language : undefined;

async function page(met: Met, input: Request, more: { saved?: boolean; linkMail?: 'sent' | 'failed' } = {}) {
  const wishes = await wishesOf(met.ctx, met.whose);
  const { languages, timeZone } = met;
  return wishesPage({ ...viewOf(met, input), wishes, shown: shownFields(wishes), languages, timeZone, ...more });
}

export const showWishes = (outer: Context, input: Request) => meet(outer, input, (met) => page(met, input));

/** Applies at once what somebody says on their page; the page after it shows what holds then. */
export const setWishes = (outer: Context, input: Posted) =>
  meet(outer, input, async (met): Promise<Page> => {
    const { ctx, whose, survey } = met;
    const { body } = input;
    if (body['send'] === 'link') return page(met, input, { linkMail: await mailLink(met) });
    const wishes = await wishesOf(ctx, whose);
    const isUndone = body['undo'] === '1';
    const isAll = body['stop'] === 'all';
    if (isUndone || isAll) await stop(ctx, whose, undefined, { undo: isUndone, wishes });
    const said = isUndone || isAll ? undefined : saidIn(body, wishes);
    if (said) await say(ctx, whose, said, wishes);
    if (survey && (isAll || said?.pace === 'none')) await endSurvey(ctx, survey.surveyId);
    if (isUndone) return wantedAgainPage(met.frame);
    if (isAll) return stoppedPage(viewOf(met, input));
    return pageAnew(outer, input, met);
  });

/** What holds is read anew: the language, too, may be another one now. */
async function pageAnew(outer: Context, input: Posted, met: Met): Promise<Page> {
  let shown: Page | undefined;
  await meet(outer, input, async (anew) => (shown = await page(anew, input, { saved: true })));
  return shown ?? page(met, input, { saved: true });
}

/** The part of mails that a link of a mail's header names, and how the page calls it. */
async function atPart(met: Met, { query }: Request) {
  const wishes = await wishesOf(met.ctx, met.whose);
  const part = partOf(query, wishes);
  const { language } = met.frame;
  const names = new URLSearchParams(part && ('topic' in part ? { topic: part.topic } : { purpose: part.purpose }));
  const what =
    part &&
    ('topic' in part ? part.label || preferenceTexts[language].stopUpdates : whatOf(language, part.purpose, 'email'));
  const action = `/p/${met.token}/unsubscribe${part ? `?${names}` : ''}`;
  // Of whom no ledger tells a purpose, all mails are stopped.
  const isAll = part && 'purpose' in part && !met.whose.customer;
  return { wishes, part, view: { ...met.frame, action, ...(what !== undefined && !isAll && { what }) } };
}

export const showStop = (outer: Context, input: Request) =>
  meet(outer, input, async (met) => stopPage((await atPart(met, input)).view));

/** One POST unsubscribes, without login or a page in between; the page after it can undo it. */
export const stopMails = (outer: Context, input: Posted) =>
  meet(outer, input, async (met) => {
    const { part, wishes, view } = await atPart(met, input);
    const undo = undoes(input);
    await stop(met.ctx, met.whose, part, { undo, wishes });
    return undo ? wantedAgainPage(view) : stoppedPage(view);
  });
