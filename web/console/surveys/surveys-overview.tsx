import { useNavigate } from '@tanstack/react-router';
import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import type { Funnel, SurveyAnalytics } from '../../../shared/survey-analytics/survey.analytics.schema.ts';
import { formatDays } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Pick } from '../kit/fields.tsx';
import { Loaded } from '../kit/states.tsx';
import { exact } from '../kit/when.tsx';
import { me } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { presets } from '../../../shared/dashboard/preset.ts';
import { todayIn } from '../kit/days.ts';
import { daysOf } from './days.ts';
import { Ends, FunnelPanel, Rates, Refused } from './funnel-parts.tsx';
import { SurveysPage, useTemplateName, useTemplates } from './parts.tsx';
import { QuestionResults, Scanners } from './question-results.tsx';
import { overviewRoute } from './surveys.route.ts';
import { TemplateTable } from './template-table.tsx';
import { surveysTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);

/** What became of everybody who was considered, for all templates or one, and the templates themselves. */
export function SurveysOverview() {
  const s = surveysTexts();
  const t = texts();
  const { period = '90d', templateId } = overviewRoute.useSearch();
  const navigate = useNavigate();
  const days = daysOf(period, todayIn(me().timeZone));
  const read = useRead(surveys.analytics, { query: { ...days, by: 'template' } });
  const templates = useTemplates();
  const { data } = read;
  const go = (search: { period: typeof period; templateId: string | undefined }): void =>
    void navigate({
      to: '/surveys',
      search: { period: search.period, ...(search.templateId && { templateId: search.templateId }) },
      replace: true,
    });
  return (
    <SurveysPage
      title={s.title}
      about={data && `${formatDays(spoken(), data.from, data.to)} · ${t.asOf(exact(data.asOf))}`}
      aside={
        <div className="filters">
          <Pick
            label={s.template}
            labelHidden
            value={templateId ?? ''}
            choices={[
              { value: '', name: s.allTemplates },
              ...(templates.data?.items ?? []).map(({ templateId: value, name }) => ({ value, name })),
            ]}
            onChange={(chosen) => go({ period, templateId: chosen })}
          />
          <Pick
            label={t.period}
            labelHidden
            value={period}
            choices={presets.map((value) => ({ value, name: t.periods[value] }))}
            onChange={(chosen) => go({ period: chosen, templateId })}
          />
        </div>
      }
    >
      <Loaded read={read} height={560}>
        {(analytics) => <Content analytics={analytics} templateId={templateId} />}
      </Loaded>
    </SurveysPage>
  );
}

function Content({ analytics, templateId }: { analytics: SurveyAnalytics; templateId: string | undefined }) {
  const s = surveysTexts();
  const nameOf = useTemplateName();
  const group = analytics.groups?.find(({ key }) => key === templateId);
  const funnel = templateId === undefined ? analytics.total : (group ?? nothing);
  const scope = { from: analytics.from, to: analytics.to, templateId };
  const title = templateId === undefined ? s.funnel : s.funnelOf(nameOf(templateId));
  return (
    <div className="grid">
      <Rates funnel={funnel} />
      <FunnelPanel title={title} funnel={funnel} scope={scope} />
      <div className="span-4 stack">
        <Refused funnel={funnel} />
        <Ends funnel={funnel} scope={scope} quarantined={analytics.quarantined} />
      </div>
      <TemplateTable analytics={analytics} />
      <QuestionResults analytics={analytics} templateId={templateId} />
      <Scanners scanners={analytics.scanners} />
    </div>
  );
}

/** A template of which nobody was thought in this period has no funnel of its own: all of it is 0. */
const no = { value: null, n: 0, formula: '' };
const nothing: Funnel = {
  considered: 0,
  eligible: 0,
  suppressed: {},
  sent: 0,
  delivered: 0,
  bounced: 0,
  opened: 0,
  started: 0,
  partial: 0,
  completed: 0,
  expired: 0,
  cancelled: 0,
  optedOut: 0,
  unresolved: 0,
  responseRate: no,
  commentRate: no,
  completionRate: no,
  minutesToAnswer: { median: null, n: 0 },
};
