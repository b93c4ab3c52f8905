import type { Purpose } from '../../shared/gate/refusal.ts';
import type { Frame, Page } from '../survey/document.tsx';
import { noticePage } from '../survey/notice-page.tsx';
import { formatDate, say } from '../survey/texts/texts.ts';
import { consentTexts, whatIsAsked } from './consent-texts.ts';

type View = Frame & {
  purpose: Purpose;
  /** Enough of the address to recognise one's own. */
  email: string;
};

/** Asks for a consent; nothing is agreed to by looking at it. */
export function consentPage(view: View & { action: string }): Page {
  const { title, text, confirm } = consentTexts[view.language];
  return noticePage({
    ...view,
    title,
    text: say(text, { ...view, what: whatIsAsked(view.language, view.purpose) }),
    more: (
      <form method="post" action={view.action}>
        <button name="confirm" value="1">
          {confirm}
        </button>
      </form>
    ),
  });
}

/** Says since when somebody has agreed, and leads to where that can be withdrawn. */
export function agreedPage(view: View & { agreedAt: Date; timeZone: string; preferencesUrl: string }): Page {
  const { language, agreedAt, timeZone, purpose } = view;
  const { confirmedTitle, confirmedText, preferences } = consentTexts[language];
  const said = { ...view, what: whatIsAsked(language, purpose), date: formatDate(language, agreedAt, timeZone) };
  return noticePage({
    ...view,
    title: confirmedTitle,
    text: say(confirmedText, said),
    more: (
      <p>
        <a href={view.preferencesUrl}>{preferences}</a>
      </p>
    ),
  });
}
