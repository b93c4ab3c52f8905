import { useState } from 'react';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import type { ContactMade } from '../../../shared/follow-up/follow-up.requests.schema.ts';
import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useDraft } from '../kit/draft.ts';
import { Pick, TextArea } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
type Props = { followUp: FollowUp; onClose: () => void };
const choicesOf = <T extends string>(names: Record<string, string>) =>
  Object.entries(names).map(([value, name]) => ({ value: value as T, name }));

/** An attempt to reach the customer: the first one stops the first clock. */
export function ContactDialog({ followUp: { followUpId, version }, onClose }: Props) {
  const f = followUpTexts();
  const begin = { channel: 'phone' as ContactMade['channel'], outcome: 'reached' as ContactMade['outcome'], note: '' };
  const [form, setForm, draft] = useDraft(`follow-up.contact.${followUpId}`, begin);
  const contact = useChange(followUps.contact, 'feedback', 'metrics', 'dashboard');
  const { channel, outcome, note } = form;
  const save = (): void =>
    contact.mutate(
      {
        params: { followUpId },
        body: { channel, outcome, ...(note.trim() && { note: note.trim() }) },
        ifMatch: version,
      },
      {
        onSuccess: () => {
          draft.forget();
          onClose();
          toast(f.contactMade);
        },
      },
    );
  return (
    <Dialog title={f.contact} onClose={onClose}>
      <Pick
        label={f.channel}
        value={channel}
        choices={choicesOf<ContactMade['channel']>(f.channels)}
        onChange={(chosen) => setForm({ ...form, channel: chosen })}
      />
      <Pick
        label={f.outcome}
        value={outcome}
        choices={choicesOf<ContactMade['outcome']>(f.outcomes)}
        onChange={(chosen) => setForm({ ...form, outcome: chosen })}
      />
      <TextArea
        label={f.note}
        rows={3}
        maxLength={500}
        value={note}
        onChange={(words) => setForm({ ...form, note: words })}
      />
      <Foot error={contact.error} busy={contact.isPending} onSave={save} onClose={onClose} />
    </Dialog>
  );
}

export function NoteDialog({ followUp: { followUpId, version }, onClose }: Props) {
  const f = followUpTexts();
  const [{ text }, setForm, draft] = useDraft(`follow-up.note.${followUpId}`, { text: '' });
  const [tried, setTried] = useState(false);
  const note = useChange(followUps.note);
  const save = (): void => {
    setTried(true);
    if (text.trim() === '') return;
    note.mutate(
      { params: { followUpId }, body: { text: text.trim() }, ifMatch: version },
      {
        onSuccess: () => {
          draft.forget();
          onClose();
          toast(f.noted);
        },
      },
    );
  };
  return (
    <Dialog title={f.addNote} onClose={onClose}>
      <TextArea
        label={f.note}
        rows={4}
        maxLength={2000}
        value={text}
        error={tried && text.trim() === '' ? f.noteNeeded : undefined}
        onChange={(words) => setForm({ text: words })}
      />
      <Foot error={note.error} busy={note.isPending} onSave={save} onClose={onClose} />
    </Dialog>
  );
}

type FootProps = { error: unknown; busy: boolean; onSave: () => void; onClose: () => void };

const Foot = ({ error, busy, onSave, onClose }: FootProps) => (
  <>
    {error !== null && <Problem error={error} />}
    <div className="actions">
      <Button onClick={onClose}>{texts().cancel}</Button>
      <Button look="main" disabled={busy} onClick={onSave}>
        {texts().save}
      </Button>
    </div>
  </>
);
