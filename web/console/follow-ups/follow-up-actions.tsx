import { useState } from 'react';
import { followUpRoutes, recordFollowUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange } from '../api/use.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Pick } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { toast, toastError } from '../kit/toast.tsx';
import { may, me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { ContactDialog, NoteDialog } from './contact-dialog.tsx';
import { urgencies } from './follow-ups.route.ts';
import { MessageDialog } from './message-dialog.tsx';
import { touches } from './move-step.tsx';
import { ReopenDialog } from './reopen-dialog.tsx';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);
const ofRecords = api(recordFollowUpRoutes);

/** What whoever is signed in may do with a follow-up. */
export function FollowUpActions({ followUp }: { followUp: FollowUp }) {
  const f = followUpTexts();
  const [open, setOpen] = useState<'assign' | 'message' | 'contact' | 'note' | 'close' | 'reopen'>();
  const take = useChange(followUps.take, ...touches);
  if (!may('workflow:own')) return null;
  const { followUpId, version, status, ownerId } = followUp;
  const close = (): void => setOpen(undefined);
  const closed = status === 'resolved' || status === 'no_action';
  const canTake = !closed && (ownerId === undefined || (ownerId === me().userId && status === 'pending'));
  return (
    <>
      <div className="tags">
        {canTake && (
          <Button
            small
            disabled={take.isPending}
            onClick={() =>
              take.mutate({ params: { followUpId }, ifMatch: version }, { onSuccess: () => toast(f.taken) })
            }
          >
            {f.take}
          </Button>
        )}
        {!closed && may('workflow:write') && (
          <Button small onClick={() => setOpen('assign')}>
            {f.assign}
          </Button>
        )}
        {!closed && (
          <Button small onClick={() => setOpen('message')}>
            {f.write}
          </Button>
        )}
        {!closed && (
          <Button small onClick={() => setOpen('contact')}>
            {f.contact}
          </Button>
        )}
        <Button small onClick={() => setOpen('note')}>
          {f.addNote}
        </Button>
        {closed ? (
          <Button small onClick={() => setOpen('reopen')}>
            {f.reopen}
          </Button>
        ) : (
          <Button small look="main" onClick={() => setOpen('close')}>
            {f.close}
          </Button>
        )}
      </div>
      {take.error && <Problem error={take.error} />}
      {!closed && may('workflow:write') && <UrgencyPick followUp={followUp} />}
      {open === 'assign' && <AssignDialog followUp={followUp} onClose={close} />}
      {open === 'message' && <MessageDialog followUpId={followUpId} onClose={close} />}
      {open === 'contact' && <ContactDialog followUp={followUp} onClose={close} />}
      {open === 'note' && <NoteDialog followUp={followUp} onClose={close} />}
      {open === 'close' && <CloseDialog followUp={followUp} onClose={close} />}
      {open === 'reopen' && <ReopenDialog followUp={followUp} onClose={close} />}
    </>
  );
}

/** Another urgency moves the due times; it can be taken back. */
function UrgencyPick({ followUp: { feedbackId, urgency, version } }: { followUp: FollowUp }) {
  const f = followUpTexts();
  const { urgencies: names } = feedbackTexts();
  const patch = useChange(ofRecords.patch, ...touches);
  const set = (wanted: FollowUp['urgency'], ifMatch: number, back?: FollowUp['urgency']): void =>
    afterwards(
      patch.mutateAsync({ params: { feedbackId }, body: { urgency: wanted }, ifMatch }),
      (after) =>
        toast(
          f.urgencyChanged(names[wanted] ?? wanted),
          back && { name: texts().undo, act: () => set(back, after.version) },
        ),
      toastError,
    );
  return (
    <div className="filters">
      <Pick
        label={f.urgency}
        value={urgency}
        choices={urgencies.map((value) => ({ value, name: names[value] ?? value }))}
        onChange={(wanted) => set(wanted, version, urgency)}
      />
    </div>
  );
}
