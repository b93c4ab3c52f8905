import { Link, useNavigate } from '@tanstack/react-router';
import { surveyRoutes } from '../../../shared/survey/survey.routes.ts';
import type { SurveyStatus } from '../../../shared/survey/survey.schema.ts';
import { api } from '../api/client.ts';
import { usePages } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Check, Pick } from '../kit/fields.tsx';
import { ListOf } from '../kit/list-of.tsx';
import { Panel } from '../kit/page.tsx';
import { useRowKeys } from '../kit/row-keys.ts';
import { exact, When } from '../kit/when.tsx';
import { textsIn } from '../search.ts';
import { texts } from '../texts/console.ts';
import { aboutWhat, StatusTag, SurveysPage, useTemplateName, useTemplates, whoOf } from './parts.tsx';
import { SurveyRecord } from './survey-record.tsx';
import { filters, type SurveySearch, listRoute } from './surveys.route.ts';
import { surveysTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);
type Query = NonNullable<NonNullable<Parameters<typeof surveys.list>[0]>['query']>;

/** Surveys, newest first; a row opens beside the list. */
export function SurveyList() {
  const s = surveysTexts();
  const search = listRoute.useSearch();
  const navigate = useNavigate();
  const nameOf = useTemplateName();
  const { open: opened, ...query } = search;
  const pages = usePages(surveys.list, { query: query as Query });
  const { items } = pages;
  const filtered = filters.some((name) => search[name] !== undefined);
  const open = (surveyId: string | undefined): void =>
    void navigate({
      to: '/surveys/list',
      search: textsIn({ ...search, open: surveyId }, [...filters, 'open']),
      replace: opened !== undefined,
    });
  useRowKeys({ keys: items.map(({ surveyId }) => surveyId), at: opened, open });
  return (
    <SurveysPage title={s.list}>
      <Filters search={search} />
      <Panel title={s.list}>
        <ListOf
          caption={s.list}
          pages={pages}
          keyOf={({ surveyId }) => surveyId}
          openKey={opened}
          onOpen={({ surveyId }) => open(surveyId)}
          empty={s.noneYet}
          filtered={filtered}
          clear="/surveys/list"
          height={480}
          columns={[
            {
              name: s.who,
              cell: (survey) => (
                <Link to="/surveys/list" search={{ ...search, open: survey.surveyId }} className="quiet cell">
                  <bdi>{whoOf(survey)}</bdi>
                </Link>
              ),
            },
            { name: s.status, cell: ({ status }) => <StatusTag status={status} /> },
            { name: s.template, cell: ({ templateId }) => <bdi className="cell">{nameOf(templateId)}</bdi> },
            { name: s.about, cell: (survey) => <bdi className="cell">{aboutWhat(survey)}</bdi> },
            { name: s.asked, cell: ({ createdAt }) => <When at={createdAt} /> },
          ]}
        />
      </Panel>
      {opened !== undefined && (
        <Dialog side title={s.life} onClose={() => open(undefined)}>
          <SurveyRecord surveyId={opened} />
        </Dialog>
      )}
    </SurveysPage>
  );
}

/** What the list is limited to. All of it stands in the address. */
function Filters({ search }: { search: SurveySearch }) {
  const s = surveysTexts();
  const t = texts();
  const navigate = useNavigate();
  const templates = useTemplates();
  const set = (change: Partial<SurveySearch>): void =>
    void navigate({
      to: '/surveys/list',
      search: textsIn({ ...search, open: undefined, ...change }, filters),
      replace: true,
    });
  const statuses = Object.keys(s.statuses) as SurveyStatus[];
  return (
    <div className="filters">
      <Pick
        label={s.status}
        labelHidden
        value={search.status ?? ''}
        choices={[
          { value: '', name: `${s.status}: ${t.all}` },
          ...statuses.map((value) => ({ value, name: s.statuses[value] })),
        ]}
        onChange={(status) => set({ status })}
      />
      <Pick
        label={s.template}
        labelHidden
        value={search.templateId ?? ''}
        choices={[
          { value: '', name: s.allTemplates },
          ...(templates.data?.items ?? []).map(({ templateId, name }) => ({ value: templateId, name })),
        ]}
        onChange={(templateId) => set({ templateId })}
      />
      <Check
        label={s.onlyQuarantined}
        checked={search.quarantined === 'true'}
        onChange={(on) => set({ quarantined: on ? 'true' : undefined })}
      />
      {(['from', 'to'] as const).map((name) => {
        const at = search[name];
        if (at === undefined || Number.isNaN(Date.parse(at))) return null;
        const words = name === 'from' ? s.since(exact(at)) : s.until(exact(at));
        return (
          <Button key={name} small onClick={() => set({ [name]: undefined })} aria-label={`${t.remove}: ${words}`}>
            {words} ✕
          </Button>
        );
      })}
    </div>
  );
}
