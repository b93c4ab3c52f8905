import { webhookRoutes } from '../../../../shared/webhook/webhook.routes.ts';
import type { Attempt, Delivery } from '../../../../shared/webhook/delivery.schema.ts';
import { formatCount } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Copyable } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Loaded, Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { exact } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { spoken } from '../../texts/console.ts';
import { webhookTexts } from './texts/texts.ts';

const webhooks = api(webhookRoutes);
const looks = { waiting: '', sending: '', delivered: 'ok', failed: 'error', skipped: 'warn' };

export const DeliveryState = ({ delivery: { state, replay } }: { delivery: Delivery }) => (
  <span className="tags">
    <span className={`tag ${looks[state]}`}>{webhookTexts().deliveryStates[state]}</span>
    {replay && <span className="tag">{webhookTexts().replayTag}</span>}
  </span>
);

/** One request and what came of it. */
export function AttemptLine({ attempt: { at, status, error, ms, address, responseExcerpt } }: { attempt: Attempt }) {
  const good = status !== undefined && status < 300;
  return (
    <div>
      <span className={`tag ${good ? 'ok' : 'error'}`}>{status ?? webhookTexts().errors[error ?? 'unknown']}</span>{' '}
      {exact(at)}
      <p className="note">
        {ms !== undefined && `${formatCount(spoken(), ms)} ms `}
        <bdi>{address}</bdi>
      </p>
      {responseExcerpt && (
        <pre className="code" dir="auto">
          {responseExcerpt}
        </pre>
      )}
    </div>
  );
}

type Props = { endpointId: string; deliveryId: string; onClose: () => void };

/** A delivery: the bytes that were sent, and each attempt. */
export function DeliveryDialog({ endpointId, deliveryId, onClose }: Props) {
  const w = webhookTexts();
  const params = { endpointId, deliveryId };
  const read = useRead(webhooks.delivery, { params });
  const replay = useChange(webhooks.replay);
  return (
    <Dialog side title={<bdi>{read.data?.type ?? w.deliveries}</bdi>} onClose={onClose}>
      <Loaded read={read} height={320}>
        {(delivery) => (
          <div className="stack">
            <DeliveryState delivery={delivery} />
            <section>
              <h3>{w.attempts}</h3>
              <ol className="lines">
                {delivery.log.toReversed().map((attempt) => (
                  <li key={attempt.at}>
                    <AttemptLine attempt={attempt} />
                  </li>
                ))}
              </ol>
            </section>
            <Copyable label={w.request} text={indented(delivery.request.body)} />
            {delivery.request.headers && (
              <pre className="code" dir="ltr">
                {Object.entries(delivery.request.headers)
                  .map(([name, value]) => `${name}: ${value}`)
                  .join('\n')}
              </pre>
            )}
          </div>
        )}
      </Loaded>
      {replay.error && <Problem error={replay.error} />}
      {may('webhooks:write') && (
        <div className="actions">
          <Button
            look="main"
            disabled={replay.isPending}
            onClick={() => replay.mutate({ params, body: {} }, { onSuccess: () => toast(w.replayed) })}
          >
            {w.replay}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** A body as people read it; what a template made need not be JSON. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Shown as it was sent.
    return body;
  }
}
