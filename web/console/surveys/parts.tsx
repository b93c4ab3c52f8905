import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Survey, SurveyStatus } from '../../../shared/survey/survey.schema.ts';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Page } from '../kit/page.tsx';
import { may } from '../session/me.ts';
import '../style/surveys.css';
import { surveysTexts } from './texts/texts.ts';

const templates = api(surveyTemplateRoutes);
const MOST = 100;

/** The templates that there are; a company has a handful. */
export const useTemplates = () => useRead(templates.list, { query: { limit: MOST } });

/** What a template is called; one that was deleted is not in the list any more. */
export function useTemplateName(): (templateId: string) => string {
  const { data } = useTemplates();
  return (templateId) => {
    const name = data?.items.find((template) => template.templateId === templateId)?.name;
    return name ?? (data ? surveysTexts().deleted : '…');
  };
}

type Props = { title: string; about?: ReactNode; aside?: ReactNode; children: ReactNode };

/** A screen of surveys, with the way to the others. */
export function SurveysPage({ title, about, aside, children }: Props) {
  const s = surveysTexts();
  return (
    <Page title={title} about={about} aside={aside}>
      <nav className="parts" aria-label={s.parts}>
        <ul>
          <Part to="/surveys">{s.overview}</Part>
          <Part to="/surveys/list">{s.list}</Part>
          <Part to="/surveys/decisions">{s.decisions}</Part>
          {maySend() && <Part to="/surveys/send">{s.send}</Part>}
        </ul>
      </nav>
      {children}
    </Page>
  );
}

const Part = ({
  to,
  children,
}: {
  to: '/surveys' | '/surveys/list' | '/surveys/decisions' | '/surveys/send';
  children: string;
}) => (
  <li>
    <Link
      to={to}
      activeOptions={{ exact: true, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      preload="intent"
    >
      {children}
    </Link>
  </li>
);

const looks: Partial<Record<SurveyStatus, string>> = {
  completed: 'ok',
  bounced: 'warn',
  unresolved: 'warn',
  opted_out: 'warn',
};
export const StatusTag = ({ status }: { status: SurveyStatus }) => (
  <span className={`tag ${looks[status] ?? ''}`}>{surveysTexts().statuses[status]}</span>
);

export const whoOf = ({ contact, customerId }: Pick<Survey, 'contact' | 'customerId'>): string =>
  contact?.name ?? contact?.email ?? customerId ?? surveysTexts().anonymous;

export const aboutWhat = ({ relatedTo }: Pick<Survey, 'relatedTo'>): string => Object.values(relatedTo).join(', ');

export const triggerWords = (trigger: string): string => (trigger === 'list' ? surveysTexts().byHand : trigger);

export const maySend = (): boolean => may('surveys:send');
