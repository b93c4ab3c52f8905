import { Check, Pick, TextInput } from '../../kit/fields.tsx';
import { Panel } from '../../kit/page.tsx';
import { PeopleList } from '../../kit/people-list.tsx';
import { PersonPick } from '../../kit/people.tsx';
import { Checks } from '../../kit/record-fields.tsx';
import { texts } from '../../texts/console.ts';
import { alertTexts } from '../texts/texts.ts';
import { fieldName } from './condition-words.ts';
import { meansSome, repeatedIn } from './conditions.ts';
import { ConditionsEditor } from './conditions-editor.tsx';
import { MetricFields } from './metric-fields.tsx';
import { type FieldsProps, numberField } from './number-field.tsx';
import { conditionsIn, namesIn } from './rule-form.ts';
import { ruleTexts } from './texts/texts.ts';

type Props = FieldsProps & { lacking: boolean; readOnly: boolean };

const groupings = ['record', 'customer', 'agent', 'team', 'category', 'theme', 'source', 'ticket', 'all'] as const;
const severities = ['info', 'warning', 'critical'] as const;

/** What a rule watches, and whom it tells. */
export function RuleFields({ lacking, readOnly, ...form }: Props) {
  const r = ruleTexts();
  const { fields, set, errors } = form;
  const conditions = conditionsIn(fields);
  const twice = repeatedIn(conditions);
  return (
    <fieldset disabled={readOnly} className="plain stack">
      <Panel title={r.watches}>
        <div className="form-grid">
          <TextInput
            label={r.name}
            maxLength={200}
            value={fields['name'] ?? ''}
            error={errors['name'] ?? (lacking && !fields['name']?.trim() ? r.needed : undefined)}
            onChange={(name) => set({ name })}
          />
          <Pick
            label={r.kind}
            value={fields['kind'] ?? 'record'}
            choices={(['record', 'metric'] as const).map((value) => ({ value, name: r.kinds[value] }))}
            onChange={(kind) => set({ kind })}
          />
        </div>
        {fields['kind'] === 'metric' ? (
          <MetricFields {...form} />
        ) : (
          <>
            <ConditionsEditor
              conditions={conditions}
              error={
                (twice && r.twice(fieldName(twice.field))) ??
                errors['match'] ??
                errors['match/all'] ??
                (lacking && !meansSome(conditions) ? r.needsCondition : undefined)
              }
              onChange={(next) => set({ conditions: JSON.stringify(next) })}
            />
            <div className="form-grid">
              <Pick
                label={r.severity}
                value={fields['severity'] ?? 'warning'}
                choices={severities.map((value) => ({ value, name: alertTexts().severities[value] }))}
                onChange={(severity) => set({ severity })}
              />
              <Pick
                label={r.groupBy}
                value={fields['groupBy'] ?? 'record'}
                choices={groupings.map((value) => ({ value, name: r.groupings[value] }))}
                onChange={(groupBy) => set({ groupBy })}
              />
              {numberField(form, 'maxAgeDays', r.maxAgeDays, r.maxAgeHelp)}
              {numberField(form, 'stormAfter', r.stormAfter, r.stormHelp)}
            </div>
          </>
        )}
        <div className="form-grid">{numberField(form, 'cooldownMinutes', r.cooldown, r.cooldownHelp)}</div>
      </Panel>
      <Panel title={r.tells}>
        <Told {...form} />
      </Panel>
    </fieldset>
  );
}

const roles = ['admin', 'manager', 'analyst', 'agent'] as const;

function Told({ fields, set }: FieldsProps) {
  const r = ruleTexts();
  const chosenRoles = namesIn(fields['roles'] ?? '');
  const people = namesIn(fields['userIds'] ?? '');
  return (
    <>
      <Checks
        label={r.roles}
        error={undefined}
        choices={[...new Set<string>([...roles, ...chosenRoles])].map((value) => ({
          value,
          name: r.roleNames[value] ?? value,
        }))}
        chosen={chosenRoles}
        onChange={(next) => set({ roles: next.join(',') })}
      />
      <PeopleList
        label={r.addPerson}
        nobody={r.choose}
        chosen={people}
        onChange={(ids) => set({ userIds: ids.join(',') })}
      />
      <div className="form-grid">
        <PersonPick
          label={r.owner}
          value={fields['ownerId'] ?? ''}
          nobody={texts().none}
          onChange={(ownerId) => set({ ownerId })}
        />
        <Pick
          label={r.minSeverity}
          value={fields['minSeverity'] ?? 'info'}
          choices={severities.map((value) => ({ value, name: alertTexts().severities[value] }))}
          onChange={(minSeverity) => set({ minSeverity })}
        />
      </div>
      <Check
        label={r.ownerOnly}
        checked={fields['ownerOnly'] === 'true'}
        onChange={(on) => set({ ownerOnly: on ? 'true' : '' })}
      />
    </>
  );
}
