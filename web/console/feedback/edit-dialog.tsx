import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { listField, type RecordField, textField } from '../kit/record-fields.tsx';
import { RecordForm } from '../kit/record-form.tsx';
import { toast } from '../kit/toast.tsx';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);

function fieldsOfRecord(): RecordField[] {
  const f = feedbackTexts();
  const tags = listField('tags', f.tags);
  return [
    textField('category', f.category, { maxLength: 100 }),
    textField('subcategory', `${f.category} 2`, { maxLength: 100 }),
    textField('theme', f.theme, { maxLength: 100 }),
    // Without any the list is cleared: a record has tags or none, not an empty list of them.
    { ...tags, write: (text) => (text.trim() === '' ? undefined : tags.write(text)) },
  ];
}

/** What a record is filed under. */
export function EditDialog({ record, onClose }: { record: Feedback; onClose: () => void }) {
  const f = feedbackTexts();
  const edit = useChange(feedback.edit, 'metrics', 'dashboard');
  const params = { feedbackId: record.feedbackId };
  return (
    <Dialog title={f.editTitle} onClose={onClose}>
      <RecordForm<Feedback>
        draft={`feedback.edit.${record.feedbackId}`}
        record={record}
        fields={fieldsOfRecord()}
        save={({ changes, ifMatch = record.version }) => edit.mutateAsync({ params, body: changes, ifMatch })}
        read={() => feedback.get({ params })}
        onCancel={onClose}
        onSaved={() => {
          onClose();
          toast(f.edited);
        }}
      />
    </Dialog>
  );
}
