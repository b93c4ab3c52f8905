import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { webhookRoutes } from '../../../../shared/webhook/webhook.routes.ts';
import type { Webhook } from '../../../../shared/webhook/webhook.schema.ts';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { DialogFoot } from '../../kit/dialog-foot.tsx';
import { Check, Pick } from '../../kit/fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Removal } from '../../kit/removal.tsx';
import { Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { texts } from '../../texts/console.ts';
import { AttemptLine } from './delivery-dialog.tsx';
import { useEventTypes } from './event-picker.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { webhookTexts } from './texts/texts.ts';
import { webhookFields } from './webhook-fields.tsx';
import { nameOf } from './webhooks.tsx';

const webhooks = api(webhookRoutes);

export type Act = 'edit' | 'test' | 'pause' | 'enable' | 'rotate' | 'remove';
type Props = { webhook: Webhook; onClose: () => void };

export function WebhookAct({ act, ...props }: Props & { act: Act }) {
  const rotate = useChange(webhooks.rotate);
  const { endpointId } = props.webhook;
  if (act === 'edit') return <Edit {...props} />;
  if (act === 'test') return <Test {...props} />;
  if (act === 'pause') return <Pause {...props} />;
  if (act === 'enable') return <Enable {...props} />;
  if (act === 'remove') return <Remove {...props} />;
  return (
    <RotateDialog
      of={endpointId}
      onClose={props.onClose}
      rotate={(body, idempotencyKey) => rotate.mutateAsync({ params: { endpointId }, body, idempotencyKey })}
    />
  );
}

function Edit({ webhook, onClose }: Props) {
  const edit = useChange(webhooks.edit);
  const params = { endpointId: webhook.endpointId };
  return (
    <Dialog title={nameOf(webhook)} onClose={onClose}>
      <RecordForm
        draft={`webhook.${webhook.endpointId}`}
        record={webhook}
        fields={webhookFields()}
        read={() => webhooks.get({ params })}
        save={({ changes, ifMatch }) =>
          edit.mutateAsync({ params, body: changes, ...(ifMatch !== undefined && { ifMatch }) })
        }
        onCancel={onClose}
        onSaved={done(onClose, texts().saved)}
      />
    </Dialog>
  );
}

function Test({ webhook: { endpointId, events }, onClose }: Props) {
  const w = webhookTexts();
  const test = useChange(webhooks.test);
  const types = useEventTypes().data?.items.map(({ type }) => type) ?? [];
  const [type, setType] = useState<string>();
  const chosen = type ?? types.find((one) => events.includes(one)) ?? types[0] ?? '';
  return (
    <Dialog title={w.test} onClose={onClose}>
      <p className="muted">{w.testHelp}</p>
      <Pick label={w.type} value={chosen} choices={types.map((value) => ({ value, name: value }))} onChange={setType} />
      {test.error && <Problem error={test.error} />}
      <div role="status">{test.data && <AttemptLine attempt={test.data.attempt} />}</div>
      <div className="actions">
        <Button
          look="main"
          disabled={test.isPending || chosen === ''}
          onClick={() => test.mutate({ params: { endpointId }, body: { type: chosen } })}
        >
          {w.test}
        </Button>
      </div>
    </Dialog>
  );
}

function Pause({ webhook, onClose }: Props) {
  const w = webhookTexts();
  const pause = useChange(webhooks.pause);
  return (
    <Confirm
      title={`${w.pause}: ${nameOf(webhook)}`}
      action={w.pause}
      pending={pause.isPending}
      error={pause.error}
      onClose={onClose}
      onConfirm={() =>
        pause.mutate({ params: { endpointId: webhook.endpointId }, body: {} }, { onSuccess: done(onClose, w.paused) })
      }
    >
      {w.statuses.paused}
    </Confirm>
  );
}

function Enable({ webhook: { endpointId, status }, onClose }: Props) {
  const w = webhookTexts();
  const enable = useChange(webhooks.enable);
  const [replaySinceDisabled, setReplay] = useState(false);
  return (
    <Dialog title={w.enable} onClose={onClose}>
      {status === 'disabled' && <Check label={w.replaySince} checked={replaySinceDisabled} onChange={setReplay} />}
      <DialogFoot
        error={enable.error}
        pending={enable.isPending}
        action={w.enable}
        onAct={() =>
          enable.mutate(
            { params: { endpointId }, body: { replaySinceDisabled } },
            { onSuccess: done(onClose, w.enabled) },
          )
        }
        onClose={onClose}
      />
    </Dialog>
  );
}

function Remove({ webhook, onClose }: Props) {
  const w = webhookTexts();
  const navigate = useNavigate();
  const { endpointId, version } = webhook;
  return (
    <Removal
      title={w.remove(nameOf(webhook))}
      action={texts().remove}
      remove={() => webhooks.remove({ params: { endpointId }, ifMatch: version })}
      away={async () => {
        await navigate({ to: '/settings/webhooks' });
        toast(texts().removed);
      }}
      touches={['webhook']}
      onClose={onClose}
    >
      {w.removeHelp}
    </Removal>
  );
}

const done = (close: () => void, words: string) => (): void => {
  close();
  toast(words);
};
