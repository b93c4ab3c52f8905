import { useEffect, useRef, useState } from 'react';

const HEIGHT = 680;

type Trusted = { createHTML: (html: string) => string };
type Policies = { createPolicy: (name: string, rules: Trusted) => Trusted };

/**
 * Styles of a mail stand in its elements, which the console's policy of contents lets nobody have. So they are laid aside
 * in the text, and put on again by script where they belong. What prints mails escapes quotes in everything else.
 */
const unstyled = (html: string): string =>
  html.replaceAll(' style="', ' data-style="').replaceAll(/<style>[\s\S]*?<\/style>/g, '');
const sheetOf = (html: string): string =>
  [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, rules]) => rules).join('');

// The frame runs no script whatever is in it.
const rules: Trusted = { createHTML: unstyled };
const policy: Trusted =
  (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('heed-mail', rules) ?? rules;

/**
 * A mail as a mail program would show it: no script, and no link that leads anywhere. It is `width` wide, and drawn
 * smaller where there is less room. A new one is scrolled as the last.
 */
export function MailFrame({ html, title, width }: { html: string; title: string; width: number }) {
  const room = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const frame = useRef<HTMLIFrameElement>(null);
  const scrolled = useRef(0);
  useEffect(() => {
    const at = frame.current;
    if (at === null) return undefined;
    const dress = (): void => {
      const page = at.contentDocument;
      const view = at.contentWindow as (Window & typeof globalThis) | null;
      if (page === null || view === null) return;
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(sheetOf(html));
      page.adoptedStyleSheets = [sheet];
      for (const element of page.querySelectorAll<HTMLElement>('[data-style]'))
        element.style.cssText = element.dataset['style'] ?? '';
      page.addEventListener('click', (event) => event.preventDefault());
      view.scrollTo(0, scrolled.current);
      view.addEventListener('scroll', () => (scrolled.current = view.scrollY));
    };
    at.addEventListener('load', dress);
    at.srcdoc = policy.createHTML(html);
    return () => at.removeEventListener('load', dress);
  }, [html]);
  useEffect(() => {
    if (room.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setZoom(Math.min(1, (entry?.contentRect.width ?? width) / width)));
    observer.observe(room.current);
    return () => observer.disconnect();
  }, [width]);
  return (
    <div ref={room}>
      <iframe
        ref={frame}
        className="mail-frame"
        title={title}
        sandbox="allow-same-origin"
        style={{ inlineSize: width, zoom, blockSize: HEIGHT / zoom }}
      />
    </div>
  );
}
