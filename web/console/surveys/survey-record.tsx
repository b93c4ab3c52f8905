import { Link } from '@tanstack/react-router';
import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import type { Survey, SurveyResponse } from '../../../shared/survey/survey.schema.ts';
import { formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Facts } from '../kit/facts.tsx';
import { languageName } from '../kit/names.ts';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { numbers } from '../texts/numbers.ts';
import { aboutWhat, StatusTag, triggerWords, useTemplateName, whoOf } from './parts.tsx';
import { CancelSurvey, ReleaseAnswer, useRelease } from './survey-actions.tsx';
import { surveysTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);

/** One survey: whom it asked about what, how far it came, and what was answered. */
export function SurveyRecord({ surveyId }: { surveyId: string }) {
  const read = useRead(surveys.get, { params: { surveyId } });
  return (
    <Loaded read={read} height={420}>
      {(survey) => (
        <div className="stack record">
          <p className="tags">
            <strong>
              <bdi>{whoOf(survey)}</bdi>
            </strong>
            <StatusTag status={survey.status} />
          </p>
          <Quarantined survey={survey} />
          <CancelSurvey survey={survey} />
          <Life survey={survey} />
          <Answers survey={survey} />
          <About survey={survey} />
        </div>
      )}
    </Loaded>
  );
}

const moments = [
  'createdAt',
  'scheduledAt',
  'sentAt',
  'deliveredAt',
  'openedAt',
  'startedAt',
  'completedAt',
  'editableUntil',
  'expiresOn',
] as const;

function Life({ survey }: { survey: Survey }) {
  const s = surveysTexts();
  const known = moments.flatMap((name) => {
    const at = survey[name];
    return at === undefined ? [] : [{ name, at }];
  });
  return (
    <ol className="lines">
      {known.map(({ name, at }) => (
        <li key={name} className="life">
          <span>{s.moments[name]}</span> <time dateTime={at}>{exact(at)}</time>
        </li>
      ))}
      {survey.remindersSent > 0 && <li>{s.reminders(survey.remindersSent)}</li>}
    </ol>
  );
}

function Answers({ survey: { responses, comments, feedbackId, contactRequest } }: { survey: Survey }) {
  const s = surveysTexts();
  const answered = responses !== undefined && responses.length > 0;
  return (
    <section className="stack" aria-label={s.answers}>
      <h3>{s.answers}</h3>
      {answered ? <Responses responses={responses} /> : <p className="muted">{s.noAnswers}</p>}
      {!answered && comments && (
        <p className="verbatim" dir="auto">
          {comments}
        </p>
      )}
      {contactRequest && (
        <p>
          {s.contactWanted}: <bdi>{contactRequest.channel}</bdi>
        </p>
      )}
      {feedbackId && may('feedback:read') && (
        <Link to="/feedback/$feedbackId" params={{ feedbackId }}>
          {s.feedback}
        </Link>
      )}
    </section>
  );
}

const Responses = ({ responses }: { responses: readonly SurveyResponse[] }) => (
  <dl className="stack">
    {responses.map(({ questionId, question, answer }) => (
      <div key={questionId}>
        <dt className="note">
          <bdi>{question}</bdi>
        </dt>
        <dd className="verbatim" dir="auto">
          {answerWords(answer)}
        </dd>
      </div>
    ))}
  </dl>
);

function answerWords(answer: SurveyResponse['answer']): string {
  if (typeof answer === 'boolean') return answer ? numbers().yes : numbers().no;
  if (typeof answer === 'number') return formatValue(spoken(), 'points', answer);
  return typeof answer === 'string' ? answer : answer.join(', ');
}

function Quarantined({ survey }: { survey: Survey }) {
  const s = surveysTexts();
  const { quarantine } = survey;
  const release = useRelease();
  if (!quarantine) return null;
  return (
    <section className="banner warn" aria-label={s.quarantineTitle}>
      <div className="stack">
        <h3>{s.quarantineTitle}</h3>
        <p>{s.quarantineHelp}</p>
        <ul>
          {quarantine.reasons.map((reason) => (
            <li key={reason}>{s.suspicions[reason]}</li>
          ))}
        </ul>
        <Responses responses={quarantine.responses} />
        <ReleaseAnswer survey={survey} release={release} />
      </div>
    </section>
  );
}

function About({ survey }: { survey: Survey }) {
  const s = surveysTexts();
  const nameOf = useTemplateName();
  const { contact, customerId, templateId, templateVersion } = survey;
  const who = contact?.email ?? customerId;
  const facts: [string, string | undefined][] = [
    [s.template, `${nameOf(templateId)} (${s.version(templateVersion)})`],
    [s.trigger, triggerWords(survey.trigger)],
    [s.about, aboutWhat(survey)],
    [s.who, [contact?.name, contact?.email, contact?.phone, contact?.business].filter(Boolean).join(', ')],
    [s.customer, customerId],
    [s.language, languageName(survey.language)],
    [s.reason, survey.statusReason && reasonWords(survey.statusReason)],
  ];
  return (
    <>
      <Facts
        label={texts().nav.surveys}
        facts={facts.map(([name, value]) => [name, value && <bdi key={name}>{value}</bdi>])}
      />
      {who && (
        <Link to="/surveys/decisions" search={{ who }}>
          {s.whyTitle}
        </Link>
      )}
    </>
  );
}

const reasonWords = (reason: string): string => {
  const { statusReasons, reasons } = surveysTexts();
  return statusReasons[reason] ?? (reasons as Record<string, string>)[reason] ?? reason;
};
