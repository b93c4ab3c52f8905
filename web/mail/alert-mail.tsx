import type { AlertMailView } from '../../shared/alert/notice.ts';
import type { Mail } from '../../shared/mail/mail.schema.ts';
import { standardBrand } from '../survey/standard-brand.ts';
import { chooseLanguage, type SurveyLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { formatTime, say } from '../survey/texts/texts.ts';
import { alertTexts } from './alert-texts.ts';
import { Badge, Button, FooterLink, Heading, mailDocument, Quote, Small, Text } from './kit.tsx';
import { systemTexts } from './system-texts.ts';
import { noticed, titleOf, whyOf } from './system-words.ts';

/** Each stands out against white and, behind white letters, can be read (WCAG 2.2, 1.4.3). */
export const severityColors = { critical: '#b3261e', warning: '#8a5300', info: '#0b57d0' } as const;

const RESOLVED = '#1a7f37';

/** The mail that tells somebody of an alert. Its buttons open the console: following a link changes nothing. */
export function alertMail(view: AlertMailView): Mail {
  const { alert, company, excerpt, alertUrl, feedbackUrl, step } = view;
  const language = chooseLanguage(view.language, surveyLanguages, 'en');
  const texts = alertTexts[language];
  const rule = titleOf(language, alert);
  const severity = step === 'resolved' ? texts.resolved : texts[alert.severity];
  const subject = say(texts.subject, { severity, rule });
  const why = sentence(view, texts, language);
  const since =
    step !== 'resolved' && say(texts.since, { time: formatTime(language, new Date(alert.openedAt), view.timeZone) });
  const end = endOf(view, language);
  const html = mailDocument({
    frame: { language, company, brand: standardBrand },
    subject,
    preview: [why, excerpt].filter(Boolean).join(' '),
    children: (
      <>
        <Badge color={step === 'resolved' ? RESOLVED : severityColors[alert.severity]}>{severity}</Badge>
        <Heading>
          <bdi>{rule}</bdi>
        </Heading>
        <Text>{why}</Text>
        {excerpt && <Quote>{excerpt}</Quote>}
        <Button href={alertUrl} accent={standardBrand.accent}>
          {texts.openAlert}
        </Button>
        {feedbackUrl && (
          <Button href={feedbackUrl} accent={standardBrand.accent}>
            {texts.openFeedback}
          </Button>
        )}
        {since && <Small>{since}</Small>}
      </>
    ),
    footer: (
      <>
        {end.why} <FooterLink href={end.url}>{end.link}</FooterLink>
      </>
    ),
  });
  const text = [
    `${severity}: ${rule}`,
    why,
    excerpt && `> ${excerpt.replaceAll('\n', '\n> ')}`,
    `${texts.openAlert}: ${alertUrl}`,
    feedbackUrl && `${texts.openFeedback}: ${feedbackUrl}`,
    since,
    '--',
    end.why,
    `${end.link}: ${end.url}`,
  ];
  return { subject, html, text: text.filter(Boolean).join('\n\n') };
}

/** Why the mail came, and what ends such mails: of a rule for a person, of the company for an outside address. */
function endOf({ alert, company, muteUrl, stopUrl }: AlertMailView, language: SurveyLanguage) {
  const texts = alertTexts[language];
  if (stopUrl !== undefined)
    return { why: say(texts.whyOutside, { company }), link: say(texts.stop, { company }), url: stopUrl };
  const { system } = alert.subject;
  const why = system ? whyOf(language, system.kind) : texts.why;
  const { mute } = system ? systemTexts[language] : texts;
  return { why: say(why, { company }), link: mute, url: muteUrl ?? '' };
}

/** Why somebody is told, in a sentence or two. */
function sentence(
  { step, alert, timeZone }: AlertMailView,
  texts: (typeof alertTexts)['en'],
  language: SurveyLanguage,
): string {
  const { ruleName: rule, count, early, subject } = alert;
  if (step === 'resolved') return alert.status === 'resolved' ? texts.closed : texts.over;
  const found = noticed(language, alert, timeZone);
  if (found) return [step !== 'opened' && texts.worse, found].filter(Boolean).join(' ');
  if (step.startsWith('escalation')) return say(texts.escalated, { rule });
  if (subject.metric && !subject.keys) return ofNumber({ step, alert }, texts, language);
  if (step !== 'opened') return say(texts.raised, { count });
  if (subject.keys) return say(texts.storm, { rule });
  return [say(texts.opened, { rule }), early && texts.early].filter(Boolean).join(' ');
}

/** The same of a number: what it is, of what, and what is usual. */
function ofNumber(
  { step, alert }: Pick<AlertMailView, 'step' | 'alert'>,
  texts: (typeof alertTexts)['en'],
  language: SurveyLanguage,
): string {
  const { ruleName: rule, key, subject } = alert;
  const { value, n, baseline } = subject.metric ?? { value: null, n: 0 };
  const number = (one: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(one);
  const said = { rule, key, value: value === null ? '–' : number(value), n: number(n) };
  return [
    step !== 'opened' && texts.worse,
    say(key === ALL ? texts.number : texts.numberOf, said),
    baseline && say(texts.usual, { usual: number(baseline.value) }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The one key of a rule on all of a metric. */
const ALL = 'all';
