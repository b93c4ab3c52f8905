import { useState } from 'react';
import { followUpRoutes } from '../../../shared/follow-up/follow-up.routes.ts';
import type { FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';
import { ApiError } from '../../../shared/http/client.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { Check } from '../kit/fields.tsx';
import { PersonPick } from '../kit/people.tsx';
import { toast } from '../kit/toast.tsx';
import { touches } from './move-step.tsx';
import { followUpTexts } from './texts/texts.ts';

const followUps = api(followUpRoutes);

/** Gives a follow-up to somebody; who is outside of its pool gets it only where that is said. */
export function AssignDialog({ followUp, onClose }: { followUp: FollowUp; onClose: () => void }) {
  const f = followUpTexts();
  const [ownerId, setOwner] = useState(followUp.ownerId ?? '');
  const [force, setForce] = useState(false);
  const [tried, setTried] = useState(false);
  const assign = useChange(followUps.assign, ...touches);
  const outside = assign.error instanceof ApiError && assign.error.status === 409;
  const save = (): void => {
    setTried(true);
    if (ownerId === '') return;
    assign.mutate(
      {
        params: { followUpId: followUp.followUpId },
        body: { ownerId, ...(force && { force }) },
        ifMatch: followUp.version,
      },
      {
        onSuccess: () => {
          onClose();
          toast(f.assigned);
        },
      },
    );
  };
  return (
    <Dialog title={f.assign} onClose={onClose}>
      <PersonPick
        label={f.assignTo}
        value={ownerId}
        nobody={f.choose}
        error={tried && ownerId === '' ? f.needed : undefined}
        onChange={setOwner}
      />
      {(outside || force) && <Check label={f.force} checked={force} onChange={setForce} />}
      <DialogFoot error={assign.error} pending={assign.isPending} action={f.assign} onAct={save} onClose={onClose} />
    </Dialog>
  );
}
