import { useState } from 'react';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { useDraft } from '../kit/draft.ts';
import { TextArea } from '../kit/fields.tsx';
import { toast } from '../kit/toast.tsx';
import type { Card } from './moves.ts';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);

/** A closed one begins again; the reason stands beside what was before. */
export function ReopenDialog({ followUp, onClose }: { followUp: Card; onClose: () => void }) {
  const f = followUpTexts();
  const [{ reason }, set, draft] = useDraft(`follow-up.reopen.${followUp.followUpId}`, { reason: '' });
  const [lacking, setLacking] = useState(false);
  const reopen = useChange(followUps.reopen, 'feedback', 'metrics', 'dashboard');
  const save = (): void => {
    setLacking(reason.trim() === '');
    if (reason.trim() === '') return;
    const params = { followUpId: followUp.followUpId };
    afterwards(reopen.mutateAsync({ params, body: { reason: reason.trim() }, ifMatch: followUp.version }), () => {
      draft.forget();
      onClose();
      toast(f.reopened);
    });
  };
  return (
    <Dialog title={f.reopen} onClose={onClose}>
      <TextArea
        label={f.reopenWhy}
        value={reason}
        maxLength={500}
        error={lacking && reason.trim() === '' ? f.noteNeeded : undefined}
        onChange={(words) => set({ reason: words })}
      />
      <DialogFoot error={reopen.error} pending={reopen.isPending} action={f.reopen} onAct={save} onClose={onClose} />
    </Dialog>
  );
}
