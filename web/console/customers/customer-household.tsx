import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import { householdRoutes } from '../../../shared/household/household.routes.ts';
import type { Household } from '../../../shared/household/household.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { customerField } from '../contacts/customer-field.tsx';
import { contactTexts } from '../contacts/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { Panel } from '../kit/page.tsx';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { textField } from '../kit/record-fields.tsx';
import { Removal } from '../kit/removal.tsx';
import { DataTable } from '../kit/table.tsx';
import { toast } from '../kit/toast.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { customerTexts } from './texts/texts.ts';

const households = api(householdRoutes);
type Seen = NonNullable<CustomerView['household']>;
type Member = Seen['members'][number];
type Props = { view: CustomerView; onClose: () => void };

/** Who lives with a person, or shares their finances: their household, or the way to one. */
export function CustomerHousehold({ view }: { view: CustomerView }) {
  const c = contactTexts();
  const { household } = view;
  const [open, setOpen] = useState<'new' | Member>();
  const close = (): void => setOpen(undefined);
  const isWriter = may('customers:write');
  const start = isWriter && (
    <Button onClick={() => setOpen('new')}>{household ? c.addMember : c.createHousehold}</Button>
  );
  return (
    <Panel title={c.household} about={household?.name && <bdi>{household.name}</bdi>} aside={start}>
      {household ? (
        <DataTable
          caption={c.household}
          rows={household.members}
          keyOf={({ customerId }) => customerId}
          columns={[
            {
              name: customerTexts().name,
              cell: ({ customerId, displayName }) => (
                <>
                  <Link to="/customers/$customerId" params={{ customerId }} className="quiet name-link">
                    <bdi>{displayName ?? customerTexts().one}</bdi>
                  </Link>{' '}
                  {customerId === household.headId && <span className="tag">{c.head}</span>}
                </>
              ),
            },
            { name: c.joined, cell: ({ joinedAt }) => <When at={joinedAt} /> },
            ...(isWriter
              ? [
                  {
                    name: '',
                    cell: (member: Member) => (
                      <Button small onClick={() => setOpen(member)}>
                        {c.takeOut}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : (
        <p className="muted">{c.noHousehold}</p>
      )}
      {open === 'new' &&
        (household ? (
          <AddDialog household={household} onClose={close} />
        ) : (
          <CreateDialog view={view} onClose={close} />
        ))}
      {open && open !== 'new' && household && <TakeOutDialog household={household} member={open} onClose={close} />}
    </Panel>
  );
}

function CreateDialog({ view: { customerId }, onClose }: Props) {
  const c = contactTexts();
  const create = useChange(households.create, customerViewRoutes.resource);
  return (
    <RecordDialog<{ name?: string; version?: number }, Household>
      title={c.createHousehold}
      draft={`household.${customerId}`}
      record={{}}
      fields={[textField('name', c.householdName, { maxLength: 200, help: c.householdNameHelp })]}
      save={({ whole: { name }, idempotencyKey }) =>
        create.mutateAsync({ body: { headId: customerId, ...(name && { name }) }, idempotencyKey })
      }
      onClose={onClose}
    />
  );
}

type Body = Parameters<typeof households.addMember>[0]['body'];
function AddDialog({ household: { householdId }, onClose }: { household: Seen; onClose: () => void }) {
  const c = contactTexts();
  const add = useChange(households.addMember, customerViewRoutes.resource);
  return (
    <RecordDialog<Partial<Body> & { version?: number }, Household>
      title={c.addMember}
      draft={`member.${householdId}`}
      record={{}}
      fields={[customerField('customerId', c.member, 'individual')]}
      save={({ whole, idempotencyKey }) =>
        add.mutateAsync({ params: { householdId }, body: whole as Body, idempotencyKey })
      }
      onClose={onClose}
    />
  );
}

type TakeOut = { household: Seen; member: Member; onClose: () => void };
function TakeOutDialog({ household: { householdId }, member: { customerId, displayName }, onClose }: TakeOut) {
  const c = contactTexts();
  return (
    <Removal
      title={c.takeOut}
      action={c.takeOut}
      remove={() => households.removeMember({ params: { householdId, customerId } })}
      away={() => {
        onClose();
        toast(texts().saved);
      }}
      touches={[customerViewRoutes.resource]}
      onClose={onClose}
    >
      <bdi>{c.takeOutHelp(displayName ?? customerTexts().one)}</bdi>
    </Removal>
  );
}
