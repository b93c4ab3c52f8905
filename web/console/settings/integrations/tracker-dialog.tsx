import { useState } from 'react';
import { trackerRoutes } from '../../../../shared/tracker/tracker.routes.ts';
import type { Tracker } from '../../../../shared/tracker/tracker.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Copyable } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Removal } from '../../kit/removal.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { RotateDialog } from '../webhooks/rotate-dialog.tsx';
import { webhookTexts } from '../webhooks/texts/texts.ts';
import { integrationTexts } from './texts/texts.ts';
import { useTrackerFields } from './tracker-fields.tsx';

const trackers = api(trackerRoutes);

/** One tracker: the address that it tells its news to, and what it is told. */
export function TrackerDialog({ trackerId, onClose }: { trackerId: string; onClose: () => Promise<void> }) {
  const read = useRead(trackers.get, { params: { trackerId } });
  return (
    <Dialog side title={<bdi>{read.data?.name}</bdi>} onClose={() => void onClose()}>
      <Loaded read={read} height={480}>
        {(tracker) => <Content tracker={tracker} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function Content({ tracker, onClose }: { tracker: Tracker; onClose: () => Promise<void> }) {
  const i = integrationTexts();
  const { trackerId, version, name } = tracker;
  const params = { trackerId };
  const fields = useTrackerFields();
  const [act, setAct] = useState<'rotate' | 'remove'>();
  const edit = useChange(trackers.edit);
  const rotate = useChange(trackers.rotate);
  const writes = may('webhooks:write');
  return (
    <div className="stack">
      <Copyable label={i.address} text={`${location.origin}/api/crm/trackers/${trackerId}/inbound`} />
      <RecordForm
        draft={`tracker.${trackerId}`}
        record={tracker}
        fields={fields}
        readOnly={!writes}
        read={() => trackers.get({ params })}
        save={({ changes, ifMatch }) =>
          edit.mutateAsync({ params, body: changes, ...(ifMatch !== undefined && { ifMatch }) })
        }
        onSaved={() => toast(texts().saved)}
      />
      {writes && (
        <div className="actions">
          <Button onClick={() => setAct('rotate')}>{webhookTexts().rotate}</Button>
          <Button look="danger" onClick={() => setAct('remove')}>
            {texts().remove}
          </Button>
        </div>
      )}
      {act === 'rotate' && (
        <RotateDialog
          of={trackerId}
          rotate={(body, idempotencyKey) => rotate.mutateAsync({ params, body, idempotencyKey })}
          onClose={() => setAct(undefined)}
        />
      )}
      {act === 'remove' && (
        <Removal
          title={i.remove(name)}
          action={texts().remove}
          remove={() => trackers.remove({ params, ifMatch: version })}
          away={async () => {
            await onClose();
            toast(texts().removed);
          }}
          touches={['tracker']}
          onClose={() => setAct(undefined)}
        >
          {i.removeHelp}
        </Removal>
      )}
    </div>
  );
}
