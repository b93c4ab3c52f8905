import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { type Page, renderPage } from '../survey/document.tsx';
import { formatDate, languageNames, say } from '../survey/texts/texts.ts';
import { pageTexts } from './page-texts.ts';

export type InitiativeView = {
  language: SurveyLanguage;
  /** In which it can be read. */
  languages: readonly SurveyLanguage[];
  company: string;
  title: string;
  status: 'planned' | 'in_progress' | 'shipped' | 'wont_do';
  /** Each where there is one to be told with the status. */
  dates: Partial<Record<'began' | 'done' | 'decided', Date>>;
  timeZone: string;
  /** At least so many people asked for it; absent where they are too few to be told. */
  atLeast?: number | undefined;
  /** The company's own words. */
  text: string;
  /** Whether search engines may list it. */
  index: boolean;
};

const moments = ['began', 'done', 'decided'] as const;
const css =
  '.state{display:inline-block;padding:.125rem .75rem;border:1px solid var(--l);border-radius:1rem;font-weight:600}';

/** What a company tells everybody of something that people asked for. */
export function initiativePage(view: InitiativeView): Page {
  const { status, ...frame } = view;
  const { language, languages, title, dates, timeZone, atLeast, text } = frame;
  const texts = pageTexts[language];
  const told = moments.flatMap((name) => {
    const at = dates[name];
    return at ? [say(texts[name], { date: formatDate(language, at, timeZone) })] : [];
  });
  const [before = '', after = ''] = texts.people.split('{people}');
  return renderPage({
    ...frame,
    brand: standardBrand,
    extraCss: css,
    main: (
      <>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p>
          <span class="state">{texts[status]}</span>
        </p>
        {told.map((line) => (
          <p class="m">{line}</p>
        ))}
        <p>{text}</p>
        {atLeast !== undefined && (
          <p>
            {before}
            <bdi dir="ltr">{atLeast}+</bdi>
            {after}
          </p>
        )}
      </>
    ),
    footer: languages.length > 1 && (
      <nav>
        {languages
          .filter((other) => other !== language)
          .map((other) => (
            <a href={`?lang=${other}`} lang={other} hreflang={other}>
              {languageNames[other]}
            </a>
          ))}
      </nav>
    ),
  });
}
