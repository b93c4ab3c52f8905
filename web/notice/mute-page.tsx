import type { Frame, Page } from '../survey/document.tsx';
import { noticePage } from '../survey/notice-page.tsx';
import { oneClickDonePage, oneClickPage } from '../survey/one-click-page.tsx';
import { say } from '../survey/texts/texts.ts';
import { muteTexts } from './mute-texts.ts';

type View = Frame & {
  /** Where its form is posted to. */
  action: string;
  /** Name of the rule. */
  rule: string;
};

export function mutePage(view: View): Page {
  const { title, text, mute } = muteTexts[view.language];
  return oneClickPage({ ...view, title, text: say(text, view), button: mute });
}

export function mutedPage(view: View): Page {
  const { mutedTitle, mutedText, undo } = muteTexts[view.language];
  return oneClickDonePage({ ...view, title: mutedTitle, text: say(mutedText, view), undo });
}

export function heardPage(view: View): Page {
  const { heardTitle, heardText } = muteTexts[view.language];
  return noticePage({ ...view, title: heardTitle, text: say(heardText, view) });
}
