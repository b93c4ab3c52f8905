import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { ContactPreferences } from '../../../../shared/contact-preference/contact-preference.schema.ts';
import { surveyRoutes } from '../../../../shared/survey/survey.routes.ts';
import type * as z from 'zod';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { TextInput } from '../../kit/fields.tsx';
import { momentField } from '../../kit/moment-field.tsx';
import { Panel } from '../../kit/page.tsx';
import { flagField, pickField, type RecordField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { privacyTexts } from './texts/texts.ts';

const surveys = api(surveyRoutes);
type Known = z.output<typeof ContactPreferences>;

/** What is known of one person's address, by hand. */
export function Preferences({ email }: { email: string | undefined }) {
  const p = privacyTexts();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(email ?? '');
  const show = (event: FormEvent): void => {
    event.preventDefault();
    void navigate({ to: '/settings/privacy', search: typed.trim() === '' ? {} : { email: typed.trim() } });
  };
  return (
    <Panel title={p.preferences} about={p.preferencesAbout}>
      <form className="inline" onSubmit={show}>
        <TextInput label={p.email} type="email" autoComplete="off" value={typed} onChange={setTyped} />
        <Button type="submit">{p.show}</Button>
      </form>
      {email !== undefined && <One email={email} />}
    </Panel>
  );
}

/** Yes, no, or nothing that was ever said. */
const saidField = (name: string, label: string, now: boolean | undefined): RecordField => ({
  ...pickField(
    name,
    label,
    [
      { value: 'true', name: texts().yes },
      { value: 'false', name: texts().no },
    ],
    // What was said once cannot become never said.
    now === undefined ? { none: privacyTexts().notSaid } : {},
  ),
  read: (value) => (typeof value === 'boolean' ? String(value) : ''),
  write: (text) => (text === '' ? undefined : text === 'true'),
});

function fieldsOf({ consent, productUpdates, complained, pausedUntil }: Known): RecordField[] {
  const p = privacyTexts();
  return [
    saidField('consent', p.consent, consent),
    saidField('productUpdates', p.productUpdates, productUpdates),
    flagField('doNotContact', p.doNotContact),
    flagField('optedOut', p.optedOut),
    flagField('bounced', p.bounced),
    ...(complained ? [flagField('complained', p.complained, { help: p.complainedHelp })] : []),
    ...(pausedUntil === undefined ? [] : [momentField('pausedUntil', p.pausedUntil, { help: p.pausedHelp })]),
  ];
}

function One({ email }: { email: string }) {
  const read = useRead(surveys.preferences, { query: { email } });
  const set = useChange(surveys.setPreferences);
  return (
    <Loaded read={read} height={240}>
      {(known) => (
        <RecordForm<Known, Known>
          draft={`preferences.${email}`}
          record={known}
          fields={fieldsOf(known)}
          readOnly={!may('surveys:write')}
          save={({ changes }) => set.mutateAsync({ body: { email, ...changes } })}
          onSaved={() => toast(texts().saved)}
        />
      )}
    </Loaded>
  );
}
