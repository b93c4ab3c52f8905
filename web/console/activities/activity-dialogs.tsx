import { useState } from 'react';
import { activityRoutes } from '../../../shared/activity/activity.routes.ts';
import type { Activity, CreateActivity, OpenActivity } from '../../../shared/activity/activity.schema.ts';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { api } from '../api/client.ts';
import { afterwards, useChange, useRead } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { useDraft } from '../kit/draft.ts';
import { TextArea } from '../kit/fields.tsx';
import { usePeople } from '../kit/people.tsx';
import { Awaited, RecordDialog } from '../kit/record-dialog.tsx';
import { toast } from '../kit/toast.tsx';
import { ownOnly } from '../session/me.ts';
import { activityFields } from './activity-fields.ts';
import { tellConflicts } from './conflicts.ts';
import { activityTexts } from './texts/texts.ts';

const activities = api(activityRoutes);
const touched = customerViewRoutes.resource;
type One = { activityId: OpenActivity['activityId']; onClose: () => void };
type About = CreateActivity['relatedTo'];
type Draft = Partial<CreateActivity> & { version?: number };

const HOUR = 3_600_000;
/** The next full hour that is an hour away at least. */
const soon = (): string => new Date(Math.ceil(Date.now() / HOUR + 1) * HOUR).toISOString();

/** The zone of whoever types: times are typed by its clocks, so on them an activity is shown to others and comes again. */
const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** A zone that nobody has chosen gives way to it where a rule begins; the days of a whole-day activity would move with theirs. */
const zoneFor = ({ timeZone, allDay }: Activity, changes: Record<string, unknown>) =>
  typeof changes['recurrence'] === 'string' && timeZone === 'UTC' && !allDay ? { timeZone: ownZone() } : {};

/** Agents own their activities themselves, so they choose nobody. */
const useOwners = () => {
  const people = usePeople();
  return ownOnly() ? [] : people;
};

/** Plans an activity, about a record or by itself. */
export function CreateDialog({ relatedTo, onClose }: { relatedTo?: About; onClose: () => void }) {
  const create = useChange(activities.create, touched);
  const [dueAt] = useState(soon);
  return (
    <RecordDialog<Draft, Activity>
      title={activityTexts().create}
      draft={`activity.${relatedTo?.id ?? ''}`}
      record={{ type: 'call', priority: 'normal', dueAt, timeZone: ownZone() }}
      fields={activityFields(useOwners())}
      save={({ whole, idempotencyKey }) =>
        create.mutateAsync({
          body: { ...(whole as CreateActivity), ...(relatedTo && { relatedTo }) },
          idempotencyKey,
        })
      }
      onSaved={(saved) => void tellConflicts(saved)}
      onClose={onClose}
    />
  );
}

export function EditDialog({ activityId, onClose }: One) {
  const a = activityTexts();
  const params = { activityId };
  const read = useRead(activities.get, { params });
  const edit = useChange(activities.edit, touched);
  const owners = useOwners();
  if (!read.data) return <Awaited title={a.one} read={read} onClose={onClose} />;
  const stored = read.data;
  return (
    <RecordDialog
      title={a.one}
      draft={`activity.${activityId}`}
      record={stored}
      fields={activityFields(owners, stored)}
      read={() => activities.get({ params })}
      save={({ changes, ifMatch }) =>
        edit.mutateAsync({
          params,
          body: { ...changes, ...zoneFor(stored, changes) },
          ...(ifMatch !== undefined && { ifMatch }),
        })
      }
      onSaved={(saved) => void tellConflicts(saved)}
      onClose={onClose}
    />
  );
}

/** Asks what came of it; what was typed is kept until it is said. */
export function CompleteDialog({ activityId, onClose }: One) {
  const a = activityTexts();
  const [{ outcome }, setForm, draft] = useDraft(`activity.complete.${activityId}`, { outcome: '' });
  const [tried, setTried] = useState(false);
  const complete = useChange(activities.complete, touched);
  const lacking = outcome.trim() === '';
  const save = (): void => {
    setTried(true);
    if (lacking) return;
    // What is done leaves the list, and this dialog with it, before the change is over.
    afterwards(complete.mutateAsync({ params: { activityId }, body: { outcome: outcome.trim() } }), () => {
      draft.forget();
      onClose();
      toast(a.done);
    });
  };
  return (
    <Dialog title={a.complete} onClose={onClose}>
      <TextArea
        label={a.outcome}
        value={outcome}
        maxLength={200}
        rows={3}
        error={tried && lacking ? a.outcomeNeeded : undefined}
        onChange={(text) => setForm({ outcome: text })}
      />
      <DialogFoot
        error={complete.error}
        pending={complete.isPending}
        action={a.steps.complete}
        onAct={save}
        onClose={onClose}
      />
    </Dialog>
  );
}

export function CancelDialog({ activityId, onClose }: One) {
  const a = activityTexts();
  const cancel = useChange(activities.cancel, touched);
  const act = (): void =>
    afterwards(cancel.mutateAsync({ params: { activityId } }), () => {
      onClose();
      toast(a.cancelled);
    });
  return (
    <Confirm
      title={a.cancelTitle}
      action={a.steps.cancel}
      no={a.keep}
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={act}
      onClose={onClose}
    >
      {a.cancelHelp}
    </Confirm>
  );
}
