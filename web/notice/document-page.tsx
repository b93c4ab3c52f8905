import type { Document } from '../../shared/document/document.schema.ts';
import type { Frame, Page } from '../survey/document.tsx';
import { noticePage } from '../survey/notice-page.tsx';
import { fileSize, formatTime, say } from '../survey/texts/texts.ts';
import { documentTexts } from './document-texts.ts';

type View = Frame & {
  action: string;
  /** The origin from which the file comes. */
  leadsTo: string;
  name: string;
  kind: Document['kind'];
  bytes: number;
  /** Until when it can be fetched. */
  until: Date;
  timeZone: string;
};

/** Says which document was shared, and lets it be fetched; nothing is fetched by looking at it. */
export function documentPage(view: View): Page {
  const { language, name, until, timeZone } = view;
  const texts = documentTexts[language];
  return noticePage({
    ...view,
    title: texts.title,
    text: say(texts.text, view),
    more: (
      <>
        <p>
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <br />
          <span class="m">
            {texts.kinds[view.kind]} · <bdi>{fileSize(language, view.bytes)}</bdi>
          </span>
        </p>
        <p class="m">{say(texts.until, { time: formatTime(language, until, timeZone) })}</p>
        <form method="post" action={view.action}>
          <button>{texts.fetch}</button>
        </form>
      </>
    ),
  });
}
