import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { alertRuleRoutes } from '../../../../shared/alert-rule/alert-rule.routes.ts';
import type { AlertRuleDetail } from '../../../../shared/alert-rule/alert-rule.schema.ts';
import { api } from '../../api/client.ts';
import { type Fields, merge } from '../../api/merge.ts';
import { isStale, useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Conflict } from '../../kit/conflict.tsx';
import { useDraft } from '../../kit/draft.ts';
import { fieldErrorsOf, useFirstError } from '../../kit/field-errors.ts';
import { Panel } from '../../kit/page.tsx';
import { usePeople } from '../../kit/people.tsx';
import { Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { Replay } from './replay.tsx';
import { meansSome, repeatedIn } from './conditions.ts';
import { ruleLabels, ruleWords } from './conflict-words.ts';
import { changesOf, conditionsIn, fieldsOf, ruleOf } from './rule-form.ts';
import { RuleFields } from './rule-fields.tsx';
import { RuleMore } from './rule-more.tsx';
import { ruleTexts } from './texts/texts.ts';

const rules = api(alertRuleRoutes);
type Base = { fields: Fields; version: number };
type Kept = { base: Base; fields: Fields };
/** What is saved with the fields: on, off, or as it is. */
type Switch = boolean | undefined;

/** Says too little to be saved, or something that a rule cannot hold. */
function isUnfit(fields: Fields): boolean {
  if (!fields['name']?.trim()) return true;
  if (fields['kind'] !== 'record') return false;
  const conditions = conditionsIn(fields);
  return repeatedIn(conditions) !== undefined || !meansSome(conditions);
}

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
  const [clashing, setClashing] = useState<{ theirs: AlertRuleDetail; to: Switch }>();
  const [meeting, setMeeting] = useState<unknown>();
  const [replayed, setReplayed] = useState<string>();
  const [lacking, setLacking] = useState(false);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const create = useChange(rules.create);
  const edit = useChange(rules.edit);
  const error = create.error ?? meeting ?? (isStale(edit.error) ? null : edit.error);
  const refused = fieldErrorsOf(error);
  useFirstError(room, refused);

  const body = ruleOf(fields, rule?.notify);
  const inWords = JSON.stringify(body);
  const isOn = rule?.enabled ?? false;
  const unfit = isUnfit(fields);
  const people = usePeople();

  const done = (to: Switch): void => {
    draft.forget();
    toast(to === undefined ? r.saved : to ? r.switchedOn : r.switchedOff);
  };
  const save = (to: Switch, wanted: Fields = fields, from: Base = base): void => {
    setLacking(isUnfit(wanted));
    setMeeting(undefined);
    if (isUnfit(wanted)) return;
    const after = ruleOf(wanted, rule?.notify);
    if (rule === undefined) {
      create.mutate(
        { body: { ...after, enabled: to ?? false }, idempotencyKey },
        {
          onSuccess: ({ ruleId }) => {
            done(to);
            void navigate({ to: '/alerts/rules/$ruleId', params: { ruleId }, replace: true });
          },
        },
      );
      return;
    }
    const switched = to === undefined ? {} : { enabled: to };
    const changes = { ...changesOf(ruleOf(from.fields, rule.notify), after), ...switched };
    if (Object.keys(changes).length === 0) return done(to);
    edit.mutate(
      { params: { ruleId: rule.ruleId }, body: changes, ifMatch: from.version },
      {
        onSuccess: (now) => {
          setFields(fieldsOf(now), { fields: fieldsOf(now), version: now.version });
          done(to);
        },
        onError: (failure) => {
          if (isStale(failure)) void meet(rule.ruleId, to, wanted, from);
        },
      },
    );
  };
  /** Somebody else has saved meanwhile: what only one of both has changed is kept from both. */
  const meet = async (ruleId: string, to: Switch, mine: Fields, from: Base): Promise<void> => {
    try {
      const theirs = await rules.get({ params: { ruleId } });
      const { merged, clash } = merge(from.fields, mine, fieldsOf(theirs));
      if (clash.length > 0) return setClashing({ theirs, to });
      const next = { fields: fieldsOf(theirs), version: theirs.version };
      setFields(merged, next);
      save(to, merged, next);
    } catch (failure) {
      setMeeting(failure);
    }
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
          {error ? <Problem error={error} /> : null}
          <Panel title={r.replay} about={r.replayHelp}>
            <Replay rule={body} ready={!unfit} onSeen={() => setReplayed(inWords)} />
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
              onClick={() => save(undefined)}
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
      {clashing && (
        <Conflict
          base={base.fields}
          mine={fields}
          theirs={fieldsOf(clashing.theirs)}
          labels={ruleLabels()}
          say={(name, text) => ruleWords(name, text, people)}
          onClose={() => setClashing(undefined)}
          onChosen={(chosen) => {
            const next = { fields: fieldsOf(clashing.theirs), version: clashing.theirs.version };
            setClashing(undefined);
            setFields(chosen, next);
            save(clashing.to, chosen, next);
          }}
        />
      )}
    </div>
  );
}
