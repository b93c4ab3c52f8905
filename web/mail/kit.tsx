import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Brand, readable, textOn } from '../../shared/survey-template/brand.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { directionOf } from '../survey/texts/texts.ts';

/** Who a mail comes from and in which language. */
export type MailFrame = {
  language: SurveyLanguage;
  company: string;
  brand: Pick<Brand, 'accent' | 'logoUrl'>;
};

const FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TEXT = `font-family:${FONT};font-size:16px;line-height:1.5;color:#1b1f24`;

// Programs that turn mails dark by themselves guess badly; those that ask get real colours.
const DARK =
  '@media(prefers-color-scheme:dark){.bg{background:#111418!important}.card{background:#1b1f24!important}' +
  '.t{color:#e9ecef!important}.m,.m a{color:#adb5bd!important}.s{background:#2a3037!important;border-color:#8a939c!important;color:#fff!important}}' +
  '@media(max-width:480px){.pad{padding:24px 18px!important}.n td{display:inline-block!important;box-sizing:border-box;width:16.6%!important}' +
  '.above{display:block!important}.below{display:none!important}.last{padding-inline-end:16.6%!important}}';

type LayoutProps = {
  frame: MailFrame;
  subject: string;
  preview: string;
  /** A link that only machines follow. */
  trapUrl?: string | undefined;
  /** Further rules of style, of a mail that has tables. */
  style?: string;
  children: ComponentChildren;
  footer: ComponentChildren;
};

/** A whole mail document: tables for layout and styles on the elements, as mail programs need them. */
export function mailDocument({ frame, subject, preview, trapUrl, style = '', children, footer }: LayoutProps): string {
  const { language, company, brand } = frame;
  const dir = directionOf(language);
  const body = renderToString(
    <html lang={language} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style dangerouslySetInnerHTML={{ __html: DARK + style }} />
      </head>
      <body class="bg" style="margin:0;padding:0;background:#f4f5f7">
        <div style="display:none;max-height:0;overflow:hidden;opacity:0">
          {preview}
          {'\u2007\u200c'.repeat(60)}
          {trapUrl && <a href={trapUrl} style="display:none" tabIndex={-1} aria-hidden="true" />}
        </div>
        <div lang={language} dir={dir}>
          <Table width="100%" class="bg" style="background:#f4f5f7">
            <tr>
              <td align="center" style="padding:24px 12px">
                <Table width="100%" class="card" style="max-width:600px;background:#ffffff;border-radius:12px">
                  <tr>
                    <td class="pad" style={`padding:32px;text-align:${dir === 'rtl' ? 'right' : 'left'}`}>
                      <Sender company={company} logoUrl={brand.logoUrl} />
                      {children}
                    </td>
                  </tr>
                </Table>
                <p
                  class="m"
                  style={`max-width:560px;margin:16px auto 0;font-family:${FONT};font-size:13px;line-height:1.5;color:#57606a`}
                >
                  {footer}
                </p>
              </td>
            </tr>
          </Table>
        </div>
      </body>
    </html>,
  );
  return `<!doctype html>${body}`;
}

type TableProps = {
  width?: string;
  class?: string | undefined;
  style: string;
  'aria-hidden'?: 'true';
  children: ComponentChildren;
};
/** A table that only lays out; screen readers pass over it. */
const Table = (props: TableProps) => <table role="presentation" cellpadding="0" cellspacing="0" {...props} />;

const Sender = ({ company, logoUrl }: { company: string; logoUrl: string | undefined }) => (
  <p class="m" style={`margin:0 0 20px;${TEXT};font-weight:600;color:#57606a`}>
    {logoUrl ? <img src={logoUrl} alt={company} height={32} style="height:32px;border:0" /> : <bdi>{company}</bdi>}
  </p>
);

export const Heading = ({ children }: { children: ComponentChildren }) => (
  <h1 class="t" style={`margin:0 0 12px;font-family:${FONT};font-size:22px;line-height:1.3;color:#1b1f24`}>
    {children}
  </h1>
);

