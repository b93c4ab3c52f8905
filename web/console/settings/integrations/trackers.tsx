import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { trackerRoutes } from '../../../../shared/tracker/tracker.routes.ts';
import type { CreateTracker, Tracker } from '../../../../shared/tracker/tracker.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, usePages } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Panel } from '../../kit/page.tsx';
import { linesOf } from '../../kit/pairs.ts';
import { RecordForm } from '../../kit/record-form.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { integrationsRoute } from '../settings.route.ts';
import { SecretOnce } from '../webhooks/secret-once.tsx';
import { integrationTexts } from './texts/texts.ts';
import { useTrackerFields } from './tracker-fields.tsx';
import { TrackerDialog } from './tracker-dialog.tsx';

const trackers = api(trackerRoutes);

/** Work lists outside, to which items are handed over. */
export function Trackers() {
  const i = integrationTexts();
  const { tracker } = integrationsRoute.useSearch();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const pages = usePages(trackers.list, { query: {} });
  const show = (trackerId?: string): Promise<void> =>
    navigate({ to: '/settings/integrations', search: trackerId === undefined ? {} : { tracker: trackerId } });
  return (
    <Panel
      title={i.trackers}
      about={i.trackersAbout}
      aside={
        may('webhooks:write') && (
          <Button small onClick={() => setCreating(true)}>
            {i.newTracker}
          </Button>
        )
      }
    >
      <ListOf
        caption={i.trackers}
        pages={pages}
        empty={i.noTrackers}
        keyOf={({ trackerId }) => trackerId}
        onOpen={({ trackerId }) => void show(trackerId)}
        columns={[
          {
            name: i.name,
            cell: ({ trackerId, name }) => (
              <Link to="/settings/integrations" search={{ tracker: trackerId }} className="quiet">
                <bdi>{name}</bdi>
              </Link>
            ),
          },
          { name: i.text, cell: ({ text }) => i.textKinds[text] },
          { name: i.statusMap, cell: ({ statusMap }) => <bdi className="note">{linesOf(statusMap)}</bdi> },
        ]}
      />
      {creating && <Create onClose={() => setCreating(false)} onMade={(made) => void show(made)} />}
      {tracker !== undefined && <TrackerDialog trackerId={tracker} onClose={() => show()} />}
    </Panel>
  );
}

function Create({ onClose, onMade }: { onClose: () => void; onMade: (trackerId: string) => void }) {
  const i = integrationTexts();
  const create = useChange(trackers.create);
  const fields = useTrackerFields();
  const [made, setMade] = useState<{ trackerId: string; secret: string }>();
  const end = (trackerId: string): void => {
    onClose();
    onMade(trackerId);
  };
  if (made) return <SecretOnce secret={made.secret} onClose={() => end(made.trackerId)} />;
  return (
    <Dialog title={i.newTracker} onClose={onClose}>
      <RecordForm<Partial<CreateTracker>, Tracker & { secret?: string | undefined }>
        draft="tracker"
        record={{ text: 'masked', mayNotify: false }}
        fields={fields}
        save={({ whole, idempotencyKey }) =>
          create.mutateAsync({ body: { name: '', endpointId: '', ...whole }, idempotencyKey })
        }
        submit={texts().create}
        onCancel={onClose}
        onSaved={({ trackerId, secret }) => (secret ? setMade({ trackerId, secret }) : end(trackerId))}
      />
    </Dialog>
  );
}
