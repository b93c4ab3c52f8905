import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { undressed } from './undressed.ts';

type Trusted = { createHTML: (html: string) => string };
type Policies = { createPolicy: (name: string, rules: Trusted) => Trusted };

// The frame runs no script whatever is in it, and sends no form.
const rules: Trusted = { createHTML: (html) => undressed(html).html };
const policy: Trusted =
  (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('heed-mail', rules) ?? rules;

/** Pixels of the two lines beside a frame. */
const BORDERS = 2;

type Props = { html: string; title: string; width: number; height?: number };

/**
 * A mail or page as whoever gets it would see it: no script, and no link that leads anywhere. It is `width` wide, and
 * drawn smaller where there is less room. A new one is scrolled as the last.
 */
export function MailFrame({ html, title, width, height = 680 }: Props) {
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
      sheet.replaceSync(undressed(html).css);
      page.adoptedStyleSheets = [sheet];
      for (const element of page.querySelectorAll<HTMLElement>('[data-style]'))
        element.style.cssText = element.dataset['style'] ?? '';
      view.scrollTo(0, scrolled.current);
      view.addEventListener('scroll', () => (scrolled.current = view.scrollY));
    };
    at.addEventListener('load', dress);
    at.srcdoc = policy.createHTML(html);
    return () => at.removeEventListener('load', dress);
  }, [html]);
  // Measured before anything is drawn: what is wider than a phone would make the whole page wider for a moment.
  useLayoutEffect(() => {
    const at = room.current;
    if (at === null) return undefined;
    const fit = (): void => setZoom(Math.min(1, at.clientWidth / (width + BORDERS)));
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(at);
    return () => observer.disconnect();
  }, [width]);
  return (
    <div ref={room} className="mail-frame-room">
      <iframe
        ref={frame}
        className="mail-frame"
        title={title}
        sandbox="allow-same-origin"
        style={{ inlineSize: width, zoom, blockSize: height / zoom }}
      />
    </div>
  );
}
