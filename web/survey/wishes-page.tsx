import type { ComponentChildren } from 'preact';
import { methodNames, needNames } from '../../shared/customer/customer.parts.schema.ts';
import type { Wishes } from '../../shared/preference-page/wishes.ts';
import { type SurveyLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { type Frame, type Page, renderPage } from './document.tsx';
import { preferenceTexts, whatOf } from './preference-texts.ts';
import { formatDate, languageNames, say, textsOf } from './texts/texts.ts';

/** `address` is masked (`a…@example.com`): whoever forwards a mail does not hand on an address. */
type View = Frame & { action: string; address: string };
type WishesView = View & {
  wishes: Wishes;
  /** What the fields of the form hold, by their names; sent back with it. */
  shown: Readonly<Record<string, string>>;
  languages: readonly SurveyLanguage[];
  timeZone: string;
  saved?: boolean;
  linkMail?: 'sent' | 'failed';
};

const css =
  'select{display:block;width:100%;min-height:3rem;padding:.625rem .75rem;font:inherit;color:inherit;background:var(--c);border:1px solid var(--l);border-radius:.5rem;margin:0 0 1rem}' +
  'summary{display:list-item;min-height:1.5rem;padding:.25rem 0;color:var(--a);cursor:pointer}details{margin:0 0 1rem}details p{border-inline-start:3px solid var(--l);padding-inline-start:.75rem}' +
  'h2+.c{margin-top:0}section{border-top:1px solid var(--l);margin-top:1.75rem;padding-top:.25rem}';

function Choice({ name, value, checked, type = 'checkbox', children }: Choice) {
  return (
    <label>
      <input type={type} name={name} value={value} checked={checked} />
      <span>{children}</span>
    </label>
  );
}
type Choice = {
  name: string;
  value: string;
  checked: boolean;
  type?: 'checkbox' | 'radio';
  children: ComponentChildren;
};

function Options({ name, label, value, options, none }: Options) {
  const id = `f-${name}`;
  const all = value === '' || options.some(([one]) => one === value) ? options : [[value, value] as const, ...options];
  return (
    <>
      <label class="l" for={id}>
        {label}
      </label>
      <select id={id} name={name}>
        <option value="" selected={value === ''}>
          {none}
        </option>
        {all.map(([one, text]) => (
          <option key={one} value={one} selected={one === value}>
            {text}
          </option>
        ))}
      </select>
    </>
  );
}
type Options = {
  name: string;
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  none: string;
};

const zones = Intl.supportedValuesOf('timeZone').map((zone) => [zone, zone.replaceAll('_', ' ')] as const);
const tongues = surveyLanguages.map((language) => [language, languageNames[language]] as const);

/** What somebody wishes and permits, in one form that works without JavaScript, and the ways to stop all mails and to what they said. */
export function wishesPage(view: WishesView): Page {
  const { wishes, saved, linkMail, language } = view;
  const texts = textsOf(language);
  const own = preferenceTexts[language];
  const paceTexts = {
    all: texts.preferAll,
    weekly: own.weekly,
    monthly: own.monthly,
    pause: texts.preferPause,
    none: texts.preferNone,
  };
  return renderPage({
    ...view,
    extraCss: css,
    status: linkMail === 'failed' ? 503 : 200,
    title: saved ? texts.savedTitle : own.title,
    main: (
      <>
        <h1>{own.title}</h1>
        {saved && <p role="status">{texts.savedText}</p>}
        {linkMail && (
          <p role="status">{say(linkMail === 'sent' ? texts.myFeedbackMailed : texts.myFeedbackNotMailed, view)}</p>
        )}
        <form method="post" action={view.action}>
          <input type="hidden" name="shown" value={fieldsOf(view.shown)} />
          <fieldset class="q c">
            <legend>{say(own.often, view)}</legend>
            {wishes.paces.map((pace) => (
              <Choice key={pace} type="radio" name="frequency" value={pace} checked={wishes.pace === pace}>
                {paceTexts[pace]}
              </Choice>
            ))}
          </fieldset>
          <Permissions view={view} />
          <Topics view={view} />
          {wishes.preferences && <Reach view={view} />}
          {wishes.preferences && <Needs language={language} />}
          {wishes.policy && <PolicyPart view={view} />}
          <button>{texts.save}</button>
        </form>
        <section>
          <h2>{texts.myFeedback}</h2>
          <form method="post" action={view.action}>
            <button class="plain" name="send" value="link">
              {texts.myFeedbackMail}
            </button>
          </form>
        </section>
        <section>
          <h2>{own.stop}</h2>
          <p>{say(own.stopText, view)}</p>
          <form method="post" action={view.action}>
            <button class="plain" name="stop" value="all">
              {own.stopAll}
            </button>
          </form>
        </section>
      </>
    ),
    footer: view.languages.length > 1 && (
      <nav aria-label={texts.language}>
        {view.languages
          .filter((one) => one !== language)
          .map((one) => (
            <a key={one} href={`${view.action.split('?')[0]}?lang=${one}`} lang={one} hreflang={one}>
              {languageNames[one]}
            </a>
          ))}
      </nav>
    ),
  });
}

const fieldsOf = (shown: WishesView['shown']): string =>
  Object.entries(shown)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

function Permissions({ view }: { view: WishesView }) {
  const { may, mayHint } = preferenceTexts[view.language];
  if (view.wishes.switches.length === 0) return null;
  return (
    <fieldset class="q c">
      <legend>{say(may, view)}</legend>
      <p class="m">{mayHint}</p>
      {view.wishes.switches.map(({ purpose, channel, on }) => (
        <Choice key={`${purpose} ${channel}`} name={`may_${purpose}_${channel}`} value="1" checked={on}>
          {whatOf(view.language, purpose, channel)}
        </Choice>
      ))}
    </fieldset>
  );
}

function Topics({ view: { wishes, language } }: { view: WishesView }) {
  const texts = preferenceTexts[language];
  return (
    <fieldset class="q c">
      <legend>{texts.topics}</legend>
      {wishes.topics.map(({ name, label, on }) => (
        <Choice key={name} name={`topic_${name}`} value="1" checked={on}>
          <bdi>{label}</bdi>
        </Choice>
      ))}
      <Choice name="updates" value="1" checked={wishes.updates}>
        {texts.updates}
      </Choice>
    </fieldset>
  );
}

function Reach({ view: { wishes, language } }: { view: WishesView }) {
  const texts = preferenceTexts[language];
  const { preferredMethod = '', language: spoken = '', timeZone = '' } = wishes.preferences ?? {};
  const methods = methodNames.map((one) => [one, texts.methods[one]] as const);
  return (
    <>
      <h2>{texts.reach}</h2>
      <Options name="method" label={texts.method} value={preferredMethod} options={methods} none={texts.noMatter} />
      <Options name="language" label={texts.language} value={spoken} options={tongues} none={texts.notSaid} />
      <Options name="zone" label={texts.timeZone} value={timeZone} options={zones} none={texts.notSaid} />
    </>
  );
}

function Needs({ language }: { language: SurveyLanguage }) {
  const { needs, needsHint, needsChange, need } = preferenceTexts[language];
  return (
    <fieldset class="q c">
      <legend>{needs}</legend>
      <p class="m">{needsHint}</p>
      <details>
        <summary>{needsChange}</summary>
        <Choice name="needs" value="1" checked={false}>
          <strong>{needsChange}</strong>
        </Choice>
        {needNames.map((one) => (
          <Choice key={one} name={`need_${one}`} value="1" checked={false}>
            {need[one]}
          </Choice>
        ))}
      </details>
    </fieldset>
  );
}

function PolicyPart({ view }: { view: WishesView }) {
  const { wishes, language, timeZone } = view;
  const texts = preferenceTexts[language];
  if (!wishes.policy) return null;
  const { version, acknowledgedAt } = wishes.policy;
  const { languages, title, policyVersion } = version;
  const spoken = languages[language] === undefined ? surveyLanguages.find((one) => languages[one]) : language;
  return (
    <div class="q c">
      <h2>
        <bdi>{title}</bdi>
      </h2>
      <details>
        <summary>{texts.policyText}</summary>
        <p dir="auto" lang={spoken}>
          {spoken && languages[spoken]}
        </p>
      </details>
      {acknowledgedAt === undefined ? (
        <Choice name="acknowledge" value={policyVersion} checked={false}>
          {texts.acknowledge}
        </Choice>
      ) : (
        <p>{say(texts.acknowledged, { date: formatDate(language, new Date(acknowledgedAt), timeZone) })}</p>
      )}
    </div>
  );
}
