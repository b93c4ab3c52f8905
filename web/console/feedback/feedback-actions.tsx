import { useState } from 'react';
import type { ExcludeFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { choicesOf, Pick } from '../kit/fields.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);
type Reason = ExcludeFeedback['reason'];

/** What whoever is signed in may do with a record. */
export function FeedbackActions({ record }: { record: Feedback }) {
  const f = feedbackTexts();
  const [open, setOpen] = useState<'edit' | 'correct' | 'exclude'>();
  const include = useChange(feedback.include, 'metrics', 'dashboard');
  if (!may('feedback:write')) return null;
  const close = (): void => setOpen(undefined);
  const params = { feedbackId: record.feedbackId };
  const takeIn = (ifMatch: number): void =>
    afterwards(include.mutateAsync({ params, ifMatch }), () => toast(f.included), toastError);
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
  const [reason, setReason] = useState<Reason>('spam');
  const exclude = useChange(feedback.exclude, 'metrics', 'dashboard');
  return (
    <Dialog title={f.exclude} onClose={onClose}>
      <Pick label={f.excludeWhy} value={reason} choices={choicesOf<Reason>(f.reasons)} onChange={setReason} />
      <DialogFoot
        error={exclude.error}
        pending={exclude.isPending}
        action={f.exclude}
        onAct={() =>
          afterwards(
            exclude.mutateAsync({
              params: { feedbackId: record.feedbackId },
              body: { reason },
              ifMatch: record.version,
            }),
            ({ version }) => {
              onClose();
              toast(f.excluded, { name: texts().undo, act: () => undo(version) });
            },
          )
        }
        onClose={onClose}
      />
    </Dialog>
  );
}
