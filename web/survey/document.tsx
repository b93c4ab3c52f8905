import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Brand } from '../../shared/survey-template/brand.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { styleSheet } from './style.ts';
import { directionOf } from './texts/texts.ts';

/** A page ready to be sent: everything in one response, and headers that let it load nothing else. */
export type Page = { status: number; html: string; headers: Record<string, string> };

export type Frame = {
  language: SurveyLanguage;
  /** The name under which the company asks. */
  company: string;
  brand: Pick<Brand, 'accent'>;
};

type Options = Frame & {
  status?: number;
  title: string;
  main: ComponentChildren;
  footer?: ComponentChildren;
  extraCss?: string;
  script?: string;
  /** Whether search engines may list it; by default they may not. */
  index?: boolean;
  /** The origin to which an answer to its form redirects; browsers ask the policy of the page about that, too. */
  leadsTo?: string;
};

/** Renders a whole document. Style and script are allowed by their hashes; nothing else may run or load. */
export function renderPage({ status = 200, extraCss, script, index = false, leadsTo, ...options }: Options): Page {
  const css = styleSheet(options.brand, extraCss);
  const body = renderToString(
    <body>
      <main>
        {options.company && (
          <p class="brand">
            <bdi>{options.company}</bdi>
          </p>
        )}
        {options.main}
      </main>
      {options.footer && <footer>{options.footer}</footer>}
    </body>,
  );
  const title = renderToString(<title>{options.title}</title>);
  const html =
    `<!doctype html><html lang="${options.language}" dir="${directionOf(options.language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1">${index ? '' : '<meta name="robots" content="noindex">'}` +
    `<link rel="icon" href="data:,">${title}<style>${css}</style></head>` +
    (script ? body.replace(/<\/body>$/, `<script>${script}</script></body>`) : body) +
    '</html>';
  const headers = pageHeaders(css, { script, index, leadsTo });
  // As every other 503 of the API: the caller may try again after a second.
  return { status, html, headers: status === 503 ? { ...headers, 'retry-after': '1' } : headers };
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function pageHeaders(
  css: string,
  { script, index, leadsTo }: Pick<Options, 'leadsTo'> & { script: string | undefined; index: boolean },
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src ${hash(css)}`,
    ...(script ? [`script-src ${hash(script)}`, "connect-src 'self'"] : []),
    'img-src data:',
    `form-action 'self'${leadsTo === undefined ? '' : ` ${leadsTo}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    ...(!index && { 'x-robots-tag': 'noindex, nofollow' }),
    'x-content-type-options': 'nosniff',
  };
}
