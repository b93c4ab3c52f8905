import { consentRoutes } from '../../../shared/consent/consent.routes.ts';
import type { Consent, CreateConsent, CurrentConsent } from '../../../shared/consent/consent.schema.ts';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { choicesOf } from '../kit/fields.tsx';
import { Opener } from '../kit/opener.tsx';
import { Panel } from '../kit/page.tsx';
import { RecordDialog } from '../kit/record-dialog.tsx';
import { areaField, pickField, type RecordField, textField } from '../kit/record-fields.tsx';
import { DataTable } from '../kit/table.tsx';
import { When } from '../kit/when.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { customerTexts } from './texts/texts.ts';

const consents = api(consentRoutes);
const tones: Partial<Record<CurrentConsent['state'], string>> = { granted: 'ok', denied: 'warn', withdrawn: 'warn' };

type Props = { customer: Customer; permitted: CurrentConsent[] };

/** What a customer permits: by purpose and channel, and by number. */
export function CustomerConsents({ customer, permitted }: Props) {
  const c = customerTexts();
  const add = may('consent:write') && (
    <Opener label={c.add}>{(close) => <AddDialog customer={customer} onClose={close} />}</Opener>
  );
  return (
    <Panel title={c.consents} about={c.consentsHelp} aside={add}>
      {permitted.length === 0 ? (
        <p className="muted">{c.noConsents}</p>
      ) : (
        <DataTable
          caption={`${c.consents}: ${customer.displayName}`}
          rows={permitted}
          keyOf={({ purpose, channel, number = '' }) => `${purpose} ${channel} ${number}`}
          columns={[
            { name: c.purpose, cell: ({ purpose }) => c.purposes[purpose] },
            {
              name: c.channel,
              cell: ({ channel, number }) => (
                <>
                  {c.channels[channel]} {number && <bdi>{number}</bdi>}
                </>
              ),
            },
            {
              name: c.consentState,
              cell: ({ state }) => <span className={`tag ${tones[state] ?? ''}`}>{c.consentStates[state]}</span>,
            },
            { name: c.sinceWhen, cell: ({ since }) => <When at={since} /> },
          ]}
        />
      )}
    </Panel>
  );
}

function AddDialog({ customer: { customerId, phones = [] }, onClose }: { customer: Customer; onClose: () => void }) {
  const c = customerTexts();
  const create = useChange(consents.create, customerViewRoutes.resource);
  const numbers = phones.map(({ number }) => ({ value: number, name: number }));
  const { expired: _, pending: __, ...writable } = c.consentStates;
  const fields: RecordField[] = [
    pickField('purpose', c.purpose, choicesOf(c.purposes)),
    pickField('channel', c.channel, choicesOf(c.channels)),
    pickField('number', c.number, numbers, { none: texts().none, help: c.numberHelp }),
    pickField('state', c.consentState, choicesOf(writable)),
    pickField('basis', c.basis, choicesOf(c.bases)),
    textField('source', c.consentSource, { maxLength: 200 }),
    textField('textVersion', c.textVersion, { maxLength: 100, help: c.textVersionHelp }),
    areaField('evidence', c.evidence, { maxLength: 2_000 }),
  ];
  return (
    <RecordDialog<Partial<CreateConsent> & { version?: number }, Consent>
      title={c.addConsent}
      draft={`consent.${customerId}`}
      record={{ purpose: 'marketing', channel: 'email', state: 'granted', basis: 'consent' }}
      fields={fields}
      save={({ whole, idempotencyKey }) =>
        create.mutateAsync({ params: { customerId }, body: whole as CreateConsent, idempotencyKey })
      }
      onClose={onClose}
    />
  );
}
