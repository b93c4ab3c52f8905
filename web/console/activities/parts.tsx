import { useState } from 'react';
import type { OpenActivity } from '../../../shared/activity/activity.schema.ts';
import { Button } from '../kit/button.tsx';
import { exact, relative } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { CancelDialog, CompleteDialog, EditDialog } from './activity-dialogs.tsx';
import { activityTexts } from './texts/texts.ts';

type Timed = Pick<OpenActivity, 'status' | 'dueAt'> & { completedAt?: string; cancelledAt?: string };
const isDone = ({ status }: Timed): boolean => status === 'completed' || status === 'cancelled';

/** When it is due, or when it ended; what is overdue says so by more than its colour. */
export function Ends({ of }: { of: Timed }) {
  const a = activityTexts();
  const at = of.completedAt ?? of.cancelledAt ?? of.dueAt;
  const late = !isDone(of) && Date.parse(of.dueAt) < Date.now();
  const words = of.status === 'completed' ? a.doneOn : of.status === 'cancelled' ? a.cancelledOn : undefined;
  return (
    <time dateTime={at} title={exact(at)} className={late ? 'late' : undefined}>
      {words ? words(relative(at)) : late ? a.overdueSince(relative(at)) : a.dueIn(relative(at))}
    </time>
  );
}

type Step = 'edit' | 'complete' | 'cancel';
const dialogs = { edit: EditDialog, complete: CompleteDialog, cancel: CancelDialog };

/** What an activity is about, and what can be done with it while it is open. */
export function Subject({ of }: { of: OpenActivity }) {
  const a = activityTexts();
  const [step, setStep] = useState<Step>();
  const acts = may('activities:write') && !isDone(of);
  const Dialog = step && dialogs[step];
  return (
    <>
      <bdi>{of.subject}</bdi> <span className="tag">{a.types[of.type]}</span>{' '}
      {of.priority === 'high' && <span className="tag warn">{a.priorities.high}</span>}
      {acts && (
        <div className="actions below">
          {(['complete', 'edit', 'cancel'] as const).map((one) => (
            <Button key={one} small onClick={() => setStep(one)}>
              {a.steps[one]} <span className="hidden">{of.subject}</span>
            </Button>
          ))}
        </div>
      )}
      {Dialog && <Dialog activityId={of.activityId} onClose={() => setStep(undefined)} />}
    </>
  );
}
