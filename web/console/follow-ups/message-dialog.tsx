import { useState } from 'react';
import { followUpRoutes, recordFollowUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { refusalIn } from '../api/refusal.ts';
import { afterwards, useChange, useRead } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { useDraft } from '../kit/draft.ts';
import { TextArea } from '../kit/fields.tsx';
import { toast } from '../kit/toast.tsx';
import { refusalWords } from './messages.ts';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const ofRecords = api(recordFollowUpRoutes);
const MOST = 5_000;

/** Writes to the customer, at the address that their record names. It cannot be taken back. */
export function MessageDialog({ followUpId, onClose }: { followUpId: string; onClose: () => void }) {
  const f = followUpTexts();
  const [{ text }, setForm, draft] = useDraft(`follow-up.message.${followUpId}`, { text: '' });
  const [tried, setTried] = useState(false);
  // Over all tries of one message, so that it is sent once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const write = useChange(followUps.message, 'feedback', 'metrics', 'dashboard');
  const { data: settings } = useRead(ofRecords.settings, {});
  const refused = refusalIn(write.error);
  const send = (): void => {
    setTried(true);
    if (text.trim() === '') return;
    afterwards(write.mutateAsync({ params: { followUpId }, body: { text: text.trim() }, idempotencyKey }), () => {
      draft.forget();
      onClose();
      toast(f.messageSent);
    });
  };
  return (
    <Dialog title={f.write} onClose={onClose}>
      <p className="muted">{f.writeHelp}</p>
      {settings && settings.replyTo === undefined && <p className="banner">{f.noReply}</p>}
      {draft.found && <p className="banner">{f.draft}</p>}
      <TextArea
        label={f.message}
        rows={8}
        maxLength={MOST}
        value={text}
        error={tried && text.trim() === '' ? f.noteNeeded : undefined}
        onChange={(words) => setForm({ text: words })}
      />
      {refused && (
        <p className="banner error" role="alert">
          {f.refused} {refusalWords(refused)}
        </p>
      )}
      <DialogFoot
        error={refused ? undefined : write.error}
        pending={write.isPending}
        action={f.send}
        onAct={send}
        onClose={onClose}
      />
    </Dialog>
  );
}
