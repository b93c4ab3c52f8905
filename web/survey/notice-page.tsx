import type { ComponentChildren } from 'preact';
import { standardBrand } from './standard-brand.ts';
import { type Frame, type Page, renderPage } from './document.tsx';
import { formatDate, formatTime, say, textsOf } from './texts/texts.ts';

/** A page that says one thing: what happened, and what can be done about it. */
export function noticePage(
  frame: Frame & {
    status?: number;
    title: string;
    text?: string;
    footer?: ComponentChildren;
    more?: ComponentChildren;
    leadsTo?: string;
  },
): Page {
  return renderPage({
    ...frame,
    main: (
      <>
        <h1>{frame.title}</h1>
        {frame.text && <p>{frame.text}</p>}
        {frame.more}
      </>
    ),
  });
}

type Thanks = Frame & {
  /** The company's own words, already in the person's language. */
  thanks?: string;
  whatHappensNext?: string;
  /** The person asked to be contacted. */
  contactPromised?: boolean;
  /** Until when the answer may be changed, and where. */
  editUntil?: Date;
  editUrl?: string;
  timeZone: string;
};

/** After the answer: thanks, what happens next, and how long it can still be changed. */
export function thanksPage(view: Thanks): Page {
  const texts = textsOf(view.language);
  const { company } = view;
  return noticePage({
    ...view,
    title: texts.thanksTitle,
    text: view.thanks || say(texts.thanksText, { company }),
    more: (
      <>
        <h2>{texts.nextTitle}</h2>
        <p>{view.whatHappensNext || say(texts.nextText, { company })}</p>
        {view.contactPromised && <p>{say(texts.contactPromised, { company })}</p>}
        {view.editUntil && view.editUrl && (
          <p>
            {say(texts.editUntil, { time: formatTime(view.language, view.editUntil, view.timeZone) })}{' '}
            <a href={view.editUrl}>{texts.change}</a>
          </p>
        )}
      </>
    ),
  });
}

/** The answer can no longer be changed. */
export function usedPage(frame: Frame): Page {
  const texts = textsOf(frame.language);
  return noticePage({ ...frame, status: 409, title: texts.usedTitle, text: say(texts.usedText, frame) });
}

/** The survey ended before it was answered. */
export function expiredPage(frame: Frame & { expiredAt: Date; timeZone: string }): Page {
  const texts = textsOf(frame.language);
  const date = formatDate(frame.language, frame.expiredAt, frame.timeZone);
  return noticePage({ ...frame, status: 410, title: texts.expiredTitle, text: say(texts.expiredText, { date }) });
}

/** The survey was withdrawn, for example because its ticket was reopened. */
export function cancelledPage(frame: Frame): Page {
  const texts = textsOf(frame.language);
  return noticePage({ ...frame, status: 410, title: texts.cancelledTitle, text: texts.cancelledText });
}

/** The look of a page that does not know whose it is. */
export const neutral = (language: Frame['language']): Frame => ({
  language,
  company: '',
  brand: standardBrand,
});

/** Every link that is not ours gets this page, whatever is wrong with it. */
export function brokenPage(language: Frame['language']): Page {
  const texts = textsOf(language);
  return noticePage({ ...neutral(language), status: 404, title: texts.brokenTitle, text: texts.brokenText });
}

/** The link is good, and what was done with it was not; or something failed on our side. */
export function faultPage(frame: Frame & { status: number }): Page {
  const texts = textsOf(frame.language);
  return noticePage({ ...frame, title: texts.faultTitle, text: texts.faultText });
}

/** The answer could not be stored; nothing is lost, because the form is one step back. */
export function busyPage(frame: Frame): Page {
  const texts = textsOf(frame.language);
  return noticePage({ ...frame, status: 503, title: texts.busyTitle, text: texts.busyText });
}
