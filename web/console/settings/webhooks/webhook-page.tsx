import { useState } from 'react';
import { webhookRoutes } from '../../../../shared/webhook/webhook.routes.ts';
import type { Webhook } from '../../../../shared/webhook/webhook.schema.ts';
import { formatCount, formatValue } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { RecordFacts } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { exact, When } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { spoken, texts } from '../../texts/console.ts';
import { webhookRoute } from '../settings.route.ts';
import { settingsTexts } from '../texts/texts.ts';
import { Deliveries } from './deliveries.tsx';
import { type Act, WebhookAct } from './webhook-acts.tsx';
import { webhookTexts } from './texts/texts.ts';
import { webhookFields } from './webhook-fields.tsx';
import { nameOf, Status } from './webhooks.tsx';

const webhooks = api(webhookRoutes);
const HEALTH_MS = 30_000;

/** One endpoint: what it wants, how sending stands, and every delivery. */
export function WebhookPage() {
  const { endpointId } = webhookRoute.useParams();
  const read = useRead(webhooks.get, { params: { endpointId } });
  return (
    <Loaded read={read} height={640}>
      {(webhook) => <Content webhook={webhook} />}
    </Loaded>
  );
}

function Content({ webhook }: { webhook: Webhook }) {
  const w = webhookTexts();
  const [act, setAct] = useState<Act>();
  const { endpointId, disabledReason, oldSecretUntil } = webhook;
  const writes = may('webhooks:write');
  const acts: readonly Act[] = ['edit', 'test', webhook.status === 'enabled' ? 'pause' : 'enable', 'rotate', 'remove'];
  const names = {
    edit: texts().edit,
    test: w.test,
    pause: w.pause,
    enable: w.enable,
    rotate: w.rotate,
    remove: texts().remove,
  };
  return (
    <Page
      title={nameOf(webhook)}
      about={<Status webhook={webhook} />}
      aside={
        writes && (
          <div className="filters">
            {acts.map((name) => (
              <Button key={name} {...(name === 'remove' && { look: 'danger' as const })} onClick={() => setAct(name)}>
                {names[name]}
              </Button>
            ))}
          </div>
        )
      }
    >
      {disabledReason && <p className="banner error">{w.reasons[disabledReason]}</p>}
      {oldSecretUntil && Date.parse(oldSecretUntil) > Date.now() && (
        <p className="banner">{w.oldUntil(exact(oldSecretUntil))}</p>
      )}
      <div className="grid">
        <Panel title={w.health}>
          <Health endpointId={endpointId} />
        </Panel>
        <Panel title={settingsTexts().title}>
          <RecordFacts record={webhook} fields={webhookFields()} />
        </Panel>
        <Deliveries endpointId={endpointId} />
      </div>
      {act && <WebhookAct act={act} webhook={webhook} onClose={() => setAct(undefined)} />}
    </Page>
  );
}

function Health({ endpointId }: { endpointId: string }) {
  const w = webhookTexts();
  const read = useRead(webhooks.health, { params: { endpointId } }, { refetchInterval: HEALTH_MS });
  return (
    <Loaded read={read} height={80}>
      {({ state, waiting, successShare, lastSuccessAt, heldUntil }) => (
        <dl className="facts">
          <dt>{w.status}</dt>
          <dd>{w.states[state]}</dd>
          <dt>{w.waiting}</dt>
          <dd>
            {waiting >= 1000 ? '≥ ' : ''}
            {formatCount(spoken(), waiting)}
          </dd>
          {successShare !== undefined && (
            <>
              <dt>{w.success}</dt>
              <dd>{formatValue(spoken(), 'ratio 0–1', successShare)}</dd>
            </>
          )}
          {lastSuccessAt && (
            <>
              <dt>{w.lastSuccess}</dt>
              <dd>
                <When at={lastSuccessAt} />
              </dd>
            </>
          )}
          {heldUntil && Date.parse(heldUntil) > Date.now() && (
            <>
              <dt>{w.heldUntil}</dt>
              <dd>{exact(heldUntil)}</dd>
            </>
          )}
        </dl>
      )}
    </Loaded>
  );
}
