import { useState } from 'react';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { relationRoutes } from '../../../shared/relation/relation.routes.ts';
import type { Relation } from '../../../shared/relation/relation.schema.ts';
import { api } from '../api/client.ts';
import { useChange, usePages } from '../api/use.ts';
import { customerField } from '../contacts/customer-field.tsx';
import { RelationList } from '../contacts/relation-list.tsx';
import { contactTexts } from '../contacts/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { choicesOf } from '../kit/fields.tsx';
import { Panel } from '../kit/page.tsx';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { areaField, pickField, textField } from '../kit/record-fields.tsx';
import { Removal } from '../kit/removal.tsx';
import { toast } from '../kit/toast.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';

const relations = api(relationRoutes);
type Body = Parameters<typeof relations.create>[0]['body'];

/** Whom a customer is related with, also as the others have said it. */
export function CustomerRelations({ customer }: { customer: Customer }) {
  const c = contactTexts();
  const { customerId, displayName } = customer;
  const [open, setOpen] = useState<Relation | 'new'>();
  const close = (): void => setOpen(undefined);
  const pages = usePages(relations.list, { params: { customerId } });
  const isWriter = may('customers:write');
  return (
    <Panel title={c.relations} aside={isWriter && <Button onClick={() => setOpen('new')}>{c.addRelation}</Button>}>
      <RelationList
        caption={`${c.relations}: ${displayName}`}
        pages={pages}
        more={
          isWriter
            ? [
                {
                  name: '',
                  cell: (relation) => (
                    <Button small onClick={() => setOpen(relation)}>
                      {texts().remove}
                    </Button>
                  ),
                },
              ]
            : []
        }
      />
      {open === 'new' && <AddDialog customer={customer} onClose={close} />}
      {open && open !== 'new' && <RemoveDialog customer={customer} relation={open} onClose={close} />}
    </Panel>
  );
}

type Props = { customer: Customer; onClose: () => void };

function AddDialog({ customer: { customerId, type }, onClose }: Props) {
  const c = contactTexts();
  const create = useChange(relations.create);
  const { ward: _, employee: __, referred: ___, ...writable } = c.relationTypes;
  return (
    <RecordDialog<Partial<Body> & { version?: number }, Relation>
      title={c.addRelation}
      draft={`relation.${customerId}`}
      record={{ type: type === 'business' ? 'subsidiary' : 'spouse' }}
      fields={[
        pickField('type', c.relation, choicesOf(writable), { help: c.relationHelp }),
        textField('from', c.from, { type: 'date' }),
        customerField('to/id', c.other),
        areaField('note', c.note, { maxLength: 1_000 }),
      ]}
      save={({ whole, idempotencyKey }) => {
        const body = { ...whole, to: { ...whole.to, type: 'customer' } } as Body;
        return create.mutateAsync({ params: { customerId }, body, idempotencyKey });
      }}
      onClose={onClose}
    />
  );
}

function RemoveDialog({ customer: { customerId }, relation, onClose }: Props & { relation: Relation }) {
  const c = contactTexts();
  const { relationId, type, displayName = '' } = relation;
  return (
    <Removal
      title={c.removeRelation}
      action={texts().remove}
      remove={() => relations.remove({ params: { customerId, relationId } })}
      away={() => {
        onClose();
        toast(texts().removed);
      }}
      touches={[relationRoutes.resource]}
      onClose={onClose}
    >
      {c.relationTypes[type]}: <bdi>{displayName}</bdi>
    </Removal>
  );
}
