import { dashboardRoutes } from '../../../shared/dashboard/dashboard.routes.ts';
import { goalRoutes } from '../../../shared/goal/goal.routes.ts';
import { formatDays, formatValue } from '../../chart/format.ts';
import { api } from '../api/client.ts';
import { useChange, useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Problem } from '../kit/states.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { agentTexts } from './texts/texts.ts';
import { unitOf } from './units.ts';

const goals = api(goalRoutes);

/** Goals that an agent has proposed: they count once a manager has accepted them. */
export function Proposed({ agentId, accepts }: { agentId: string; accepts: boolean }) {
  const a = agentTexts();
  const read = useRead(goals.list, { query: { scope: 'agent', key: agentId, open: 'true' } });
  const accept = useChange(goals.accept, dashboardRoutes.resource);
  const proposals = read.data?.items.filter(({ state }) => state === 'proposed') ?? [];
  if (read.error) return <Problem error={read.error} again={() => void read.refetch()} />;
  if (proposals.length === 0) return null;
  return (
    <div>
      <h3>{a.proposed}</h3>
      <ul className="lines">
        {proposals.map(({ goalId, metric, target, from, to }) => (
          <li key={goalId} className="tags">
            <span>
              {metricName(metric)}: <strong>{formatValue(spoken(), unitOf(metric), target)}</strong>{' '}
              <span className="note">{formatDays(spoken(), from, to)}</span>
            </span>
            {accepts && (
              <Button
                small
                disabled={accept.isPending}
                onClick={() =>
                  accept.mutate({ params: { goalId } }, { onSuccess: () => toast(a.accepted), onError: toastError })
                }
              >
                {a.accept}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
