import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { webhookRoutes } from '../../../../shared/webhook/webhook.routes.ts';
import type { CreateWebhook, Webhook } from '../../../../shared/webhook/webhook.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, usePages } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { choicesOf, FilterPick } from '../../kit/fields.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { relative } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { webhooksRoute } from '../settings.route.ts';
import { settingsTexts } from '../texts/texts.ts';
import { SecretOnce } from './secret-once.tsx';
import { webhookTexts } from './texts/texts.ts';
import { webhookFields } from './webhook-fields.tsx';

const webhooks = api(webhookRoutes);

/** Where events are sent. */
export function Webhooks() {
  const w = webhookTexts();
  const search = webhooksRoute.useSearch();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const query: NonNullable<Parameters<typeof webhooks.list>[0]>['query'] = search;
  const pages = usePages(webhooks.list, { query });
  const create = may('webhooks:write') && (
    <Button look="main" onClick={() => setCreating(true)}>
      {w.create}
    </Button>
  );
  const open = (endpointId: string): void =>
    void navigate({ to: '/settings/webhooks/$endpointId', params: { endpointId } });
  return (
    <Page title={settingsTexts().names.webhooks} about={w.about} aside={create}>
      <div className="filters">
        <FilterPick
          label={w.status}
          value={search.status}
          choices={choicesOf(w.statuses)}
          onChange={(status) =>
            void navigate({ to: '/settings/webhooks', search: status ? { status: status as 'enabled' } : {} })
          }
        />
      </div>
      <Panel title={settingsTexts().names.webhooks}>
        <ListOf
          caption={settingsTexts().names.webhooks}
          pages={pages}
          filtered={search.status !== undefined}
          clear="/settings/webhooks"
          empty={w.none}
          start={create}
          keyOf={({ endpointId }) => endpointId}
          onOpen={({ endpointId }) => open(endpointId)}
          columns={[
            {
              name: w.description,
              cell: (webhook) => (
                <Link
                  to="/settings/webhooks/$endpointId"
                  params={{ endpointId: webhook.endpointId }}
                  className="quiet row-link"
                >
                  <bdi>{nameOf(webhook)}</bdi>
                </Link>
              ),
            },
            { name: w.url, cell: ({ url }) => <bdi className="note">{url}</bdi> },
            { name: w.events, cell: ({ events }) => <bdi className="note">{events.join(', ')}</bdi> },
            { name: w.status, cell: (webhook) => <Status webhook={webhook} /> },
          ]}
        />
      </Panel>
      {creating && <Create onClose={() => setCreating(false)} onMade={open} />}
    </Page>
  );
}

export const nameOf = ({ description, url }: Webhook): string => description ?? url;

export function Status({ webhook: { status, failing } }: { webhook: Webhook }) {
  const w = webhookTexts();
  return (
    <span className="tags">
      <span className={`tag ${{ enabled: 'ok', paused: 'warn', disabled: 'error' }[status]}`}>
        {w.statuses[status]}
      </span>
      {failing && <span className="tag error">{w.failing(relative(failing.since))}</span>}
    </span>
  );
}

function Create({ onClose, onMade }: { onClose: () => void; onMade: (endpointId: string) => void }) {
  const w = webhookTexts();
  const create = useChange(webhooks.create);
  const [made, setMade] = useState<{ endpointId: string; secret: string }>();
  if (made) return <SecretOnce secret={made.secret} onClose={() => onMade(made.endpointId)} />;
  return (
    <Dialog title={w.create} onClose={onClose}>
      <RecordForm<Partial<CreateWebhook>, Webhook & { secret?: string | undefined }>
        draft="webhook"
        record={{ preset: 'standard' }}
        fields={webhookFields()}
        save={({ whole, idempotencyKey }) =>
          create.mutateAsync({ body: { url: '', events: [], ...whole }, idempotencyKey })
        }
        submit={texts().create}
        onCancel={onClose}
        onSaved={({ endpointId, secret }) => (secret ? setMade({ endpointId, secret }) : onMade(endpointId))}
      />
    </Dialog>
  );
}
