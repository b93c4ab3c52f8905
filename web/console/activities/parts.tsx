import { useState } from 'react';
import type { Activity, OpenActivity } from '../../../shared/activity/activity.schema.ts';
import { Button } from '../kit/button.tsx';
import { useDownload } from '../kit/download.ts';
import { Problem } from '../kit/states.tsx';
import { exact, relative } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { CancelDialog, CompleteDialog, EditDialog } from './activity-dialogs.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { everyWords, ruleWords } from './repeats.ts';
import { activityTexts } from './texts/texts.ts';

type Timed = Pick<OpenActivity, 'status' | 'dueAt'> & { completedAt?: string; cancelledAt?: string };
const isDone = ({ status }: Timed): boolean => status === 'completed' || status === 'cancelled';
const isLate = (of: Timed): boolean => !isDone(of) && Date.parse(of.dueAt) < Date.now();

/** When it is due, or when it ended; what is overdue says so by more than its colour. */
export function Ends({ of }: { of: Timed }) {
  const a = activityTexts();
  const at = of.completedAt ?? of.cancelledAt ?? of.dueAt;
  const late = isLate(of);
  const words = of.status === 'completed' ? a.doneOn : of.status === 'cancelled' ? a.cancelledOn : undefined;
  return (
    <time dateTime={at} title={exact(at)} className={late ? 'late' : undefined}>
      {words ? words(relative(at)) : late ? a.overdueSince(relative(at)) : a.dueIn(relative(at))}
    </time>
  );
}

type Step = 'edit' | 'complete' | 'cancel' | 'invite';
const dialogs = { edit: EditDialog, complete: CompleteDialog, cancel: CancelDialog };
type Shown = OpenActivity & Pick<Activity, 'invitedAt'>;

/** Whether there is somebody to be told: of what lies ahead, or that what they were invited to is called off. */
const canInvite = (of: Shown): boolean =>
  of.status === 'cancelled' ? of.invitedAt !== undefined : !isDone(of) && !isLate(of);

/** What an activity is about, whether it comes again, and what can be done with it. */
export function Subject({ of }: { of: Shown }) {
  const a = activityTexts();
  const [step, setStep] = useState<Step>();
  const file = useDownload();
  const writes = may('activities:write');
  const close = (): void => setStep(undefined);
  const Dialog = step && step !== 'invite' && dialogs[step];
  const button = (name: string, act: () => void) => (
    <Button key={name} small onClick={act}>
      {name} <span className="hidden">{of.subject}</span>
    </Button>
  );
  return (
    <>
      <bdi>{of.subject}</bdi> <span className="tag">{a.types[of.type]}</span>{' '}
      {of.priority === 'high' && <span className="tag warn">{a.priorities.high}</span>}{' '}
      {of.recurrence !== undefined && (
        <span className="tag" title={ruleWords(of.recurrence)}>
          <span className="hidden">{a.repeats}: </span>
          {everyWords(of.recurrence)}
        </span>
      )}
      <div className="actions below">
        {writes &&
          !isDone(of) &&
          (['complete', 'edit', 'cancel'] as const).map((one) => button(a.steps[one], () => setStep(one)))}
        {button(a.file, () => file.mutate({ path: `/api/crm/activities/${of.activityId}/ics`, name: 'activity.ics' }))}
        {writes &&
          canInvite(of) &&
          button(a.invitation[of.status === 'cancelled' ? 'CANCEL' : 'REQUEST'].act, () => setStep('invite'))}
      </div>
      {file.error && <Problem error={file.error} />}
      {Dialog && <Dialog activityId={of.activityId} onClose={close} />}
      {step === 'invite' && <InviteDialog of={of} onClose={close} />}
    </>
  );
}
