import { Link } from '@tanstack/react-router';
import type { Weekly } from '../../../shared/review/review.schema.ts';
import { formatValue } from '../../chart/format.ts';
import { Panel } from '../kit/page.tsx';
import { Empty } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { When } from '../kit/when.tsx';
import { spoken, texts } from '../texts/console.ts';
import { triageTexts } from '../triage/texts/texts.ts';
import { count, kindWords } from './parts.ts';
import { reviewTexts } from './texts/texts.ts';

const routeName = (route: Weekly['routes'][number]['route']): string =>
  route === 'none' ? reviewTexts().noRoute : triageTexts().choices[route];

/** What waited for a decision, and what was decided in the week. */
export function WeeklyReview({ weekly }: { weekly: Weekly }) {
  const v = reviewTexts();
  const { waiting, routes, mostVoices, unreferenced, newThemes = [], decided, waitMedian } = weekly;
  return (
    <>
      <Panel title={v.waiting(waiting)} about={v.waitingHelp} aside={<Link to="/triage">{v.toTriage}</Link>}>
        <p>
          {v.decided(decided.value ?? 0)}
          {waitMedian.value !== null && ` · ${v.waited(formatValue(spoken(), 'hours', waitMedian.value))}`}
        </p>
        {routes.length > 0 && (
          <DataTable
            caption={v.byRoute}
            rows={routes}
            keyOf={({ route }) => route}
            columns={[
              { name: v.route, cell: ({ route }) => routeName(route) },
              { name: v.ages.under_7_days, number: true, cell: (row) => count(row.under_7_days) },
              { name: v.ages['7_to_14_days'], number: true, cell: (row) => count(row['7_to_14_days']) },
              { name: v.ages.over_14_days, number: true, cell: (row) => count(row.over_14_days) },
            ]}
          />
        )}
      </Panel>
      <Panel title={v.mostVoices}>
        {mostVoices.length === 0 ? (
          <Empty>{v.nothing}</Empty>
        ) : (
          <DataTable
            caption={v.mostVoices}
            rows={mostVoices}
            keyOf={({ feedbackId }) => feedbackId}
            columns={[
              {
                name: v.subject,
                cell: ({ feedbackId, type, theme }) => (
                  <Link to="/feedback/$feedbackId" params={{ feedbackId }}>
                    <bdi>{kindWords({ type, theme })}</bdi>
                  </Link>
                ),
              },
              { name: v.voices, number: true, cell: (row) => count(row.voices) },
              { name: triageTexts().impact, cell: ({ impact }) => triageTexts().impacts[impact] },
              { name: v.route, cell: ({ route }) => routeName(route) },
              { name: v.arrived, cell: ({ arrivedAt }) => <When at={arrivedAt} /> },
            ]}
          />
        )}
      </Panel>
      {unreferenced.count > 0 && (
        <Panel title={v.unreferenced(unreferenced.count)} about={v.unreferencedHelp}>
          <ul className="lines">
            {unreferenced.oldest.map(({ handOverId, feedbackId, initiativeId, createdAt }) => (
              <li key={handOverId}>
                {feedbackId && (
                  <Link to="/feedback/$feedbackId" params={{ feedbackId }}>
                    {v.record}
                  </Link>
                )}
                {initiativeId && (
                  <Link to="/initiatives/$initiativeId" params={{ initiativeId }}>
                    {v.initiative}
                  </Link>
                )}{' '}
                <span className="note">
                  <When at={createdAt} />
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {newThemes.length > 0 && (
        <Panel title={v.newThemes} about={v.newThemesHelp}>
          <ul className="lines">
            {newThemes.map(({ topicId, topic, n, voices }) => (
              <li key={topicId}>
                <bdi>{topic}</bdi> – {texts().records(n)}, {v.people(voices)}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