export const Text = ({ children, strong }: { children: ComponentChildren; strong?: boolean }) => (
  <p class="t" style={`margin:0 0 16px;${TEXT}${strong ? ';font-weight:600' : ''};white-space:pre-line`}>
    {children}
  </p>
);

export const Small = ({ children }: { children: ComponentChildren }) => (
  <p class="m" style={`margin:0;font-family:${FONT};font-size:14px;line-height:1.5;color:#57606a`}>
    {children}
  </p>
);

/** One of several things that a mail tells. */
export const Item = ({ children }: { children: ComponentChildren }) => (
  <div style="margin:0 0 20px;padding:16px 0 0;border-top:1px solid #d5dae0">{children}</div>
);

/** A word that says at a glance how a mail is meant; white on a colour that suits it. */
export const Badge = ({ color, children }: { color: string; children: ComponentChildren }) => (
  <p style="margin:0 0 12px">
    <span
      style={`display:inline-block;padding:3px 12px;font-family:${FONT};font-size:14px;line-height:1.5;font-weight:600;color:#ffffff;background:${color};border-radius:12px`}
    >
      {children}
    </span>
  </p>
);

/** What somebody wrote, in whatever direction their script runs. */
export const Quote = ({ children }: { children: string }) => (
  <blockquote
    class="t"
    dir="auto"
    style={`margin:0 0 20px;padding:4px 16px;text-align:start;border-inline-start:4px solid #c4cad1;${TEXT};white-space:pre-line`}
  >
    {children}
  </blockquote>
);

export const FooterLink = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <a href={href} style="color:#57606a;text-decoration:underline">
    {children}
  </a>
);

export function Button({ href, accent, children }: { href: string; accent: string; children: ComponentChildren }) {
  const background = readable(accent, '#ffffff', 3);
  return (
    <Table style="margin:8px 0 20px">
      <tr>
        <td style={`background:${background};border-radius:8px`}>
          <a
            href={href}
            style={`display:inline-block;padding:14px 28px;font-family:${FONT};font-size:16px;font-weight:600;color:${textOn(background)};text-decoration:none;border-radius:8px`}
          >
            {children}
          </a>
        </td>
      </tr>
    </Table>
  );
}

export type ScoreLink = { href: string; shown: string; label: string };

/** One link per score. Each only opens the page with that score chosen; the person sends it there. */
export const ScoreButtons = ({
  links,
  minLabel,
  maxLabel,
  dir,
}: {
  links: ScoreLink[];
  minLabel: string;
  maxLabel: string;
  dir: 'rtl' | 'ltr';
}) => (
  <>
    {links.length > 7 && (
      // On a phone the scores take two rows: what the first one means then stands above it.
      <div class="above" aria-hidden="true" style="display:none;padding:0 2px 4px">
        <Small>{minLabel}</Small>
      </div>
    )}
    <Table width="100%" class={links.length > 7 ? 'n' : undefined} style="table-layout:fixed;margin:0 0 4px">
      <tr>
        {links.map(({ href, shown, label }) => (
          <td key={href} align="center" style="padding:2px">
            <a
              href={href}
              aria-label={label}
              class="s"
              style={`display:block;padding:11px 0;font-family:${FONT};font-size:16px;line-height:22px;font-weight:600;color:#1b1f24;background:#ffffff;border:1px solid #7f8893;border-radius:8px;text-align:center;text-decoration:none`}
            >
              {shown}
            </a>
          </td>
        ))}
      </tr>
    </Table>
    {(minLabel || maxLabel) && (
      <Table width="100%" aria-hidden="true" style="margin:0 0 20px">
        <tr>
          <td
            class={links.length > 7 ? 'below' : undefined}
            align={dir === 'rtl' ? 'right' : 'left'}
            style="padding:0 2px"
          >
            <Small>{minLabel}</Small>
          </td>
          <td
            class={links.length % 2 && links.length > 7 ? 'last' : undefined}
            align={dir === 'rtl' ? 'left' : 'right'}
            style="padding:0 2px"
          >
            <Small>{maxLabel}</Small>
          </td>
        </tr>
      </Table>
    )}
  </>
);
