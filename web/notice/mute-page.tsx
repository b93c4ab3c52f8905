import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { type Page, renderPage } from '../survey/document.tsx';
import { noticePage } from '../survey/notice-page.tsx';
import { say } from '../survey/texts/texts.ts';
import { muteTexts } from './mute-texts.ts';

type View = {
  language: SurveyLanguage;
  company: string;
  /** Where its form is posted to. */
  action: string;
  /** Name of the rule. */
  rule: string;
};

const BRAND = { accent: '#0b57d0' };

/** Asks before muting: mail gateways open links, people press buttons. */
export function mutePage(view: View): Page {
  const texts = muteTexts[view.language];
  return renderPage({
    ...view,
    brand: BRAND,
    title: texts.title,
    main: (
      <>
        <h1>{texts.title}</h1>
        <p>{say(texts.text, view)}</p>
        <form method="post" action={view.action}>
          <button name="List-Unsubscribe" value="One-Click">
            {texts.mute}
          </button>
        </form>
      </>
    ),
  });
}

export function mutedPage(view: View): Page {
  const texts = muteTexts[view.language];
  const more = (
    <form method="post" action={view.action}>
      <button class="plain" name="undo" value="1">
        {texts.undo}
      </button>
    </form>
  );
  return noticePage({ ...view, brand: BRAND, title: texts.mutedTitle, text: say(texts.mutedText, view), more });
}

export function heardPage(view: View): Page {
  const texts = muteTexts[view.language];
  return noticePage({ ...view, brand: BRAND, title: texts.heardTitle, text: say(texts.heardText, view) });
}
