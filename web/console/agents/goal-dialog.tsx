import { useRef, useState } from 'react';
import { dashboardRoutes } from '../../../shared/dashboard/dashboard.routes.ts';
import { goalRoutes } from '../../../shared/goal/goal.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { todayIn } from '../kit/days.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useDraft } from '../kit/draft.ts';
import { errorsOf, useFirstError } from '../kit/field-errors.ts';
import { Pick, TextInput } from '../kit/fields.tsx';
import { errorsAt } from '../kit/record.ts';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { agentTexts } from './texts/texts.ts';

const goals = api(goalRoutes);
const metrics = ['csat_avg', 'csat_pct', 'nps', 'ces_avg'] as const;
const USUAL_DAYS = 90;
/** What is wrong with anything else is said below them. */
const shown: readonly string[] = ['metric', 'target', 'from', 'to'];

type Props = { agentId: string; proposes: boolean; onClose: () => void };

/** What an agent is to reach until when. Agents propose it for themselves; it counts once a manager has accepted it. */
export function GoalDialog({ agentId, proposes, onClose }: Props) {
  const a = agentTexts();
  const t = texts();
  const today = todayIn(me().timeZone);
  const [{ metric, target, from, to }, setGoal, draft] = useDraft(`goal.${agentId}`, {
    metric: 'csat_avg' as (typeof metrics)[number],
    target: '',
    from: today,
    to: addDays(today, USUAL_DAYS),
  });
  const [key] = useState(() => crypto.randomUUID());
  const [notNumber, setNotNumber] = useState(false);
  const create = useChange(goals.create, dashboardRoutes.resource);
  const form = useRef<HTMLFormElement>(null);
  const { at: errors, rest: elsewhere } = errorsAt(errorsOf(create.error), shown);
  useFirstError(form, notNumber ? { target: a.notNumber } : errors);
  const change = (some: Partial<{ metric: typeof metric; target: string; from: string; to: string }>): void =>
    setGoal({ metric, target, from, to, ...some });
  const send = (): void => {
    // Whoever writes German or French writes 4,2.
    const wanted = Number(target.trim().replace(',', '.'));
    const wrong = target.trim() === '' || Number.isNaN(wanted);
    setNotNumber(wrong);
    if (wrong) return;
    create.mutate(
      { body: { scope: 'agent', key: agentId, metric, target: wanted, from, to }, idempotencyKey: key },
      {
        onSuccess: () => {
          draft.forget();
          toast(proposes ? a.goalProposed : a.goalSet);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={proposes ? a.proposeGoal : a.setGoal} onClose={onClose}>
      <form
        ref={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Pick
          label={a.metric}
          value={metric}
          choices={metrics.map((value) => ({ value, name: metricName(value) }))}
          error={errors['metric']}
          onChange={(value) => change({ metric: value })}
        />
        <TextInput
          label={a.target}
          help={a.goalHelp}
          inputMode="decimal"
          value={target}
          error={notNumber ? a.notNumber : errors['target']}
          onChange={(value) => change({ target: value })}
        />
        <TextInput
          label={t.firstDay}
          type="date"
          value={from}
          error={errors['from']}
          onChange={(value) => change({ from: value })}
        />
        <TextInput
          label={t.lastDay}
          type="date"
          min={from}
          value={to}
          error={errors['to']}
          onChange={(value) => change({ to: value })}
        />
        {create.error && !shown.some((field) => errors[field]) && <Problem error={create.error} />}
        {elsewhere.length > 0 && (
          <p className="banner error" role="alert">
            <bdi>{elsewhere.join(' ')}</bdi>
          </p>
        )}
        <div className="actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="main" type="submit" disabled={create.isPending}>
            {proposes ? a.proposeGoal : a.setGoal}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
