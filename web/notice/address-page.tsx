import type { Frame, Page } from '../survey/document.tsx';
import { noticePage } from '../survey/notice-page.tsx';
import { oneClickDonePage, oneClickPage } from '../survey/one-click-page.tsx';
import { say } from '../survey/texts/texts.ts';
import { addressTexts } from './address-texts.ts';

type View = Frame & {
  /** Where its form is posted to. */
  action: string;
  /** Enough of the address to recognise one's own. */
  email: string;
};

/** Asks whether an address wants a company's mail. */
export function askedPage(view: View): Page {
  const { title, text, confirm, refuse } = addressTexts[view.language];
  return noticePage({
    ...view,
    title: say(title, view),
    text: say(text, view),
    more: (
      <form method="post" action={view.action}>
        <p>
          <button name="confirm" value="1">
            {confirm}
          </button>
        </p>
        <button class="plain" name="List-Unsubscribe" value="One-Click">
          {refuse}
        </button>
      </form>
    ),
  });
}

/** What somebody sees by whose address mail is got already. */
export function receivingPage(view: View): Page {
  const { stopTitle, stopText, stop } = addressTexts[view.language];
  return oneClickPage({ ...view, title: say(stopTitle, view), text: say(stopText, view), button: stop });
}

export function confirmedPage(view: View): Page {
  const { confirmedTitle, confirmedText } = addressTexts[view.language];
  return noticePage({ ...view, title: confirmedTitle, text: say(confirmedText, view) });
}

export function stoppedPage(view: View): Page {
  const { stoppedTitle, stoppedText, undo } = addressTexts[view.language];
  return oneClickDonePage({ ...view, title: stoppedTitle, text: say(stoppedText, view), undo });
}
