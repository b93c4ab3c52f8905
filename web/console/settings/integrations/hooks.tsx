import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { hookRoutes } from '../../../../shared/hook/hook.routes.ts';
import type { CreateHook, Hook } from '../../../../shared/hook/hook.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, usePages } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { ListOf } from '../../kit/list-of.tsx';
import { Panel } from '../../kit/page.tsx';
import { pickField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { When } from '../../kit/when.tsx';
import { texts } from '../../texts/console.ts';
import { integrationsRoute } from '../settings.route.ts';
import { SecretOnce } from '../webhooks/secret-once.tsx';
import { hookFields, presetName, presets, secretField } from './hook-fields.tsx';
import { HookDialog } from './hook-dialog.tsx';
import { integrationTexts } from './texts/texts.ts';

const hooks = api(hookRoutes);

/** What comes in from other products. */
export function Hooks() {
  const i = integrationTexts();
  const { hook } = integrationsRoute.useSearch();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const pages = usePages(hooks.list, { query: {} });
  const show = (hookId?: string): Promise<void> =>
    navigate({ to: '/settings/integrations', search: hookId === undefined ? {} : { hook: hookId } });
  const create = (
    <Button small onClick={() => setCreating(true)}>
      {i.newHook}
    </Button>
  );
  return (
    <Panel title={i.hooks} about={i.hooksAbout} aside={create}>
      <ListOf
        caption={i.hooks}
        pages={pages}
        empty={i.noHooks}
        keyOf={({ hookId }) => hookId}
        onOpen={({ hookId }) => void show(hookId)}
        columns={[
          {
            name: i.name,
            cell: ({ hookId, name, preset }) => (
              <Link to="/settings/integrations" search={{ hook: hookId }} className="quiet">
                <bdi>{name ?? presetName(preset)}</bdi>
              </Link>
            ),
          },
          { name: i.preset, cell: ({ preset }) => presetName(preset) },
          { name: i.when, cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
      />
      {creating && <Create onClose={() => setCreating(false)} onMade={(made) => void show(made)} />}
      {hook !== undefined && <HookDialog hookId={hook} onClose={() => show()} />}
    </Panel>
  );
}

function Create({ onClose, onMade }: { onClose: () => void; onMade: (hookId: string) => void }) {
  const i = integrationTexts();
  const create = useChange(hooks.create);
  const [made, setMade] = useState<{ hookId: string; secret: string }>();
  const end = (hookId: string): void => {
    onClose();
    onMade(hookId);
  };
  if (made) return <SecretOnce secret={made.secret} onClose={() => end(made.hookId)} />;
  return (
    <Dialog title={i.newHook} onClose={onClose}>
      <RecordForm<Partial<CreateHook>, Hook & { secret?: string | undefined }>
        draft="hook"
        record={{ preset: 'typeform' }}
        fields={[pickField('preset', i.preset, presets), secretField(), ...hookFields()]}
        save={({ whole, idempotencyKey }) =>
          create.mutateAsync({ body: { preset: 'typeform', ...whole }, idempotencyKey })
        }
        submit={texts().create}
        onCancel={onClose}
        onSaved={({ hookId, secret }) => (secret ? setMade({ hookId, secret }) : end(hookId))}
      />
    </Dialog>
  );
}
