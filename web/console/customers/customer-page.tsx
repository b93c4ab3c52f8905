import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { customerViewRoutes } from '../../../shared/customer-view/customer-view.routes.ts';
import type { CustomerView } from '../../../shared/customer-view/customer-view.schema.ts';
import type { Customer } from '../../../shared/customer/customer.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { useDownload } from '../kit/download.ts';
import { Page, Panel } from '../kit/page.tsx';
import { Loaded, Problem } from '../kit/states.tsx';
import { may } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { CustomerActivities } from './customer-activities.tsx';
import { CustomerAddresses } from './customer-addresses.tsx';
import { CustomerContacts } from './customer-contacts.tsx';
import { CustomerHistory } from './customer-history.tsx';
import { CustomerHousehold } from './customer-household.tsx';
import { CustomerRelations } from './customer-relations.tsx';
import { CustomerConsents } from './customer-consents.tsx';
import { CustomerDocuments } from './customer-documents.tsx';
import { EditDialog, RemoveDialog } from './customer-dialogs.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { MergeWith } from '../duplicates/merge-with.tsx';
import { CustomerPurchases } from './customer-purchases.tsx';
import { CustomerScores } from './customer-scores.tsx';
import { CustomerTimeline } from './customer-timeline.tsx';
import { CustomerVehicles } from './customer-vehicles.tsx';
import { oneRoute } from './customers.route.ts';
import { customerTexts } from './texts/texts.ts';

const views = api(customerViewRoutes);

const CHECK_MS = 3_000;
const MINUTE = 60_000;
/** A file that has just come is checked within seconds; one that never came is waited for no longer. */
const whileChecked = (documents: CustomerView['documents']): number | false =>
  documents?.some(({ status, createdAt }) => status === 'pending' && Date.now() - Date.parse(createdAt) < MINUTE)
    ? CHECK_MS
    : false;

/** One customer: who they are, how they are reached, and what happened with them under any of their names. */
export function CustomerPage() {
  const c = customerTexts();
  const { customerId } = oneRoute.useParams();
  const read = useRead(views.view, { params: { customerId } }, { again: (last) => whileChecked(last?.documents) });
  const customer = read.data?.profile;
  return (
    <Page
      title={customer?.displayName ?? c.one}
      about={<Link to="/customers">{c.title}</Link>}
      aside={customer && <Acts customer={customer} />}
    >
      <Loaded read={read} height={420}>
        {(view) => (
          <div className="stack">
            {view.profile.doNotContact?.value && (
              <p className="banner warn">
                {c.stopped} <bdi>{view.profile.doNotContact.reason}</bdi>
              </p>
            )}
            <Panel title={c.about}>
              <CustomerFacts view={view} />
            </Panel>
            {view.activities && <CustomerActivities view={view} activities={view.activities} />}
            {view.customerScores && <CustomerScores scores={view.customerScores} />}
            <CustomerAddresses customer={view.profile} />
            {view.contacts && <CustomerContacts view={view} contacts={view.contacts} />}
            {view.profile.type === 'individual' && <CustomerHousehold view={view} />}
            <CustomerRelations customer={view.profile} />
            {view.purchases && <CustomerPurchases view={view} purchases={view.purchases} />}
            {view.vehicles && <CustomerVehicles view={view} vehicles={view.vehicles} />}
            {view.documents && <CustomerDocuments view={view} documents={view.documents} />}
            {view.consents && <CustomerConsents customer={view.profile} permitted={view.consents} />}
            {view.timeline ? (
              <CustomerTimeline view={view} timeline={view.timeline} />
            ) : (
              <p className="banner warn">{c.notRead}</p>
            )}
            {may('customers:contact') && <CustomerHistory customer={view.profile} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Acts({ customer }: { customer: Customer }) {
  const c = customerTexts();
  const [open, setOpen] = useState<'edit' | 'merge' | 'remove'>();
  const card = useDownload();
  const close = (): void => setOpen(undefined);
  const path = `/api/crm/customers/${customer.customerId}/vcard`;
  return (
    <div className="actions">
      {may('customers:contact') && (
        <Button onClick={() => card.mutate({ path, name: 'customer.vcf' })}>{c.addressCard}</Button>
      )}
      {may('customers:write') && (
        <>
          <Button onClick={() => setOpen('edit')}>{texts().edit}</Button>
          {may('customers:merge') && <Button onClick={() => setOpen('merge')}>{c.mergeWith}</Button>}
          <Button look="danger" onClick={() => setOpen('remove')}>
            {c.remove}
          </Button>
        </>
      )}
      {card.error && <Problem error={card.error} />}
      {open === 'edit' && <EditDialog customer={customer} onClose={close} />}
      {open === 'merge' && <MergeWith customerId={customer.customerId} onClose={close} />}
      {open === 'remove' && <RemoveDialog customer={customer} onClose={close} />}
    </div>
  );
}
