import { peopleRoutes } from '../../../../shared/people/people.routes.ts';
import type { Person } from '../../../../shared/people/people.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { listField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { exact } from '../../kit/when.tsx';
import { texts } from '../../texts/console.ts';
import { languages } from '../../texts/languages.ts';
import { momentField } from '../../kit/moment-field.tsx';
import { languageName, timeZones } from '../../kit/names.ts';
import { peopleTexts } from './texts/texts.ts';

const people = api(peopleRoutes);
type Entered = Pick<Person, 'userId' | 'name' | 'email' | 'language'> & Partial<Person>;
const nobody: Entered = { userId: '', name: '', email: '', language: 'en' };

const fieldsOfPerson = (): RecordField[] => {
  const p = peopleTexts();
  return [
    textField('name', p.name, { maxLength: 200, required: true }),
    textField('email', p.email, { type: 'email', required: true }),
    pickField(
      'language',
      p.language,
      languages.map((value) => ({ value, name: languageName(value) })),
    ),
    textField('timeZone', p.timeZone, { options: timeZones(), help: p.companyZone }),
    momentField('absentUntil', p.absentUntil),
    listField('teamIds', p.teams, { help: p.teamsHelp }),
  ];
};

/** Somebody who has not signed in yet. */
export function NewPerson({ onClose }: { onClose: () => void }) {
  const p = peopleTexts();
  return (
    <Dialog title={p.add} onClose={onClose}>
      <p className="muted">{p.addHelp}</p>
      <Fields person={nobody} onClose={onClose} />
    </Dialog>
  );
}

/** Somebody who works here: how to reach them, and when they are away. */
export function PersonDialog({ userId, onClose }: { userId: string; onClose: () => void }) {
  const p = peopleTexts();
  const read = useRead(people.get, { params: { userId } });
  return (
    <Dialog title={<bdi>{read.data?.name ?? userId}</bdi>} onClose={onClose}>
      <Loaded read={read} height={320}>
        {(person) => (
          <>
            <p className="muted">
              {p.enteredBy[person.enteredBy]} · {exact(person.createdAt)}
            </p>
            <Fields person={person} onClose={onClose} />
          </>
        )}
      </Loaded>
    </Dialog>
  );
}

function Fields({ person, onClose }: { person: Entered; onClose: () => void }) {
  const p = peopleTexts();
  const put = useChange(people.put);
  const isNew = person.version === undefined;
  const id = textField('userId', p.userId, { required: true });
  return (
    <RecordForm<Entered, Person>
      draft={`person.${person.userId}`}
      record={person}
      fields={isNew ? [id, ...fieldsOfPerson()] : fieldsOfPerson()}
      read={() => people.get({ params: { userId: person.userId } })}
      save={({ whole: { userId, name, email, language, timeZone, absentUntil, teamIds }, ifMatch }) =>
        put.mutateAsync({
          params: { userId: userId ?? '' },
          body: { name, email, language, timeZone, absentUntil, teamIds },
          // A new one must not take the place of another: no record has version 0.
          ifMatch: ifMatch ?? 0,
        })
      }
      onCancel={onClose}
      onSaved={() => {
        onClose();
        toast(texts().saved);
      }}
    />
  );
}
