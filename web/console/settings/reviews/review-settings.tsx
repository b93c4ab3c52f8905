import { Link } from '@tanstack/react-router';
import { reviewSettingsRoutes } from '../../../../shared/review/review.routes.ts';
import type { ReviewSettings as Stored } from '../../../../shared/review/review-settings.schema.ts';
import { ruleTexts } from '../../alerts/rules/texts/texts.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { weekdayName } from '../../kit/names.ts';
import { Page, Panel } from '../../kit/page.tsx';
import { PeopleList } from '../../kit/people-list.tsx';
import { usePeople } from '../../kit/people.tsx';
import {
  checksField,
  flagField,
  jsonField,
  numberField,
  pickField,
  type RecordField,
  textField,
} from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { useRoles } from '../people/use-roles.ts';
import { settingsTexts } from '../texts/texts.ts';
import { reviewSettingsTexts } from './texts/texts.ts';

const settings = api(reviewSettingsRoutes);

/** When looks back are made, and who is told of the weekly one. */
export function ReviewSettings() {
  const s = reviewSettingsTexts();
  const read = useRead(settings.settings, {});
  return (
    <Page
      title={settingsTexts().names.reviews}
      about={
        <>
          {s.about} <Link to="/reviews">{s.toReviews}</Link>
        </>
      }
    >
      <Loaded read={read} height={480}>
        {(stored) => <Form stored={stored} />}
      </Loaded>
    </Page>
  );
}

function useFields(): RecordField[] {
  const s = reviewSettingsTexts();
  const people = usePeople();
  const { names } = useRoles();
  const weekday = pickField(
    'weekly/weekday',
    s.weekday,
    [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), name: weekdayName(day) })),
  );
  return [
    flagField('weekly/enabled', s.weekly, { help: s.weeklyHelp, wide: true }),
    // Kept as a number, chosen by its name.
    { ...weekday, read: (day) => String(day), write: Number },
    textField('weekly/at', s.weeklyAt, { type: 'time', required: true }),
    flagField('monthly/enabled', s.monthly, { help: s.monthlyHelp, wide: true }),
    numberField('monthly/day', s.monthlyDay, { min: 1, max: 28, required: true }),
    textField('monthly/at', s.monthlyAt, { type: 'time', required: true }),
    flagField('quarterly/enabled', s.quarterly, { help: s.quarterlyHelp, wide: true }),
    numberField('quarterly/day', s.quarterlyDay, { min: 1, max: 28, required: true }),
    textField('quarterly/at', s.quarterlyAt, { type: 'time', required: true }),
    checksField(
      'recipients/roles',
      s.roles,
      names.map((value) => ({ value, name: ruleTexts().roleNames[value] ?? value })),
      { help: s.recipientsHelp },
    ),
    jsonField<string[]>('recipients/userIds', s.people, [], {
      control: ({ label, error, value, onChange }) => (
        <PeopleList label={label} nobody={s.choose} error={error} chosen={value} onChange={onChange} />
      ),
      say: (ids) => ids.map((id) => people.find(({ userId }) => userId === id)?.name ?? id).join(', '),
    }),
  ];
}

function Form({ stored }: { stored: Stored }) {
  const put = useChange(settings.putSettings);
  const fields = useFields();
  return (
    <Panel title={reviewSettingsTexts().when}>
      <RecordForm<Stored>
        draft="review-settings"
        record={stored}
        fields={fields}
        readOnly={!may('settings:write')}
        read={() => settings.settings()}
        save={({ whole, ifMatch = stored.version }) => put.mutateAsync({ body: bodyOf(whole), ifMatch })}
        onSaved={() => toast(texts().saved)}
      />
    </Panel>
  );
}

function bodyOf({ weekly, monthly, quarterly, recipients }: Stored) {
  return { weekly, monthly, quarterly, recipients };
}
