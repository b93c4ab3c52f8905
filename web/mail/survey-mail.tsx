import type { Mail } from '../../shared/mail/mail.schema.ts';
import { fill as fillPlaceholders, inLanguage } from '../../shared/survey-template/localized.schema.ts';
import { type Question, scaleOf } from '../../shared/survey-template/question.schema.ts';
import type { SurveyMailView } from '../../shared/sending/survey.mailer.ts';
import { stepsOf } from '../survey/show-if.ts';
import { daysLeft, directionOf, formatDate, say, textsOf } from '../survey/texts/texts.ts';
import {
  Button,
  FooterLink,
  Heading,
  mailDocument,
  type MailFrame,
  ScoreButtons,
  type ScoreLink,
  Small,
  Text,
} from './kit.tsx';

/** The mail that asks, and the one that reminds: the first question is answered right in it. */
export function surveyMail(view: SurveyMailView): Mail {
  const { template, language, company } = view;
  const texts = textsOf(language);
  const standard = template.languages[0] ?? 'en';
  const local = (from: Parameters<typeof inLanguage>[0]) =>
    fillPlaceholders(inLanguage(from, language, standard), { company, ...view.facts });
  const title = local(template.title);
  const asked = local(template.subject) || title;
  const subject = view.reminder ? say(texts.mailReminderSubject, { subject: asked }) : asked;
  const name = fillPlaceholders('{customerName}', view.facts);
  const greeting = name ? say(texts.mailGreeting, { name }) : texts.mailGreetingNameless;
  const hurry = view.reminder ? reminderText(view) : '';
  const intro = local(template.intro);
  const until = say(texts.mailUntil, { date: formatDate(language, view.expiresAt, view.timeZone) });
  const why = say(texts.mailWhy, { company });
  const [question] = template.questions;
  const html = mailDocument({
    frame: view,
    subject,
    preview: hurry || intro || texts.mailPreview,
    trapUrl: view.trapUrl,
    children: (
      <>
        <Heading>{title}</Heading>
        <Text>{greeting}</Text>
        {hurry && <Text>{hurry}</Text>}
        {intro && <Text>{intro}</Text>}
        {question && <FirstQuestion question={question} view={view} local={local} />}
        {template.anonymous && <Small>{texts.anonymousNote}</Small>}
        <Small>{until}</Small>
      </>
    ),
    footer: (
      <>
        {why} <FooterLink href={view.unsubscribeUrl}>{texts.unsubscribe}</FooterLink>
        {view.preferencesUrl && (
          <>
            {' · '}
            <FooterLink href={view.preferencesUrl}>{texts.preferences}</FooterLink>
          </>
        )}
      </>
    ),
  });
  const text = [
    title,
    greeting,
    hurry,
    intro,
    question && local(question.text),
    `${texts.mailButton}: ${view.answerUrl}`,
    template.anonymous && texts.anonymousNote,
    until,
    '--',
    why,
    `${texts.unsubscribe}: ${view.unsubscribeUrl}`,
    view.preferencesUrl && `${texts.preferences}: ${view.preferencesUrl}`,
  ];
  return { subject, html, text: text.filter(Boolean).join('\n\n') };
}

/** Truth about the time left: it is computed when the reminder goes out, never from the template. */
function reminderText({ language, daysLeft: days = 0 }: SurveyMailView): string {
  const texts = textsOf(language);
  return days > 0 ? say(texts.mailReminder, { days: daysLeft(language, days) }) : texts.mailReminderLastDay;
}

/** Faces of Unicode 6: the ones that even old systems can draw. */
const faces: Record<number, readonly string[]> = {
  3: ['\u{1F61E}', '\u{1F610}', '\u{1F603}'],
  5: ['\u{1F61E}', '\u{1F615}', '\u{1F610}', '\u{1F60A}', '\u{1F603}'],
};

type FirstProps = {
  question: Question;
  view: SurveyMailView;
  local: (texts: Parameters<typeof inLanguage>[0]) => string;
};
function FirstQuestion({ question, view, local }: FirstProps) {
  const texts = textsOf(view.language);
  const scale = scaleOf(question, view.template.ratingScale);
  const button = (
    <Button href={view.answerUrl} accent={view.brand.accent}>
      {texts.mailButton}
    </Button>
  );
  if (!scale) return button;
  const steps = stepsOf(scale);
  const [minLabel, maxLabel] = [local(scale.minLabel), local(scale.maxLabel)];
  const links = steps.map((score, index): ScoreLink => {
    const end = score === scale.min ? minLabel : score === scale.max ? maxLabel : '';
    const shown =
      scale.style === 'stars'
        ? `${score}\u00a0★`
        : (scale.style === 'smileys' && faces[steps.length]?.[index]) || String(score);
    const label = [say(texts.scoreOf, { score, max: scale.max }), end].filter(Boolean).join(', ');
    return { href: `${view.answerUrl}?score=${score}`, shown, label };
  });
  return (
    <>
      <Text strong>{local(question.text)}</Text>
      <ScoreButtons links={links} minLabel={minLabel} maxLabel={maxLabel} dir={directionOf(view.language)} />
      {button}
    </>
  );
}

/** The mail behind "send me a link to what I have said". */
export function ownFeedbackMail(view: MailFrame & { url: string }): Mail {
  const texts = textsOf(view.language);
  const subject = say(texts.mailLinkSubject, view);
  const explanation = say(texts.mailLinkText, view);
  const html = mailDocument({
    frame: view,
    subject,
    preview: explanation,
    children: (
      <>
        <Heading>{texts.myFeedback}</Heading>
        <Text>{explanation}</Text>
        <Button href={view.url} accent={view.brand.accent}>
          {texts.mailLinkButton}
        </Button>
      </>
    ),
    footer: view.company,
  });
  return { subject, html, text: [explanation, `${texts.mailLinkButton}: ${view.url}`].join('\n\n') };
}
