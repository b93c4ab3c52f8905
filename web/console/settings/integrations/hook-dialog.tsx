import { useState } from 'react';
import { hookRoutes } from '../../../../shared/hook/hook.routes.ts';
import type { Hook } from '../../../../shared/hook/hook.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, usePages, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Copyable } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Removal } from '../../kit/removal.tsx';
import { Loaded, Problem } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { When } from '../../kit/when.tsx';
import { texts } from '../../texts/console.ts';
import { RotateDialog } from '../webhooks/rotate-dialog.tsx';
import { webhookTexts } from '../webhooks/texts/texts.ts';
import { hookFields, presetName, secretField } from './hook-fields.tsx';
import { integrationTexts } from './texts/texts.ts';

const hooks = api(hookRoutes);
type Props = { hookId: string; onClose: () => Promise<void> };

/** One hook: its address, what it makes of answers, and what came in. */
export function HookDialog({ hookId, onClose }: Props) {
  const read = useRead(hooks.get, { params: { hookId } });
  return (
    <Dialog
      side
      title={<bdi>{read.data?.name ?? presetName(read.data?.preset ?? '')}</bdi>}
      onClose={() => void onClose()}
    >
      <Loaded read={read} height={480}>
        {(hook) => <Content hook={hook} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function Content({ hook, onClose }: { hook: Hook; onClose: () => Promise<void> }) {
  const i = integrationTexts();
  const { hookId, version } = hook;
  const params = { hookId };
  const [act, setAct] = useState<'rotate' | 'remove'>();
  const health = useRead(hooks.health, { params });
  const edit = useChange(hooks.edit);
  const rotate = useChange(hooks.rotate);
  return (
    <div className="stack">
      <Copyable label={i.address} text={`${location.origin}/hooks/${hookId}`} />
      {health.data && <p className="muted">{i.refused(health.data.refused)}</p>}
      <RecordForm
        draft={`hook.${hookId}`}
        record={hook}
        fields={hookFields()}
        read={() => hooks.get({ params })}
        save={({ changes, ifMatch }) =>
          edit.mutateAsync({ params, body: changes, ...(ifMatch !== undefined && { ifMatch }) })
        }
        onSaved={() => toast(texts().saved)}
      />
      <Received hookId={hookId} />
      <div className="actions">
        <Button onClick={() => setAct('rotate')}>{webhookTexts().rotate}</Button>
        <Button look="danger" onClick={() => setAct('remove')}>
          {texts().remove}
        </Button>
      </div>
      {act === 'rotate' && (
        <RotateDialog
          of={hookId}
          more={hook.preset === 'delighted' ? [secretField()] : []}
          rotate={(body, idempotencyKey) => rotate.mutateAsync({ params, body, idempotencyKey })}
          onClose={() => setAct(undefined)}
        />
      )}
      {act === 'remove' && (
        <Removal
          title={i.remove(hook.name ?? presetName(hook.preset))}
          action={texts().remove}
          remove={() => hooks.remove({ params, ifMatch: version })}
          away={async () => {
            await onClose();
            toast(texts().removed);
          }}
          touches={['hook']}
          onClose={() => setAct(undefined)}
        >
          {i.removeHelp}
        </Removal>
      )}
    </div>
  );
}

const waits: readonly string[] = ['scale_unknown', 'refused'];

function Received({ hookId }: { hookId: string }) {
  const i = integrationTexts();
  const asked: Parameters<typeof hooks.deliveries>[0] & { query: object } = { params: { hookId }, query: {} };
  const pages = usePages(hooks.deliveries, asked);
  const replay = useChange(hooks.replay);
  return (
    <section>
      <h3>{i.received}</h3>
      {replay.error && <Problem error={replay.error} />}
      <ListOf
        caption={i.received}
        pages={pages}
        empty={i.noneReceived}
        keyOf={({ deliveryId }) => deliveryId}
        columns={[
          { name: i.type, cell: ({ type }) => <bdi>{type}</bdi> },
          {
            name: i.state,
            cell: ({ state, problems = [], deliveryId }) => (
              <>
                <span className={`tag ${waits.includes(state) ? 'error' : ''}`}>{i.states[state]}</span>
                {problems.map(({ column, message }) => (
                  <p key={`${column} ${message}`} className="note">
                    <bdi>{column}</bdi> {message}
                  </p>
                ))}
                {waits.includes(state) && (
                  <Button
                    small
                    disabled={replay.isPending}
                    onClick={() =>
                      replay.mutate({ params: { hookId, deliveryId } }, { onSuccess: () => toast(i.taken) })
                    }
                  >
                    {i.again}
                  </Button>
                )}
              </>
            ),
          },
          { name: i.when, cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
      />
    </section>
  );
}
