import { useState } from 'react';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import type { ContactMade } from '../../../shared/follow-up/follow-up.requests.schema.ts';
import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { useDraft } from '../kit/draft.ts';
import { choicesOf, Pick, TextArea } from '../kit/fields.tsx';
import { toast } from '../kit/toast.tsx';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
type Props = { followUp: FollowUp; onClose: () => void };

/** An attempt to reach the customer: the first one stops the first clock. */
export function ContactDialog({ followUp: { followUpId, version }, onClose }: Props) {
  const f = followUpTexts();
  const begin = { channel: 'phone' as ContactMade['channel'], outcome: 'reached' as ContactMade['outcome'], note: '' };
  const [form, setForm, draft] = useDraft(`follow-up.contact.${followUpId}`, begin);
  const contact = useChange(followUps.contact, 'feedback', 'metrics', 'dashboard');
  const { channel, outcome, note } = form;
  const save = (): void =>
    afterwards(
      contact.mutateAsync({
        params: { followUpId },
        body: { channel, outcome, ...(note.trim() && { note: note.trim() }) },
        ifMatch: version,
      }),
      () => {
        draft.forget();
        onClose();
        toast(f.contactMade);
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
      <DialogFoot error={contact.error} pending={contact.isPending} onAct={save} onClose={onClose} />
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
    afterwards(note.mutateAsync({ params: { followUpId }, body: { text: text.trim() }, ifMatch: version }), () => {
      draft.forget();
      onClose();
      toast(f.noted);
    });
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
      <DialogFoot error={note.error} pending={note.isPending} onAct={save} onClose={onClose} />
    </Dialog>
  );
}
