import { useState } from 'react';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Pick } from '../kit/fields.tsx';
import { Problem, wordsOf } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);
const reasons = ['spam', 'test', 'duplicate', 'scanner', 'other'] as const;

/** What whoever is signed in may do with a record. */
export function FeedbackActions({ record }: { record: Feedback }) {
  const f = feedbackTexts();
  const [open, setOpen] = useState<'edit' | 'correct' | 'exclude'>();
  const include = useChange(feedback.include, 'metrics', 'dashboard');
  if (!may('feedback:write')) return null;
  const close = (): void => setOpen(undefined);
  const params = { feedbackId: record.feedbackId };
  const takeIn = (ifMatch: number): void =>
    include.mutate(
      { params, ifMatch },
      { onSuccess: () => toast(f.included), onError: (error) => toast(wordsOf(error)) },
    );
  return (
    <div className="tags">
      <Button small onClick={() => setOpen('edit')}>
        {texts().edit}
      </Button>
      {record.analysis?.status === 'done' && (
        <Button small onClick={() => setOpen('correct')}>
          {f.correct}
        </Button>
      )}
      {record.excluded ? (
        <Button small disabled={include.isPending} onClick={() => takeIn(record.version)}>
          {f.include}
        </Button>
      ) : (
        <Button small onClick={() => setOpen('exclude')}>
          {f.exclude}
        </Button>
      )}
      {open === 'edit' && <EditDialog record={record} onClose={close} />}
      {open === 'correct' && <CorrectDialog record={record} onClose={close} />}
      {open === 'exclude' && <ExcludeDialog record={record} onClose={close} undo={takeIn} />}
    </div>
  );
}

type ExcludeProps = { record: Feedback; onClose: () => void; undo: (version: number) => void };

function ExcludeDialog({ record, onClose, undo }: ExcludeProps) {
  const f = feedbackTexts();
  const t = texts();
  const [reason, setReason] = useState<(typeof reasons)[number]>('spam');
  const exclude = useChange(feedback.exclude, 'metrics', 'dashboard');
  return (
    <Dialog title={f.exclude} onClose={onClose}>
      <Pick
        label={f.excludeWhy}
        value={reason}
        choices={reasons.map((value) => ({ value, name: f.reasons[value] }))}
        onChange={setReason}
      />
      {exclude.error && <Problem error={exclude.error} />}
      <div className="actions">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button
          look="main"
          disabled={exclude.isPending}
          onClick={() =>
            exclude.mutate(
              { params: { feedbackId: record.feedbackId }, body: { reason }, ifMatch: record.version },
              {
                onSuccess: ({ version }) => {
                  onClose();
                  toast(f.excluded, { name: t.undo, act: () => undo(version) });
                },
              },
            )
          }
        >
          {f.exclude}
        </Button>
      </div>
    </Dialog>
  );
}
