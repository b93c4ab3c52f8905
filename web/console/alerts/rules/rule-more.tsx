import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { alertRuleRoutes } from '../../../../shared/alert-rule/alert-rule.routes.ts';
import type { AlertRuleDetail } from '../../../../shared/alert-rule/alert-rule.schema.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Removal } from '../../kit/removal.tsx';
import { Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { When } from '../../kit/when.tsx';
import { ruleTexts } from './texts/texts.ts';

const rules = api(alertRuleRoutes);
const DAY_MS = 86_400_000;

/** Silence for a day, and deleting. */
export function RuleMore({ rule: { ruleId, name, version, mutedUntil } }: { rule: AlertRuleDetail }) {
  const r = ruleTexts();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const mute = useChange(rules.mute, 'alert');
  const muted = mutedUntil !== undefined && Date.parse(mutedUntil) > Date.now();
  const silence = (until: string | null): void =>
    mute.mutate({ params: { ruleId }, body: { until } }, { onSuccess: () => toast(until ? r.muted : r.unmuted) });
  return (
    <div className="tags">
      <Button
        small
        disabled={mute.isPending}
        onClick={() => silence(muted ? null : new Date(Date.now() + DAY_MS).toISOString())}
      >
        {muted ? r.unmute : r.mute}
      </Button>
      {muted && (
        <span className="note">
          {r.mutedUntil} <When at={mutedUntil} />
        </span>
      )}
      <Button small look="danger" onClick={() => setAsks(true)}>
        {r.remove}
      </Button>
      {mute.error && <Problem error={mute.error} />}
      {asks && (
        <Removal
          title={r.remove}
          action={r.remove}
          remove={() => rules.remove({ params: { ruleId }, ifMatch: version })}
          away={async () => {
            toast(r.removed);
            await navigate({ to: '/alerts/rules' });
          }}
          touches={['alert-rule', 'alert']}
          onClose={() => setAsks(false)}
        >
          <bdi>{r.removeHelp(name)}</bdi>
        </Removal>
      )}
    </div>
  );
}
