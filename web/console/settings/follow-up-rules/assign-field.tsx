import { Pick, TextInput } from '../../kit/fields.tsx';
import { PeopleList } from '../../kit/people-list.tsx';
import { PersonPick } from '../../kit/people.tsx';
import type { Control } from '../../kit/record-fields.tsx';
import { type Assign, assignAs } from './rule-form.ts';
import { followUpRuleTexts } from './texts/texts.ts';

type Props = Omit<Control, 'value' | 'onChange'> & { value: Assign; onChange: (value: Assign) => void };
const modes = ['none', 'fixed', 'round_robin', 'least_loaded'] as const;

/** To whom a follow-up is given: one person, several in turns or by their load, a team, or nobody yet. */
export function AssignField({ label, error, value, onChange }: Props) {
  const x = followUpRuleTexts();
  const userIds = 'userIds' in value ? (value.userIds ?? []) : [];
  const teamId = 'teamId' in value ? (value.teamId ?? '') : '';
  const team = (to: (teamId: string) => Assign) => (
    <TextInput label={x.team} help={x.teamHelp} maxLength={200} value={teamId} onChange={(id) => onChange(to(id))} />
  );
  return (
    <fieldset className="choices">
      <legend className="label">{label}</legend>
      <div className="form-grid wide-line">
        <Pick
          label={x.mode}
          value={value.mode}
          error={error}
          choices={modes.map((mode) => ({ value: mode, name: x.modes[mode] }))}
          onChange={(mode) => onChange(assignAs(mode, value))}
        />
        {value.mode === 'fixed' && (
          <PersonPick
            label={x.person}
            nobody={x.choose}
            value={userIds[0] ?? ''}
            onChange={(id) => onChange({ mode: 'fixed', userIds: id ? [id] : [] } as Assign)}
          />
        )}
        {value.mode === 'none' && team((id) => ({ mode: 'none', ...(id && { teamId: id }) }))}
        {(value.mode === 'round_robin' || value.mode === 'least_loaded') && (
          <>
            {teamId === '' && (
              <PeopleList
                label={x.people}
                nobody={x.choose}
                chosen={userIds}
                onChange={(ids) => onChange({ mode: value.mode, userIds: ids } as Assign)}
              />
            )}
            {userIds.length === 0 &&
              team((id) => (id ? { mode: value.mode, teamId: id } : assignAs(value.mode, { mode: 'none' })))}
          </>
        )}
      </div>
    </fieldset>
  );
}

type Named = readonly { userId: string; name: string }[];
/** The same in a line. */
export function assignWords(assign: Assign, people: Named): string {
  const x = followUpRuleTexts();
  const teamId = 'teamId' in assign ? assign.teamId : undefined;
  const names = ('userIds' in assign ? (assign.userIds ?? []) : []).map(
    (id) => people.find(({ userId }) => userId === id)?.name ?? id,
  );
  const whom = teamId ?? names.join(', ');
  if (assign.mode === 'fixed') return whom;
  if (assign.mode === 'none') return teamId ?? x.nobodyYet;
  return whom === '' ? x.modes[assign.mode] : `${x.modes[assign.mode]}: ${whom}`;
}
