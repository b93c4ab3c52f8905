import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { goalRoutes } from '../../../../shared/goal/goal.routes.ts';
import type { Goal } from '../../../../shared/goal/goal.schema.ts';
import { formatDays } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { usePages, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { FilterPick } from '../../kit/fields.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { may, me, ownOnly } from '../../session/me.ts';
import { spoken } from '../../texts/console.ts';
import { metricName } from '../../texts/numbers.ts';
import { goalsRoute } from '../settings.route.ts';
import { settingsTexts } from '../texts/texts.ts';
import { Awaited } from '../../kit/record-dialog.tsx';
import { GoalDialog } from './goal-dialog.tsx';
import { Stands } from './stands.tsx';
import { goalTexts } from './texts/texts.ts';

const goals = api(goalRoutes);

/** What numbers are to be by a day, and how that stands. */
export function Goals() {
  const g = goalTexts();
  const { goal: shown, ...query } = goalsRoute.useSearch();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const asked: NonNullable<Parameters<typeof goals.list>[0]>['query'] = query;
  const pages = usePages(goals.list, { query: asked });
  const go = (change: { goal?: string | undefined; open?: 'true' | 'false' | undefined }): void =>
    void navigate({ to: '/settings/goals', search: { ...query, goal: undefined, ...change } });
  const create = (may('workflow:write') || may('workflow:own')) && (
    <Button look="main" onClick={() => setCreating(true)}>
      {g.create}
    </Button>
  );
  const { agentId } = me();
  return (
    <Page title={settingsTexts().names.goals} about={g.about} aside={create}>
      <div className="filters">
        <FilterPick
          label={g.which}
          value={query.open}
          choices={[
            { value: 'true', name: g.openOnes },
            { value: 'false', name: g.endedOnes },
          ]}
          onChange={(open) => go({ open })}
        />
      </div>
      <Panel title={settingsTexts().names.goals}>
        <ListOf
          caption={settingsTexts().names.goals}
          pages={pages}
          filtered={query.open !== undefined}
          clear="/settings/goals"
          empty={g.none}
          start={create}
          keyOf={({ goalId }) => goalId}
          onOpen={({ goalId }) => go({ goal: goalId })}
          columns={[
            {
              name: g.metric,
              cell: ({ goalId, metric }) => (
                <Link to="/settings/goals" search={{ ...query, goal: goalId }} className="quiet">
                  {metricName(metric)}
                </Link>
              ),
            },
            { name: g.scope, cell: (goal) => <Whose goal={goal} /> },
            { name: g.days, cell: ({ from, to }) => formatDays(spoken(), from, to) },
            { name: g.stands, cell: (goal) => <Stands goal={goal} /> },
          ]}
        />
      </Panel>
      {creating && (
        <GoalDialog
          goal={
            ownOnly() && agentId !== undefined
              ? { metric: 'csat_avg', scope: 'agent', key: agentId, minN: 30 }
              : { metric: 'nps', scope: 'company', minN: 30 }
          }
          onClose={() => setCreating(false)}
        />
      )}
      {shown !== undefined && <Opened key={shown} goalId={shown} onClose={() => go({})} />}
    </Page>
  );
}

/** Read by itself: a link may lead to one that the list has not loaded. */
function Opened({ goalId, onClose }: { goalId: string; onClose: () => void }) {
  const read = useRead(goals.get, { params: { goalId } });
  if (read.data) return <GoalDialog goal={read.data} onClose={onClose} />;
  return <Awaited title={settingsTexts().names.goals} read={read} onClose={onClose} />;
}

const Whose = ({ goal: { scope, key } }: { goal: Goal }) => (
  <>
    {goalTexts().scopes[scope]} {key && <bdi>{key}</bdi>}
  </>
);
