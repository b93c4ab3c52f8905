import type { Frame, Page } from './document.tsx';
import { noticePage } from './notice-page.tsx';
import { oneClickDonePage, oneClickPage } from './one-click-page.tsx';
import { preferenceTexts } from './preference-texts.ts';
import { say, textsOf } from './texts/texts.ts';

/** `address` is masked; `what` is what alone ends; everything, where there is nothing. */
type StopView = Frame & { action: string; address: string } & { what?: string | undefined };

/** Asks before one click stops mails (RFC 8058): mail gateways open links, people press buttons. */
export function stopPage(view: StopView): Page {
  const { stopTitle, stopWhat, stopText } = preferenceTexts[view.language];
  return oneClickPage({
    ...view,
    title: say(stopTitle, view),
    text: say(view.what === undefined ? stopText : stopWhat, view),
    button: textsOf(view.language).unsubscribe,
  });
}

export function stoppedPage(view: StopView): Page {
  const { stopped, stoppedWhat, stoppedAll } = preferenceTexts[view.language];
  return oneClickDonePage({
    ...view,
    title: stopped,
    text: say(view.what === undefined ? stoppedAll : stoppedWhat, view),
    undo: textsOf(view.language).resubscribe,
  });
}

export function wantedAgainPage(view: Frame): Page {
  return noticePage({
    ...view,
    title: textsOf(view.language).resubscribedTitle,
    text: preferenceTexts[view.language].back,
  });
}
