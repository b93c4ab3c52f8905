import { useState } from 'react';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useDraft } from '../kit/draft.ts';
import { TextArea } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import type { Card } from './moves.ts';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);

/** A closed one begins again; the reason stands beside what was before. */
export function ReopenDialog({ followUp, onClose }: { followUp: Card; onClose: () => void }) {
  const f = followUpTexts();
  const t = texts();
  const [{ reason }, set, draft] = useDraft(`follow-up.reopen.${followUp.followUpId}`, { reason: '' });
  const [lacking, setLacking] = useState(false);
  const reopen = useChange(followUps.reopen, 'feedback', 'metrics', 'dashboard');
  const save = (): void => {
    setLacking(reason.trim() === '');
    if (reason.trim() === '') return;
    reopen.mutate(
      { params: { followUpId: followUp.followUpId }, body: { reason: reason.trim() }, ifMatch: followUp.version },
      {
        onSuccess: () => {
          draft.forget();
          onClose();
          toast(f.reopened);
        },
      },
    );
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
      {reopen.error && <Problem error={reopen.error} />}
      <div className="actions">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button look="main" disabled={reopen.isPending} onClick={save}>
          {f.reopen}
        </Button>
      </div>
    </Dialog>
  );
}
