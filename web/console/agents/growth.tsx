import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AgentDashboard } from '../../../shared/dashboard/dashboard.schema.ts';
import { formatCount, formatGap, formatValue, formatWithMargin } from '../../chart/format.ts';
import { Button } from '../kit/button.tsx';
import { RecordsLink } from '../kit/figure.tsx';
import { Panel } from '../kit/page.tsx';
import { usePeople } from '../kit/people.tsx';
import { Empty } from '../kit/states.tsx';
import { DataTable } from '../kit/table.tsx';
import { may, me } from '../session/me.ts';
import { spoken, texts } from '../texts/console.ts';
import { metricName, nameOf } from '../texts/numbers.ts';
import { GoalDialog } from './goal-dialog.tsx';
import { Proposed } from './proposed.tsx';
import { agentTexts } from './texts/texts.ts';

const looks: Readonly<Record<string, string>> = { on_course: 'ok', reached: 'ok', behind: 'warn', missed: 'error' };

/** What was agreed on, and how far it is. */
export function Goals({ goals, agentId }: { goals: NonNullable<AgentDashboard['goals']>; agentId: string }) {
  const a = agentTexts();
  const [setting, setSetting] = useState(false);
  // Goals are for people whom the company knows: who is only named by feedback has nobody to tell.
  const known = usePeople().some(({ userId }) => userId === agentId);
  const leads = may('workflow:write') && known;
  const proposes = me().agentId === agentId && may('workflow:own');
  return (
    <Panel
      title={a.goals}
      aside={
        (leads || proposes) && (
          <Button small onClick={() => setSetting(true)}>
            {leads ? a.setGoal : a.proposeGoal}
          </Button>
        )
      }
    >
      {setting && <GoalDialog agentId={agentId} proposes={!leads} onClose={() => setSetting(false)} />}
      <Proposed agentId={agentId} accepts={may('workflow:write')} />
      {goals.length === 0 ? (
        <Empty>{a.noGoals}</Empty>
      ) : (
        <DataTable
          caption={a.goals}
          rows={goals}
          keyOf={({ goalId }) => goalId}
          columns={[
            { name: a.metric, cell: ({ figure }) => metricName(figure.metric) },
            {
              name: a.value,
              number: true,
              cell: ({ figure }) => (
                <>
                  {formatWithMargin(spoken(), figure.unit, figure.value, figure.marginOfError)}
                  <p className="note">
                    <RecordsLink records={figure.records}>{`n ${formatCount(spoken(), figure.n)}`}</RecordsLink>
                  </p>
                </>
              ),
            },
            {
              name: a.target,
              number: true,
              cell: ({ figure, target }) => formatValue(spoken(), figure.unit, target),
            },
            { name: a.gap, number: true, cell: ({ figure, gap }) => formatGap(spoken(), figure.unit, gap) },
            {
              name: a.needed,
              number: true,
              cell: ({ figure, needed }) => formatValue(spoken(), figure.unit, needed),
            },
            {
              name: a.status,
              cell: ({ status }) => <span className={`tag ${looks[status] ?? ''}`}>{nameOf(status)}</span>,
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** Where ratings lie below the team's by more than chance, with what customers said there. */
export function Gaps({ gaps }: { gaps: AgentDashboard['gaps'] }) {
  const a = agentTexts();
  return (
    <Panel title={a.gaps} about={a.gapsAbout}>
      {gaps.length === 0 ? (
        <Empty>{a.noGaps}</Empty>
      ) : (
        <ul className="lines">
          {gaps.map(({ category, figure, quotes }) => (
            <li key={category} className="stack">
              <p>
                <strong>
                  <bdi>{category}</bdi>
                </strong>{' '}
                {formatWithMargin(spoken(), figure.unit, figure.value, figure.marginOfError)} ·{' '}
                <RecordsLink records={figure.records}>{texts().answers(figure.n)}</RecordsLink>
              </p>
              {quotes.map(({ feedbackId, text }) => (
                <p key={feedbackId} className="quote">
                  <Link to="/feedback/$feedbackId" params={{ feedbackId }} className="quiet">
                    <bdi>{text}</bdi>
                  </Link>
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
