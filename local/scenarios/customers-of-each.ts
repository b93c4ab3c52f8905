import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { householdRoutes } from '../../shared/household/household.routes.ts';
import { client, type ClientOptions } from '../../shared/http/client.ts';
import { mergeRoutes } from '../../shared/merge/merge.routes.ts';
import { privacyRoutes } from '../../shared/privacy/privacy.routes.ts';
import { relationRoutes } from '../../shared/relation/relation.routes.ts';

/** People and organisations with all that there can be of them, two who look like one, and a request of one of them. */
export async function customersOfEach(access: ClientOptions): Promise<Record<string, string>> {
  const { customerId } = await client(customerRoutes, access).create({
    body: {
      type: 'individual',
      firstName: 'Jürgen',
      lastName: 'Huber',
      emails: [{ address: 'customer-1@example.com' }, { address: 'huber@work.example' }],
      phones: [{ number: '+43 664 1234567' }],
      externalIds: [{ id: 'C-1' }, { source: 'crm', id: '4711' }],
      addresses: [
        { lines: ['Herrengasse 5', 'Top 12'], city: 'Graz', postalCode: '8010', country: 'AT' },
        { type: 'work', lines: ['350 Fifth Avenue'], city: 'New York', state: 'NY', country: 'US' },
      ],
      tags: ['vip'],
      notes: 'Calls on Mondays.',
    },
  });
  const customers = client(customerRoutes, access);
  const { customerId: businessId } = await customers.create({ body: { type: 'business', businessName: 'Huber AG' } });
  const { customerId: parentId } = await customers.create({
    body: { type: 'business', businessName: 'Huber Holding' },
  });
  const { customerId: spouseId } = await customers.create({
    body: { type: 'individual', firstName: 'Anna', lastName: 'Huber' },
  });
  const contacts = client(contactRoutes, access);
  const { contactId } = await contacts.create({
    body: {
      firstName: 'Eva',
      lastName: 'Maier',
      emails: [{ address: 'eva.maier@huber.example' }],
      phones: [{ number: '+43 664 7654321' }],
      socialProfiles: [{ network: 'linkedin', url: 'https://www.linkedin.com/in/eva-maier' }],
      positions: [
        { customerId: parentId, title: 'Assistant', from: '2019-05-01', to: '2023-01-01' },
        {
          customerId: businessId,
          title: 'Head of Purchasing',
          department: 'Purchasing',
          role: 'decision_maker',
          from: '2023-01-01',
        },
      ],
    },
  });
  const jurgen = { customerId, positions: [{ customerId: businessId, title: 'Buyer', role: 'user' as const }] };
  await contacts.create({ body: { firstName: 'Jürgen', lastName: 'Huber', ...jurgen } });
  const relations = client(relationRoutes, access);
  const spouse = { type: 'customer' as const, id: spouseId };
  await relations.create({
    params: { customerId },
    body: { type: 'spouse', to: spouse, from: '2015-06-20', note: 'Calls for both.' },
  });
  const parent = { type: 'customer' as const, id: parentId };
  await relations.create({ params: { customerId: businessId }, body: { type: 'parent', to: parent } });
  const sibling = { type: 'contact' as const, id: contactId };
  await relations.create({ params: { customerId }, body: { type: 'sibling', to: sibling } });
  await client(householdRoutes, access).create({
    body: { name: 'Lindenweg 4, Graz', headId: customerId, members: [spouseId] },
  });
  const twin = {
    type: 'individual' as const,
    firstName: 'Jurgen',
    lastName: 'Huber',
    emails: [{ address: 'customer-1@example.com' }],
    status: 'active' as const,
  };
  const { customerId: twinId } = await customers.create({ body: twin });
  const { customerId: otherId } = await customers.create({
    body: { type: 'individual', firstName: 'Ann', lastName: 'Huber', tags: ['press'] },
  });
  const merged = await client(mergeRoutes, access).merge({
    params: { customerId: spouseId },
    body: { customerIds: [otherId] },
  });
  if (!('mergeId' in merged)) throw new Error('a merge that was asked for is no preview');
  const { mergeId } = merged;
  const requests = client(privacyRoutes, access);
  const subject = { customerId, email: 'customer-1@example.com' };
  const { requestId } = await requests.create({ body: { type: 'access', subject, note: 'Asked by letter.' } });
  await requests.verify({ params: { requestId }, body: { method: 'id_document' } });
  await requests.complete({ params: { requestId }, body: {} });
  await requests.create({ body: { type: 'erasure', regime: 'ccpa', subject: { email: 'someone@else.example' } } });
  return { businessId, contactId, customerId, mergeId, requestId, twinId };
}
