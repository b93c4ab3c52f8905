import type { Mail } from '../../shared/mail/mail.schema.ts';
import type { ReviewMailView } from '../../shared/review/digest.ts';
import { chooseLanguage, surveyLanguages, type SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { say } from '../survey/texts/texts.ts';
import { Button, Heading, Item, mailDocument, Small, Text } from './kit.tsx';
import { reviewTexts } from './review-texts.ts';

/** A day as people of a language write it; with the digits of the numbers beside it. */
const formatDay = (language: SurveyLanguage, day: string): string =>
  new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
const formatHours = (language: SurveyLanguage, hours: number): string =>
  new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 1 }).format(hours);

/** What of a view is shown, as texts of its language. */
function wordsOf({ weekly, from, to, feedbackUrl }: ReviewMailView, language: SurveyLanguage) {
  const texts = reviewTexts[language];
  const { decided, waitMedian, unreferenced } = weekly;
  return {
    week: say(texts.week, { from: formatDay(language, from), to: formatDay(language, to) }),
    routes: weekly.routes.map((one) => ({
      name: texts.route[one.route],
      ages: say(texts.ages, { young: one.under_7_days, middle: one['7_to_14_days'], old: one.over_14_days }),
    })),
    most: weekly.mostVoices.map(({ feedbackId, theme, type, route, voices }) => ({
      url: `${feedbackUrl}${feedbackId}`,
      name: theme ?? texts.noTheme,
      facts: [type && texts.type[type], texts.route[route], say(texts.voices, { count: voices })]
        .filter(Boolean)
        .join(' · '),
    })),
    themes: (weekly.newThemes ?? []).map(({ topicId, topic, n, voices }) => ({
      key: topicId,
      name: topic,
      facts: [say(texts.records, { count: n }), say(texts.voices, { count: voices })].join(' · '),
    })),
    waiting: unreferenced.count > 0 && say(texts.unreferenced, { count: unreferenced.count }),
    last: [
      say(texts.decided, { count: decided.n }),
      waitMedian.value !== null && say(texts.waited, { hours: formatHours(language, waitMedian.value) }),
    ].filter((one) => one !== false),
  };
}

/** The mail about a week of triage. Its links open the console: following one changes nothing. */
export function reviewMail(view: ReviewMailView): Mail {
  const { company, weekly, triageUrl } = view;
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const texts = reviewTexts[language];
  const count = weekly.waiting;
  const subject = say(texts.subject, { company, count });
  const { week, routes, most, themes, waiting, last } = wordsOf(view, language);
  const why = say(texts.why, { company });
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: week,
    children: (
      <>
        <Heading>{say(texts.title, { count })}</Heading>
        <Small>{week}</Small>
        <br />
        <Item>
          <Text strong>{texts.byRoute}</Text>
          {routes.map(({ name, ages }) => (
            <Text key={name}>
              {name}
              <br />
              <Facts>{ages}</Facts>
            </Text>
          ))}
        </Item>
        {most.length > 0 && (
          <Item>
            <Text strong>{texts.mostVoices}</Text>
            {most.map(({ url, name, facts }) => (
              <Text key={url}>
                <a href={url} style="color:inherit">
                  <bdi>{name}</bdi>
                </a>
                <br />
                <Facts>{facts}</Facts>
              </Text>
            ))}
          </Item>
        )}
        {themes.length > 0 && (
          <Item>
            <Text strong>{texts.newThemes}</Text>
            {themes.map(({ key, name, facts }) => (
              <Text key={key}>
                <bdi>{name}</bdi>
                <br />
                <Facts>{facts}</Facts>
              </Text>
            ))}
          </Item>
        )}
        <Item>
          <Text strong>{texts.lastWeek}</Text>
          {last.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
          {waiting && <Text>{waiting}</Text>}
        </Item>
        <Button href={triageUrl} accent={standardBrand.accent}>
          {texts.open}
        </Button>
      </>
    ),
    footer: why,
  });
  const text = [
    say(texts.title, { count }),
    week,
    [texts.byRoute, ...routes.map(({ name, ages }) => `${name}: ${ages}`)].join('\n'),
    most.length > 0 &&
      [texts.mostVoices, ...most.map(({ url, name, facts }) => `${name}: ${facts}\n${url}`)].join('\n'),
    themes.length > 0 && [texts.newThemes, ...themes.map(({ name, facts }) => `${name}: ${facts}`)].join('\n'),
    [texts.lastWeek, ...last, ...(waiting ? [waiting] : [])].join('\n'),
    `${texts.open}: ${triageUrl}`,
    '--',
    why,
  ];
  return { subject, html, text: text.filter(Boolean).join('\n\n') };
}

const Facts = ({ children }: { children: string }) => (
  <span class="m" style="font-size:14px;color:#57606a">
    {children}
  </span>
);
