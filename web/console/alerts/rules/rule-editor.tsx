import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { alertRuleRoutes } from '../../../../shared/alert-rule/alert-rule.routes.ts';
import type { AlertRuleDetail } from '../../../../shared/alert-rule/alert-rule.schema.ts';
import { ApiError } from '../../../../shared/http/client.ts';
import { api } from '../../api/client.ts';
import { type Fields, merge } from '../../api/merge.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Conflict } from '../../kit/conflict.tsx';
import { useDraft } from '../../kit/draft.ts';
import { fieldErrorsOf, useFirstError } from '../../kit/field-errors.ts';
import { Panel } from '../../kit/page.tsx';
import { Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { Replay } from './replay.tsx';
import { changesOf, conditionsIn, fieldsOf, ruleOf } from './rule-form.ts';
import { RuleFields } from './rule-fields.tsx';
import { RuleMore } from './rule-more.tsx';
import { ruleTexts } from './texts/texts.ts';

const rules = api(alertRuleRoutes);
type Base = { fields: Fields; version: number };
type Kept = { base: Base; fields: Fields };

/**
 * A rule as it is to be. What it would have done in the last 90 days is drawn before it is switched on: a rule is a guess
 * until then.
 */
export function RuleEditor({ rule }: { rule: AlertRuleDetail | undefined }) {
  const r = ruleTexts();
  const t = texts();
  const navigate = useNavigate();
  const room = useRef<HTMLDivElement>(null);
  const begin: Base = { fields: fieldsOf(rule ?? {}), version: rule?.version ?? 0 };
  // What was begun is kept with what it began from: else a change by somebody else would be undone by it.
  const [kept, setKept, draft] = useDraft<Kept>(`alert-rule.${rule?.ruleId ?? 'new'}`, {
    base: begin,
    fields: begin.fields,
  });
  const { base, fields } = kept;
  const setFields = (next: Fields, from: Base = base): void => setKept({ base: from, fields: next });
  const [theirs, setTheirs] = useState<AlertRuleDetail>();
  const [replayed, setReplayed] = useState<string>();
  const [lacking, setLacking] = useState(false);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const create = useChange(rules.create);
  const edit = useChange(rules.edit);
  const error = create.error ?? (edit.error instanceof ApiError && edit.error.status === 412 ? null : edit.error);
  const refused = fieldErrorsOf(error);
  useFirstError(room, refused);

  const body = ruleOf(fields, rule?.notify);
  const inWords = JSON.stringify(body);
  const isOn = rule?.enabled ?? false;
  const blank =
    fields['kind'] === 'record' && !conditionsIn(fields).some(({ group, value }) => group !== 'none' && value);

  const done = (said: string): void => {
    draft.forget();
    toast(said);
  };
  const save = (enabled: boolean, wanted: Fields = fields, from: Base = base): void => {
    setLacking(blank || !wanted['name']?.trim());
    if (blank || !wanted['name']?.trim()) return;
    const after = { ...ruleOf(wanted, rule?.notify), enabled };
    const said = enabled === isOn ? r.saved : enabled ? r.switchedOn : r.switchedOff;
    if (rule === undefined) {
      create.mutate(
        { body: after, idempotencyKey },
        {
          onSuccess: ({ ruleId }) => {
            done(said);
            void navigate({ to: '/alerts/rules/$ruleId', params: { ruleId }, replace: true });
          },
        },
      );
      return;
    }
    const changes = changesOf({ ...ruleOf(from.fields, rule.notify), enabled: isOn }, after);
    if (Object.keys(changes).length === 0) return done(r.saved);
    edit.mutate(
      { params: { ruleId: rule.ruleId }, body: changes, ifMatch: from.version },
      {
        onSuccess: (now) => {
          setFields(fieldsOf(now), { fields: fieldsOf(now), version: now.version });
          done(said);
        },
        onError: (failure) => {
          if (failure instanceof ApiError && failure.status === 412) void meet(enabled, wanted, from);
        },
      },
    );
  };
  /** Somebody else has saved meanwhile: what only one of both has changed is kept from both. */
  const meet = async (enabled: boolean, mine: Fields, from: Base): Promise<void> => {
    const now = await rules.get({ params: { ruleId: rule?.ruleId ?? '' } });
    const { merged, clash } = merge(from.fields, mine, fieldsOf(now));
    const next = { fields: fieldsOf(now), version: now.version };
    if (clash.length > 0) return setTheirs(now);
    setFields(merged, next);
    save(enabled, merged, next);
  };
  const labels: Record<string, string> = {
    name: r.name,
    kind: r.kind,
    severity: r.severity,
    conditions: r.conditions,
    groupBy: r.groupBy,
    metric: r.metric,
    scope: r.scope,
    test: r.test,
    direction: r.direction,
    warning: r.warning,
    critical: r.critical,
    roles: r.roles,
    userIds: r.tells,
    ownerId: r.owner,
  };
  const readOnly = !may('alerts:write');
  return (
    <div className="stack" ref={room}>
      {draft.found && <p className="banner">{r.draft}</p>}
      <RuleFields
        fields={fields}
        set={(change) => setFields({ ...fields, ...change } as Fields)}
        errors={refused}
        lacking={lacking}
        readOnly={readOnly}
      />
      {!readOnly && (
        <>
          {error && <Problem error={error} />}
          <Panel title={r.replay} about={r.replayHelp}>
            <Replay rule={body} ready={!blank && Boolean(fields['name']?.trim())} onSeen={() => setReplayed(inWords)} />
          </Panel>
          <div className="actions">
            <Button
              onClick={() => {
                draft.forget();
                void navigate({ to: '/alerts/rules' });
              }}
            >
              {t.cancel}
            </Button>
            {isOn && (
              <Button disabled={edit.isPending} onClick={() => save(false)}>
                {r.switchOff}
              </Button>
            )}
            <Button
              look={isOn ? 'main' : undefined}
              disabled={edit.isPending || create.isPending}
              onClick={() => save(isOn)}
            >
              {isOn ? t.save : r.saveOff}
            </Button>
            {!isOn && (
              <Button
                look="main"
                disabled={replayed !== inWords || edit.isPending || create.isPending}
                onClick={() => save(true)}
              >
                {r.switchOn}
              </Button>
            )}
          </div>
          {!isOn && replayed !== inWords && <p className="note end">{r.tryFirst}</p>}
          {rule && <RuleMore rule={rule} />}
        </>
      )}
      {theirs && (
        <Conflict
          base={base.fields}
          mine={fields}
          theirs={fieldsOf(theirs)}
          labels={labels}
          onClose={() => setTheirs(undefined)}
          onChosen={(chosen) => {
            setTheirs(undefined);
            const next = { fields: fieldsOf(theirs), version: theirs.version };
            setFields(chosen, next);
            save(isOn, chosen, next);
          }}
        />
      )}
    </div>
  );
}
