import { Link } from '@tanstack/react-router';
import type { Rate, SurveyAnalytics } from '../../../shared/survey-analytics/survey.analytics.schema.ts';
import { formatCount, formatRange, formatShare } from '../../chart/format.ts';
import { Panel } from '../kit/page.tsx';
import { Empty, Loaded } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { spoken } from '../texts/console.ts';
import { listOf } from './funnel-parts.tsx';
import { NewTemplate } from './new-template.tsx';
import { useTemplates } from './parts.tsx';
import { surveysTexts } from './texts/texts.ts';

/** Every template with its numbers of the period; also one that was deleted, as long as it has some. */
export function TemplateTable({ analytics }: { analytics: SurveyAnalytics }) {
  const s = surveysTexts();
  const read = useTemplates();
  const days = { from: analytics.from, to: analytics.to };
  return (
    <Panel title={s.templates} aside={<NewTemplate />}>
      <Loaded read={read} height={120}>
        {({ items }) => {
          const groups = new Map((analytics.groups ?? []).map((group) => [group.key, group]));
          const gone = [...groups.keys()].filter((key) => items.every(({ templateId }) => templateId !== key));
          const rows = [
            ...items.map((template) => ({
              key: template.templateId,
              template,
              funnel: groups.get(template.templateId),
            })),
            ...gone.map((key) => ({ key, template: undefined, funnel: groups.get(key) })),
          ];
          if (rows.length === 0) return <Empty action={<NewTemplate />}>{s.noTemplates}</Empty>;
          const count = (n: number | undefined): string => formatCount(spoken(), n ?? 0);
          return (
            <DataTable
              caption={s.templates}
              rows={rows}
              keyOf={({ key }) => key}
              columns={[
                {
                  name: s.template,
                  cell: ({ key, template }) =>
                    template ? (
                      <Link to="/surveys/templates/$templateId" params={{ templateId: key }} className="cell">
                        <bdi>{template.name}</bdi>
                      </Link>
                    ) : (
                      <span className="cell">{s.deleted}</span>
                    ),
                },
                {
                  name: s.state,
                  cell: ({ template }) =>
                    template && (
                      <span className={template.active ? 'tag ok' : 'tag'}>
                        {template.active ? s.active : s.inactive}
                      </span>
                    ),
                },
                { name: s.considered, number: true, cell: ({ funnel }) => count(funnel?.considered) },
                {
                  name: s.sent,
                  number: true,
                  cell: ({ key, funnel }) => (
                    <Link to="/surveys/list" search={listOf({ ...days, templateId: key })}>
                      {count(funnel?.sent)}
                    </Link>
                  ),
                },
                {
                  name: s.completed,
                  number: true,
                  cell: ({ key, funnel }) => (
                    <Link to="/surveys/list" search={listOf({ ...days, templateId: key }, 'completed')}>
                      {count(funnel?.completed)}
                    </Link>
                  ),
                },
                { name: s.rates.response, number: true, cell: ({ funnel }) => <Share rate={funnel?.responseRate} /> },
                {
                  name: s.rates.completion,
                  number: true,
                  cell: ({ funnel }) => <Share rate={funnel?.completionRate} />,
                },
                { name: s.rates.comment, number: true, cell: ({ funnel }) => <Share rate={funnel?.commentRate} /> },
              ]}
            />
          );
        }}
      </Loaded>
    </Panel>
  );
}

const Share = ({ rate }: { rate: Rate | undefined }) =>
  rate === undefined || rate.value === null ? (
    <>–</>
  ) : (
    <>
      {formatShare(spoken(), rate.value)}
      {rate.interval && (
        <span className="note beside">{formatRange(spoken(), 'percent', rate.interval.low, rate.interval.high)}</span>
      )}
    </>
  );
