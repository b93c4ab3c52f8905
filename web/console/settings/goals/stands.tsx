import { goalRoutes } from '../../../../shared/goal/goal.routes.ts';
import type { Goal, GoalStatus } from '../../../../shared/goal/goal.schema.ts';
import type * as z from 'zod';
import { formatValue } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { Loaded } from '../../kit/states.tsx';
import { spoken, texts } from '../../texts/console.ts';
import { goalTexts } from './texts/texts.ts';

const goals = api(goalRoutes);
type Status = z.output<typeof GoalStatus>;
const looks: Record<Status, string> = {
  on_course: 'ok',
  reached: 'ok',
  behind: 'warn',
  close: 'warn',
  missed: 'error',
  too_few: '',
};

/** The number against its target, computed on reading. */
export function Stands({ goal: { goalId, state } }: { goal: Goal }) {
  const g = goalTexts();
  const read = useRead(goals.progress, { params: { goalId } });
  return (
    <Loaded read={read} height={24}>
      {({ figure, target, status, needed }) => (
        <>
          {formatValue(spoken(), figure.unit, figure.value)} / {formatValue(spoken(), figure.unit, target)}{' '}
          <span className={`tag ${looks[status]}`}>{g.statuses[status]}</span>{' '}
          {state === 'proposed' && <span className="tag">{g.states.proposed}</span>}
          <p className="note">
            {texts().answers(figure.n)}
            {needed !== null && ` · ${g.needed(formatValue(spoken(), figure.unit, needed))}`}
          </p>
        </>
      )}
    </Loaded>
  );
}
