import type { ComponentChildren } from 'preact';
import { type Frame, type Page, renderPage } from './document.tsx';
import { noticePage } from './notice-page.tsx';

/** `action` is where a page's form is posted to. */
type View = Frame & { action: string; title: string; text: string };

/** Asks before one click does something (RFC 8058): mail gateways open links, people press buttons. */
export function oneClickPage(view: View & { button: string; footer?: ComponentChildren }): Page {
  return renderPage({
    ...view,
    main: (
      <>
        <h1>{view.title}</h1>
        <p>{view.text}</p>
        <form method="post" action={view.action}>
          <button name="List-Unsubscribe" value="One-Click">
            {view.button}
          </button>
        </form>
      </>
    ),
  });
}

/** Says that it is done, and lets it be undone. */
export function oneClickDonePage(view: View & { undo: string }): Page {
  return noticePage({
    ...view,
    more: (
      <form method="post" action={view.action}>
        <button class="plain" name="undo" value="1">
          {view.undo}
        </button>
      </form>
    ),
  });
}
