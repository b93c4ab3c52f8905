import {
  type Facts,
  fill as fillPlaceholders,
  inLanguage,
  type SurveyLanguage,
} from '../../shared/survey-template/localized.schema.ts';
import { type Question } from '../../shared/survey-template/question.schema.ts';
import type { SurveyTemplateInput } from '../../shared/survey-template/survey-template.schema.ts';
import { ContactField, type ContactOffer } from './contact-field.tsx';
import { type Frame, type Page, renderPage } from './document.tsx';
import { type Asking, QuestionField } from './question.tsx';
import { scaleRules, showIfRules } from './show-if.ts';
import { languageNames, say, textsOf } from './texts/texts.ts';
import type { Texts } from './texts/en.ts';

export type AnswerFaultCode = string;
/** What the page shows: the questions, what was answered so far, and what was wrong with it. */
export type AnswerView = Frame & {
  template: Pick<SurveyTemplateInput, 'title' | 'intro' | 'questions' | 'ratingScale' | 'languages' | 'anonymous'>;
  /** Path that the form posts to, `/s/<token>`. */
  action: string;
  nonce: string;
  /** Recorded, typed or preselected answers by question; shown as they are, even when they cannot be taken. */
  answers: Readonly<Record<string, unknown>>;
  faults?: readonly { questionId: string; code: AnswerFaultCode }[];
  facts?: Facts;
  /** The score that the link brought; it comes along when the language is changed. */
  score?: number | undefined;
  /** The person answered before and changes it now. */
  editing?: boolean;
  /** The page was open for too long; nothing was stored yet. */
  stale?: boolean;
  /** How the person can ask to be contacted; not offered where this is left out or has no channels. */
  contact?: ContactOffer;
  preview?: boolean;
  unsubscribeUrl?: string;
};

/** Saves answers as they are given, where scripts run; without it, they are saved by the button. */
const saveScript =
  '(f=>{let t;f.onchange=()=>{clearTimeout(t);t=setTimeout(()=>{let b=new URLSearchParams(new FormData(f));' +
  'b.set("partial","1");fetch(f.action,{method:"POST",body:b,keepalive:!0})},900)};f.onsubmit=()=>clearTimeout(t)})(document.forms[0])';

/** The answer page. Works without script; a score in the link is only preselected here, never recorded. */
export function answerPage(view: AnswerView): Page {
  const { template, language, facts = {} } = view;
  const texts = textsOf(language);
  const standard = template.languages[0] ?? 'en';
  const asking: Asking = {
    texts,
    language,
    standard,
    ratingScale: template.ratingScale,
    fill: (text) => fillPlaceholders(text, { company: view.company, ...facts }),
  };
  const errors = new Map(view.faults?.map(({ questionId, code }) => [questionId, errorText(texts, code)]));
  const title = asking.fill(inLanguage(template.title, language, standard));
  const intro = template.intro && asking.fill(inLanguage(template.intro, language, standard));
  const faulty = errors.size > 0;
  return renderPage({
    ...view,
    status: faulty || view.stale ? 400 : 200,
    title: faulty ? `${texts.errorsTitle} – ${title}` : title,
    extraCss:
      scaleRules(template.questions, template.ratingScale) + showIfRules(template.questions, template.ratingScale),
    ...(!view.preview && !view.stale && { script: saveScript }),
    main: (
      <>
        {view.preview && <p class="box">{texts.preview}</p>}
        <h1>{title}</h1>
        {facts.ticket && <p class="m">{say(texts.aboutTicket, { ticket: facts.ticket })}</p>}
        {intro && <p>{intro}</p>}
        {view.stale && (
          <p class="box" role="alert">
            {texts.confirmPage}
          </p>
        )}
        {faulty && <ErrorSummary questions={template.questions} asking={asking} errors={errors} />}
        <form method="post" action={view.action}>
          <input type="hidden" name="nonce" value={view.nonce} />
          <input type="hidden" name="lang" value={language} />
          <p class="z" aria-hidden="true">
            <input type="text" name="extra" tabIndex={-1} autocomplete="off" />
          </p>
          {template.questions.map((question) => (
            <QuestionField
              key={question.id}
              question={question}
              value={view.answers[question.id]}
              error={errors.get(question.id)}
              asking={asking}
            />
          ))}
          {view.contact && view.contact.channels.length > 0 && (
            <ContactField offer={view.contact} company={view.company} texts={texts} />
          )}
          {template.anonymous && <p class="m">{texts.anonymousNote}</p>}
          <button>{view.editing ? texts.saveChanges : texts.send}</button>
        </form>
      </>
    ),
    footer: <Footer view={view} texts={texts} />,
  });
}

function errorText(texts: Texts, code: AnswerFaultCode): string {
  if (code === 'required') return texts.errorRequired;
  if (code === 'too-long') return texts.errorTooLong;
  return code === 'too-many' ? texts.errorTooMany : texts.errorOther;
}

type SummaryProps = { questions: readonly Question[]; asking: Asking; errors: ReadonlyMap<string, string> };
/** What is wrong, each with a link to its question; a fault without a question on the page is told in general. */
function ErrorSummary({ questions, asking, errors }: SummaryProps) {
  const faulty = questions.filter(({ id }) => errors.has(id));
  return (
    <div class="box" role="alert">
      <h2>{asking.texts.errorsTitle}</h2>
      {faulty.length === 0 && <p>{asking.texts.errorOther}</p>}
      {faulty.map(({ id, text }) => (
        <p key={id}>
          <a href={`#${id}`}>{asking.fill(inLanguage(text, asking.language, asking.standard))}</a> {errors.get(id)}
        </p>
      ))}
    </div>
  );
}

function Footer({ view, texts }: { view: AnswerView; texts: Texts }) {
  const { languages } = view.template;
  const score = view.score === undefined ? '' : `&score=${view.score}`;
  return (
    <>
      {languages.length > 1 && (
        <nav aria-label={texts.language}>
          {languages
            .filter((language: SurveyLanguage) => language !== view.language)
            .map((language: SurveyLanguage) => (
              <a key={language} href={`?lang=${language}${score}`} lang={language} hreflang={language}>
                {languageNames[language]}
              </a>
            ))}
        </nav>
      )}
      {view.unsubscribeUrl && (
        <p>
          <a href={view.unsubscribeUrl}>{texts.unsubscribe}</a>
        </p>
      )}
    </>
  );
}
