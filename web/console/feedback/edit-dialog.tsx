import { useState } from 'react';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { type Fields, merge } from '../api/merge.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Conflict } from '../kit/conflict.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useDraft } from '../kit/draft.ts';
import { TextArea, TextInput } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);
const names = ['category', 'subcategory', 'theme', 'tags'] as const;

const fieldsOf = ({ category = '', subcategory = '', theme = '', tags = [] }: Feedback): Fields => ({
  category,
  subcategory,
  theme,
  tags: tags.join(', '),
});

/** What of the fields is another than before, as the API takes it: null clears. */
function bodyOf(before: Fields, after: Fields) {
  const changed = names.filter((name) => after[name] !== before[name]);
  const valueOf = (name: (typeof names)[number]) => {
    const text = after[name]?.trim() ?? '';
    if (name !== 'tags') return text || null;
    return text ? [...new Set(text.split(',').map((tag) => tag.trim()))].filter(Boolean) : null;
  };
  return Object.fromEntries(changed.map((name) => [name, valueOf(name)]));
}

/** What a record is filed under. What was typed outlives a lost connection; a change by somebody else is merged. */
export function EditDialog({ record, onClose }: { record: Feedback; onClose: () => void }) {
  const f = feedbackTexts();
  const t = texts();
  const [base, setBase] = useState({ fields: fieldsOf(record), version: record.version });
  const [fields, setFields, draft] = useDraft(`feedback.${record.feedbackId}`, base.fields);
  // The record of this dialog is read again meanwhile: what both began from is remembered.
  const [clashing, setClashing] = useState<{ began: Fields; theirs: Fields }>();
  const edit = useChange(feedback.edit, 'metrics', 'dashboard');
  const labels: Record<string, string> = {
    category: f.category,
    subcategory: `${f.category} 2`,
    theme: f.theme,
    tags: f.tags,
  };

  const save = (wanted: Fields, from: typeof base): void => {
    const body = bodyOf(from.fields, wanted);
    const done = (): void => {
      draft.forget();
      onClose();
      toast(f.edited);
    };
    if (Object.keys(body).length === 0) return done();
    edit.mutate(
      { params: { feedbackId: record.feedbackId }, body, ifMatch: from.version },
      {
        onSuccess: done,
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) void meet(wanted, from);
        },
      },
    );
  };
  const meet = async (mine: Fields, from: typeof base): Promise<void> => {
    const now = await feedback.get({ params: { feedbackId: record.feedbackId } });
    const { merged, clash } = merge(from.fields, mine, fieldsOf(now));
    const next = { fields: fieldsOf(now), version: now.version };
    setBase(next);
    if (clash.length === 0) save(merged, next);
    else setClashing({ began: from.fields, theirs: next.fields });
  };

  if (clashing) {
    return (
      <Conflict
        base={clashing.began}
        mine={fields}
        theirs={clashing.theirs}
        labels={labels}
        onClose={onClose}
        onChosen={(chosen) => {
          setClashing(undefined);
          setFields(chosen);
          save(chosen, base);
        }}
      />
    );
  }
  return (
    <Dialog title={f.editTitle} onClose={onClose}>
      {draft.found && <p className="banner">{f.begun}</p>}
      <TextInput
        label={f.category}
        value={fields['category'] ?? ''}
        maxLength={100}
        onChange={(category) => setFields({ ...fields, category })}
      />
      <TextInput
        label={`${f.category} 2`}
        value={fields['subcategory'] ?? ''}
        maxLength={100}
        onChange={(subcategory) => setFields({ ...fields, subcategory })}
      />
      <TextInput
        label={f.theme}
        value={fields['theme'] ?? ''}
        maxLength={100}
        onChange={(theme) => setFields({ ...fields, theme })}
      />
      <TextArea
        label={f.tags}
        value={fields['tags'] ?? ''}
        rows={2}
        onChange={(tags) => setFields({ ...fields, tags })}
      />
      {edit.error && !(edit.error instanceof ApiError && edit.error.status === 412) && <Problem error={edit.error} />}
      <div className="actions">
        <Button
          onClick={() => {
            draft.forget();
            onClose();
          }}
        >
          {t.cancel}
        </Button>
        <Button look="main" disabled={edit.isPending} onClick={() => save(fields, base)}>
          {t.save}
        </Button>
      </div>
    </Dialog>
  );
}
