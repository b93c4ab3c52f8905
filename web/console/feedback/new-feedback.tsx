import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useDraft } from '../kit/draft.ts';
import { fieldErrorsOf, useFirstError } from '../kit/field-errors.ts';
import { choicesOf, Pick, TextArea, TextInput } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { bodyOf, type Draft, emptyDraft, scales } from './draft.ts';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);

/** What somebody said on the phone, in a shop or in a meeting, typed in by whoever heard it. */
export function NewFeedback({ onClose }: { onClose: () => void }) {
  const f = feedbackTexts();
  const t = texts();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields, draft] = useDraft<Draft>('new-feedback', emptyDraft);
  // Sent twice, by a second click or after a lost answer, it is the same record.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const submit = useChange(feedback.submit, 'metrics', 'dashboard');
  const errors = fieldErrorsOf(submit.error);
  useFirstError(form, errors);
  const set = (change: Partial<Draft>): void => setFields({ ...fields, ...change });
  const send = (): void =>
    submit.mutate(
      { body: bodyOf(fields), idempotencyKey },
      {
        onSuccess: ({ feedbackId }) => {
          draft.forget();
          toast(f.added);
          void navigate({ to: '/feedback', search: { open: feedbackId } });
        },
      },
    );
  return (
    <Dialog title={f.newTitle} onClose={onClose}>
      <form
        ref={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {draft.found && <p className="banner">{f.begun}</p>}
        <TextArea
          label={f.comments}
          value={fields.comments}
          error={errors['comments']}
          maxLength={10_000}
          onChange={(comments) => set({ comments })}
        />
        <Pick
          label={f.source}
          value={fields.source}
          choices={choicesOf(f.sources)}
          error={errors['source']}
          onChange={(source) => set({ source })}
        />
        <Pick
          label={f.type}
          value={fields.type}
          choices={[{ value: '', name: t.none }, ...choicesOf(f.types)]}
          onChange={(type) => set({ type })}
        />
        <Pick
          label={f.score}
          value={fields.score}
          choices={[{ value: '', name: t.none }, ...scales.map(({ name, value }) => ({ value, name }))]}
          error={errors['scores/0/value']}
          onChange={(score) => set({ score })}
        />
        <TextInput
          label={f.customer}
          value={fields.customerId}
          error={errors['customerId']}
          onChange={(customerId) => set({ customerId })}
        />
        <TextInput
          label={f.contactName}
          value={fields.contactName}
          error={errors['contact/name']}
          autoComplete="off"
          onChange={(contactName) => set({ contactName })}
        />
        <TextInput
          label={f.contactEmail}
          type="email"
          value={fields.email}
          error={errors['contact/email']}
          autoComplete="off"
          onChange={(email) => set({ email })}
        />
        <TextInput
          label={f.category}
          value={fields.category}
          error={errors['category']}
          onChange={(category) => set({ category })}
        />
        {submit.error && <Problem error={submit.error} />}
        <div className="actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="main" type="submit" disabled={submit.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
