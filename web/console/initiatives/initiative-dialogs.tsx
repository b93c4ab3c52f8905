import { useNavigate } from '@tanstack/react-router';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import { initiativeRoutes as contract } from '../../../shared/initiative/initiative.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { usePeople } from '../kit/people.tsx';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { areaField, listField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import { Removal } from '../kit/removal.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { languages } from '../texts/languages.ts';
import { initiativeTexts } from './texts/texts.ts';

const initiatives = api(contract);
type Body = Parameters<typeof initiatives.create>[0]['body'];

/** What of an initiative is typed in; its status is changed by itself, because it tells people. */
function useFields(): RecordField[] {
  const i = initiativeTexts();
  const people = usePeople().map(({ userId, name }) => ({ value: userId, name }));
  const metrics = (['csat', 'nps', 'ces', 'rating'] as const).map((value) => ({ value, name: i.metrics[value] }));
  return [
    textField('title', i.name, { maxLength: 200, required: true }),
    pickField('ownerId', i.owner, people, { none: texts().none }),
    textField('targetOn', i.targetOn, { type: 'date' }),
    pickField('metric', i.metric, metrics, { none: i.metrics.csat, help: i.metricHelp }),
    listField('themes', i.themes, { help: i.themesHelp }),
    ...languages.map((language) => areaField(`texts/${language}`, `${i.told} (${language})`, { maxLength: 2000 })),
  ];
}

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const create = useChange(initiatives.create);
  return (
    <RecordDialog<Partial<Body> & { version?: number }, Initiative>
      title={initiativeTexts().create}
      draft="initiative"
      record={{}}
      fields={useFields()}
      save={({ whole, idempotencyKey }) => create.mutateAsync({ body: whole as Body, idempotencyKey })}
      onSaved={({ initiativeId }) => void navigate({ to: '/initiatives/$initiativeId', params: { initiativeId } })}
      onClose={onClose}
    />
  );
}

export function EditDialog({ initiative, onClose }: { initiative: Initiative; onClose: () => void }) {
  const edit = useChange(initiatives.edit);
  const params = { initiativeId: initiative.initiativeId };
  return (
    <RecordDialog
      title={texts().edit}
      draft={`initiative.${initiative.initiativeId}`}
      record={initiative}
      fields={useFields()}
      read={() => initiatives.get({ params })}
      save={({ changes, ifMatch }) =>
        edit.mutateAsync({ params, body: changes, ...(ifMatch !== undefined && { ifMatch }) })
      }
      onClose={onClose}
    />
  );
}

export function RemoveDialog({ initiative, onClose }: { initiative: Initiative; onClose: () => void }) {
  const i = initiativeTexts();
  const navigate = useNavigate();
  const { initiativeId, version, title } = initiative;
  return (
    <Removal
      title={i.remove}
      action={i.remove}
      remove={() => initiatives.remove({ params: { initiativeId }, ifMatch: version })}
      away={async () => {
        toast(i.removed);
        await navigate({ to: '/initiatives' });
      }}
      touches={['initiative', 'feedback']}
      onClose={onClose}
    >
      <bdi>{i.removeHelp(title)}</bdi>
    </Removal>
  );
}
