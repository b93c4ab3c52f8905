import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { webhookRoutes } from '../../../../shared/webhook/webhook.routes.ts';
import { formatCount } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useChange, usePages } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { choicesOf, FilterPick } from '../../kit/fields.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Panel } from '../../kit/page.tsx';
import { toast } from '../../kit/toast.tsx';
import { Typed } from '../../kit/typed.tsx';
import { When } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { spoken, texts } from '../../texts/console.ts';
import { webhookRoute } from '../settings.route.ts';
import { DeliveryDialog, DeliveryState } from './delivery-dialog.tsx';
import { webhookTexts } from './texts/texts.ts';

const webhooks = api(webhookRoutes);
const NEW_MS = 30_000;

/** What was sent to an endpoint, and what came of it. */
export function Deliveries({ endpointId }: { endpointId: string }) {
  const w = webhookTexts();
  const { open, ...query } = webhookRoute.useSearch();
  const navigate = useNavigate();
  const go = (change: { open?: string | undefined; state?: string; type?: string }): void =>
    void navigate({
      to: '/settings/webhooks/$endpointId',
      params: { endpointId },
      search: { ...query, open, ...change } as typeof query,
      replace: true,
    });
  const asked: Parameters<typeof webhooks.deliveries>[0] = { params: { endpointId }, query };
  const pages = usePages(webhooks.deliveries, asked, { refetchInterval: NEW_MS });
  return (
    <Panel title={w.deliveries} about={w.deliveriesAbout} aside={<ReplayFailed endpointId={endpointId} />}>
      <div className="filters">
        <FilterPick
          label={w.status}
          value={query.state}
          choices={choicesOf(w.deliveryStates)}
          onChange={(state) => go({ state })}
        />
        <Typed label={w.type} words={query.type ?? ''} onChange={(type) => go({ type })} />
      </div>
      <ListOf
        caption={w.deliveries}
        pages={pages}
        filtered={Object.keys(query).length > 0}
        empty={w.noDeliveries}
        keyOf={({ deliveryId }) => deliveryId}
        onOpen={({ deliveryId }) => go({ open: deliveryId })}
        columns={[
          {
            name: w.type,
            cell: ({ deliveryId, type }) => (
              <Link
                to="/settings/webhooks/$endpointId"
                params={{ endpointId }}
                search={{ ...query, open: deliveryId }}
                className="quiet"
              >
                <bdi>{type}</bdi>
              </Link>
            ),
          },
          { name: w.status, cell: (delivery) => <DeliveryState delivery={delivery} /> },
          { name: w.attempts, number: true, cell: ({ attempts }) => formatCount(spoken(), attempts) },
          { name: w.next, cell: ({ nextAt }) => nextAt && <When at={nextAt} /> },
          { name: w.when, cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
      />
      {open !== undefined && (
        <DeliveryDialog endpointId={endpointId} deliveryId={open} onClose={() => go({ open: undefined })} />
      )}
    </Panel>
  );
}

/** Counts first, and asks. */
function ReplayFailed({ endpointId }: { endpointId: string }) {
  const w = webhookTexts();
  const params = { endpointId };
  // The key of what is asked: with that of an earlier time its stored reply would come, and nothing would be sent.
  const [asking, setAsking] = useState<string>();
  const count = useMutation({
    mutationFn: () => webhooks.replayMany({ params, body: { failed: true, dryRun: true } }),
  });
  const replay = useChange(webhooks.replayMany, 'job');
  if (!may('webhooks:write')) return null;
  return (
    <>
      <Button
        small
        onClick={() => {
          setAsking(crypto.randomUUID());
          replay.reset();
          count.mutate();
        }}
      >
        {w.replayFailed}
      </Button>
      {asking !== undefined && (
        <Confirm
          title={w.replayFailed}
          action={w.replay}
          pending={replay.isPending || count.isPending}
          error={count.error ?? replay.error}
          onClose={() => setAsking(undefined)}
          onConfirm={() =>
            replay.mutate(
              { params, body: { failed: true }, idempotencyKey: asking },
              {
                onSuccess: () => {
                  setAsking(undefined);
                  toast(w.replayed);
                },
              },
            )
          }
        >
          {count.data && 'count' in count.data ? w.replayCount(count.data.count) : texts().loading}
        </Confirm>
      )}
    </>
  );
}
