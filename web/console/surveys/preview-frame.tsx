import { useEffect, useRef, useState } from 'react';
import { undressed } from './undressed.ts';

type Policy = { createHTML: (html: string) => string };
type Trusted = { createPolicy: (name: string, rules: Policy) => Policy };

const asIs: Policy = { createHTML: (html) => html };
/** The one place that draws HTML of the API: in a frame without scripts, forms or ways out. */
const policy = (globalThis as { trustedTypes?: Trusted }).trustedTypes?.createPolicy('preview', asIs) ?? asIs;

/** Puts the styles on again: the rules of the console allow a script to do so. */
function dress(frame: HTMLIFrameElement, css: string): void {
  const page = frame.contentDocument;
  const inside = page?.defaultView;
  if (!page || !inside) return;
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(css);
  page.adoptedStyleSheets = [sheet];
  for (const element of page.querySelectorAll<HTMLElement>('[data-style]'))
    element.style.cssText = element.dataset['style'] ?? '';
}

const HEIGHT = 560;

/** A page or mail as wide as on a device, made smaller where there is less room. */
export function PreviewFrame({ html, title, width }: { html: string; title: string; width: number }) {
  const room = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [within, setWithin] = useState(width);
  useEffect(() => {
    if (room.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWithin(entry?.contentRect.width ?? width));
    observer.observe(room.current);
    return () => observer.disconnect();
  }, [width]);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const { html: bare, css } = undressed(html);
    const onLoad = (): void => dress(current, css);
    current.addEventListener('load', onLoad);
    current.srcdoc = policy.createHTML(bare);
    return () => current.removeEventListener('load', onLoad);
  }, [html]);
  const scale = Math.min(1, within / width);
  return (
    <div className="preview" ref={room} style={{ blockSize: HEIGHT }}>
      <iframe
        ref={frame}
        title={title}
        sandbox="allow-same-origin"
        style={{ inlineSize: width, blockSize: HEIGHT / scale, transform: `scale(${scale})` }}
      />
    </div>
  );
}
