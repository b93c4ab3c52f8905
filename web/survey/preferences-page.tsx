import { type Frame, type Page, renderPage } from './document.tsx';
import { noticePage } from './notice-page.tsx';
import { oneClickDonePage, oneClickPage } from './one-click-page.tsx';
import { formatDate, say, textsOf } from './texts/texts.ts';
import type { Texts } from './texts/en.ts';

/** `address` is masked (`a…@example.com`): whoever forwards a mail does not hand on an address. */
type View = Frame & { action: string; address: string };

export function unsubscribePage(view: View & { preferencesUrl?: string }): Page {
  const texts = textsOf(view.language);
  return oneClickPage({
    ...view,
    title: texts.unsubscribeTitle,
    text: say(texts.unsubscribeText, view),
    button: texts.unsubscribe,
    footer: view.preferencesUrl && <a href={view.preferencesUrl}>{texts.preferences}</a>,
  });
}

export function unsubscribedPage(view: View): Page {
  const texts = textsOf(view.language);
  return oneClickDonePage({
    ...view,
    title: texts.unsubscribedTitle,
    text: say(texts.unsubscribedText, view),
    undo: texts.resubscribe,
  });
}

export function resubscribedPage(frame: Frame): Page {
  const texts = textsOf(frame.language);
  return noticePage({ ...frame, title: texts.resubscribedTitle, text: say(texts.resubscribedText, frame) });
}

export type OwnFeedback = {
  at: Date;
  subject?: string;
  comments?: string;
  scores: { value: number; scaleMax: number }[];
  /** Choices, and yes or no. */
  answers: { question: string; answer: string | boolean }[];
  status: 'open' | 'planned' | 'done' | 'declined';
};

/** Everything a person has said, newest first, and the request to erase it. */
export function myFeedbackPage(view: View & { items: readonly OwnFeedback[]; timeZone: string }): Page {
  const texts = textsOf(view.language);
  return renderPage({
    ...view,
    title: texts.myFeedback,
    main: (
      <>
        <h1>{texts.myFeedback}</h1>
        <p>{say(view.items.length > 0 ? texts.myFeedbackText : texts.myFeedbackNone, view)}</p>
        {view.items.length > 0 && (
          <ol reversed>
            {view.items.map((item, index) => (
              <li key={index}>
                <Item item={item} view={view} texts={texts} />
              </li>
            ))}
          </ol>
        )}
        <h2>{texts.eraseTitle}</h2>
        <p>{say(texts.eraseText, view)}</p>
        <form method="post" action={view.action}>
          <div class="c">
            <label>
              <input type="checkbox" name="erase" value="yes" required />
              {texts.eraseConfirm}
            </label>
          </div>
          <button>{texts.erase}</button>
        </form>
      </>
    ),
  });
}

type ItemProps = { item: OwnFeedback; view: Frame & { timeZone: string }; texts: Texts };
function Item({ item, view, texts }: ItemProps) {
  const status = {
    open: texts.statusOpen,
    planned: texts.statusPlanned,
    done: texts.statusDone,
    declined: texts.statusDeclined,
  }[item.status];
  const scores = item.scores.map(({ value, scaleMax }) => say(texts.scoreOf, { score: value, max: scaleMax }));
  return (
    <>
      <strong>{formatDate(view.language, item.at, view.timeZone)}</strong>
      {scores.length > 0 && <span class="m"> · {scores.join(' · ')}</span>}
      {item.subject && <p dir="auto">{item.subject}</p>}
      {item.comments && <p dir="auto">{item.comments}</p>}
      {item.answers.map(({ question, answer }) => (
        <p key={question} dir="auto">
          <span class="m">{question}</span> {typeof answer === 'string' ? answer : answer ? texts.yes : texts.no}
        </p>
      ))}
      <p class="m">{say(status, view)}</p>
    </>
  );
}

export function erasureRequestedPage(frame: Frame & { reference: string }): Page {
  const texts = textsOf(frame.language);
  return noticePage({ ...frame, title: texts.erasedTitle, text: say(texts.erasedText, frame) });
}
