import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import { initiativeRoutes as contract } from '../../../shared/initiative/initiative.routes.ts';
import { api } from '../api/client.ts';
import { readAgain, useChange } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { usePeople } from '../kit/people.tsx';
import { areaField, listField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import { RecordForm } from '../kit/record-form.tsx';
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
  const i = initiativeTexts();
  const navigate = useNavigate();
  const create = useChange(initiatives.create);
  const fields = useFields();
  return (
    <Dialog title={i.create} onClose={onClose}>
      <RecordForm<Partial<Body> & { version?: number }, Initiative>
        draft="initiative"
        record={{}}
        fields={fields}
        save={({ whole, idempotencyKey }) => create.mutateAsync({ body: whole as Body, idempotencyKey })}
        submit={texts().create}
        onCancel={onClose}
        onSaved={({ initiativeId }) => {
          toast(texts().saved);
          void navigate({ to: '/initiatives/$initiativeId', params: { initiativeId } });
        }}
      />
    </Dialog>
  );
}

export function EditDialog({ initiative, onClose }: { initiative: Initiative; onClose: () => void }) {
  const edit = useChange(initiatives.edit);
  const fields = useFields();
  const params = { initiativeId: initiative.initiativeId };
  return (
    <Dialog title={texts().edit} onClose={onClose}>
      <RecordForm<Initiative, unknown>
        draft={`initiative.${initiative.initiativeId}`}
        record={initiative}
        fields={fields}
        read={() => initiatives.get({ params })}
        save={({ changes, ifMatch }) =>
          edit.mutateAsync({ params, body: changes, ...(ifMatch !== undefined && { ifMatch }) })
        }
        onCancel={onClose}
        onSaved={() => {
          toast(texts().saved);
          onClose();
        }}
      />
    </Dialog>
  );
}

export function RemoveDialog({ initiative, onClose }: { initiative: Initiative; onClose: () => void }) {
  const i = initiativeTexts();
  const navigate = useNavigate();
  const { initiativeId, version, title } = initiative;
  const remove = useMutation({
    mutationFn: () => initiatives.remove({ params: { initiativeId }, ifMatch: version }),
    onSuccess: async () => {
      toast(i.removed);
      // Away from it first: it cannot be read again.
      await navigate({ to: '/initiatives' });
      await readAgain('initiative', 'feedback');
    },
  });
  return (
    <Confirm
      title={i.remove}
      action={i.remove}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <bdi>{i.removeHelp(title)}</bdi>
    </Confirm>
  );
}
