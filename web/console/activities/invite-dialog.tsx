import { useState } from 'react';
import { activityRoutes } from '../../../shared/activity/activity.routes.ts';
import type { OpenActivity } from '../../../shared/activity/activity.schema.ts';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Confirm } from '../kit/confirm.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { outcomesOf } from './invitation.ts';
import { activityTexts } from './texts/texts.ts';

const activities = api(activityRoutes);
type Props = { of: Pick<OpenActivity, 'activityId' | 'status'>; onClose: () => void };

/** Asks before an activity is mailed to the people in it, or called off, and says what became of it for how many. */
export function InviteDialog({ of: { activityId, status }, onClose }: Props) {
  const { invitation } = activityTexts();
  const words = invitation[status === 'cancelled' ? 'CANCEL' : 'REQUEST'];
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const invite = useChange(activities.invite, customerViewRoutes.resource);
  if (invite.data)
    return (
      <Dialog title={words.done} onClose={onClose}>
        <div role="status">
          <ul className="lines">
            {outcomesOf(invite.data).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      </Dialog>
    );
  return (
    <Confirm
      title={words.title}
      action={words.act}
      look="main"
      pending={invite.isPending}
      error={invite.error}
      onConfirm={() => invite.mutate({ params: { activityId }, idempotencyKey })}
      onClose={onClose}
    >
      {words.help}
    </Confirm>
  );
}
