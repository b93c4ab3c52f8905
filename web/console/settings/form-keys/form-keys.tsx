import { useState } from 'react';
import { settingsRoutes } from '../../../../shared/company/settings.routes.ts';
import type { FormKey } from '../../../../shared/form/form.schema.ts';
import { formatCount } from '../../../chart/format.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { Button } from '../../kit/button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { Copyable } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { numberField, textField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Empty, Loaded } from '../../kit/states.tsx';
import { DataTable } from '../../kit/table.tsx';
import { toast } from '../../kit/toast.tsx';
import { When } from '../../kit/when.tsx';
import { may } from '../../session/me.ts';
import { spoken, texts } from '../../texts/console.ts';
import { settingsTexts } from '../texts/texts.ts';
import { snippetOf } from './snippet.ts';
import { formKeyTexts } from './texts/texts.ts';

const settings = api(settingsRoutes);

type Open = { what: 'create' } | { what: 'embed' | 'revoke'; key: FormKey };

/** Keys of forms that stand on pages of the company's. */
export function FormKeys() {
  const f = formKeyTexts();
  const [open, setOpen] = useState<Open>();
  const read = useRead(settings.listFormKeys, {});
  const writes = may('settings:write');
  const create = writes && (
    <Button look="main" onClick={() => setOpen({ what: 'create' })}>
      {f.create}
    </Button>
  );
  return (
    <Page title={settingsTexts().names.formKeys} about={f.about} aside={create}>
      <Panel title={settingsTexts().names.formKeys}>
        <Loaded read={read} height={160}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty action={create}>{f.none}</Empty>
            ) : (
              <DataTable
                caption={settingsTexts().names.formKeys}
                rows={items}
                keyOf={({ formKey }) => formKey}
                columns={[
                  { name: f.name, cell: ({ name }) => <bdi>{name}</bdi> },
                  { name: f.key, cell: ({ formKey }) => <bdi className="note">{formKey}</bdi> },
                  { name: f.perMinute, number: true, cell: ({ perMinute }) => formatCount(spoken(), perMinute) },
                  { name: f.created, cell: ({ createdAt }) => <When at={createdAt} /> },
                  {
                    name: '',
                    cell: (key) => (
                      <span className="tags">
                        <Button small onClick={() => setOpen({ what: 'embed', key })}>
                          {f.embed}
                        </Button>
                        {writes && (
                          <Button small look="danger" onClick={() => setOpen({ what: 'revoke', key })}>
                            {f.revoke}
                          </Button>
                        )}
                      </span>
                    ),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </Panel>
      {open?.what === 'create' && <Create onMade={setOpen} />}
      {open?.what === 'embed' && <Embed formKey={open.key} onClose={() => setOpen(undefined)} />}
      {open?.what === 'revoke' && <Revoke formKey={open.key} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

function Create({ onMade }: { onMade: (open: Open | undefined) => void }) {
  const f = formKeyTexts();
  const create = useChange(settings.createFormKey);
  return (
    <Dialog title={f.create} onClose={() => onMade(undefined)}>
      <RecordForm<{ name: string; perMinute: number }, FormKey>
        draft="form-key"
        record={{ name: '', perMinute: 60 }}
        fields={[
          textField('name', f.name, { maxLength: 100, required: true }),
          numberField('perMinute', f.perMinute, { min: 1, max: 600 }),
        ]}
        save={({ whole, idempotencyKey }) => create.mutateAsync({ body: whole, idempotencyKey })}
        submit={texts().create}
        onCancel={() => onMade(undefined)}
        onSaved={(key) => onMade({ what: 'embed', key })}
      />
    </Dialog>
  );
}

type One = { formKey: FormKey; onClose: () => void };

function Embed({ formKey: { formKey, name }, onClose }: One) {
  const f = formKeyTexts();
  const address = `${location.origin}/f/${formKey}`;
  return (
    <Dialog title={f.embedTitle(name)} onClose={onClose}>
      <p className="muted">{f.embedHelp}</p>
      <Copyable label={f.snippet} text={snippetOf(address, f.words)} />
      <Copyable label={f.address} text={address} />
    </Dialog>
  );
}

function Revoke({ formKey: { formKey, name }, onClose }: One) {
  const f = formKeyTexts();
  const remove = useChange(settings.removeFormKey);
  return (
    <Confirm
      title={f.revokeTitle(name)}
      action={f.revoke}
      pending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          { params: { formKey } },
          {
            onSuccess: () => {
              onClose();
              toast(f.revoked);
            },
          },
        )
      }
    >
      {f.revokeHelp}
    </Confirm>
  );
}
