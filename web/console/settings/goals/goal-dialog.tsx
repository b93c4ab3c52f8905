import { goalRoutes } from '../../../../shared/goal/goal.routes.ts';
import type { Goal } from '../../../../shared/goal/goal.schema.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { choicesOf } from '../../kit/fields.tsx';
import { areaField, numberField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may, ownOnly } from '../../session/me.ts';
import { metricName } from '../../texts/numbers.ts';
import { metricChoices } from '../metric-choices.ts';
import { RecordDialog } from '../../kit/record-dialog.tsx';
import { goalTexts } from './texts/texts.ts';

const goals = api(goalRoutes);
type Draft = Partial<Omit<Goal, 'metric'>> & { metric: string };
type Body = Parameters<typeof goals.create>[0]['body'];

function goalFields(): RecordField[] {
  const g = goalTexts();
  // An agent proposes goals for themselves only.
  const whose = ownOnly()
    ? []
    : [pickField('scope', g.scope, choicesOf(g.scopes)), textField('key', g.key, { help: g.keyHelp })];
  return [
    pickField('metric', g.metric, metricChoices()),
    numberField('target', g.target, { step: 'any', help: g.targetHelp, required: true }),
    ...whose,
    textField('from', g.from, { type: 'date', required: true }),
    textField('to', g.to, { type: 'date', required: true }),
    numberField('minN', g.minN, { min: 1 }),
    pickField('direction', g.direction, choicesOf(g.directions), { none: g.asMetric }),
    areaField('note', g.note, { maxLength: 1_000 }),
  ];
}

export function GoalDialog({ goal, onClose }: { goal: Draft; onClose: () => void }) {
  const g = goalTexts();
  const { goalId, version, state } = goal;
  const create = useChange(goals.create, 'dashboard');
  const edit = useChange(goals.edit, 'dashboard');
  const accept = useChange(goals.accept, 'dashboard');
  const params = { goalId: goalId ?? '' };
  const isNew = version === undefined;
  const writes = may('workflow:write');
  return (
    <RecordDialog<Draft>
      title={isNew ? g.create : metricName(goal.metric)}
      draft={`goal.${goalId ?? ''}`}
      record={goal}
      fields={goalFields()}
      readOnly={!writes && !isNew}
      {...(!isNew && { read: () => goals.get({ params }) })}
      save={({ whole, changes, ifMatch, idempotencyKey }) =>
        ifMatch === undefined
          ? create.mutateAsync({ body: whole as Body, idempotencyKey })
          : edit.mutateAsync({ params, body: changes, ifMatch })
      }
      remove={isNew ? undefined : () => goals.remove({ params, ifMatch: version })}
      resource="goal"
      onClose={onClose}
    >
      {state === 'proposed' && writes && (
        <div className="banner">
          {g.states.proposed}
          <Button
            small
            look="main"
            disabled={accept.isPending}
            onClick={() =>
              accept.mutate(
                { params },
                {
                  onSuccess: () => {
                    onClose();
                    toast(g.accepted);
                  },
                },
              )
            }
          >
            {g.accept}
          </Button>
        </div>
      )}
      {accept.error && <Problem error={accept.error} />}
    </RecordDialog>
  );
}
