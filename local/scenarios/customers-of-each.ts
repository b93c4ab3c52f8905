import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { documentRoutes } from '../../shared/document/document.routes.ts';
import { announcing, sendFile } from '../../shared/document/testing/files.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import { vehicleRoutes } from '../../shared/vehicle/vehicle.routes.ts';
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
  await keptWith(access, customerId);
  await requests.create({ body: { type: 'erasure', regime: 'ccpa', subject: { email: 'someone@else.example' } } });
  return { businessId, contactId, customerId, mergeId, requestId, twinId };
}

/** What was bought, driven, filed and planned with a customer. */
async function keptWith(access: ClientOptions, customerId: Id<'customer'>): Promise<void> {
  const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();
  const net = { amountMinor: 1_890_000, currency: 'EUR' };
  const lines = [{ name: 'Estate car', quantity: 1, net }];
  await client(purchaseRoutes, access).create({ body: { customerId, at: hours(-400), net, lines } });
  const vehicles = client(vehicleRoutes, access);
  const { vehicleId } = await vehicles.create({
    body: { vinShort: '115', make: 'Škoda', model: 'Octavia', year: 2024 },
  });
  await vehicles.addOwnership({ params: { vehicleId }, body: { customerId, from: hours(-300) } });
  const activities = client(activityRoutes, access);
  const relatedTo = { type: 'customer' as const, id: customerId };
  const call = { type: 'call' as const, subject: 'Call back about the offer for winter tyres', relatedTo };
  await activities.create({ body: { ...call, dueAt: hours(2), priority: 'high' } });
  await activities.create({ body: { ...call, type: 'appointment', subject: 'Service, 30 000 km', dueAt: hours(50) } });
  const { activityId } = await activities.create({
    body: { ...call, type: 'meeting', subject: 'Trial', dueAt: hours(1) },
  });
  await activities.complete({ params: { activityId }, body: { outcome: 'Wants an offer' } });
  const text = Buffer.from('Signed on paper, kept in Graz.');
  const { upload } = await client(documentRoutes, access).create({
    body: { owner: relatedTo, name: 'Contract 2026.txt', kind: 'contract', ...announcing(text, 'text/plain') },
  });
  if (!upload) throw new Error('a new document has no form for its file');
  const status = await sendFile(upload, text);
  if (status >= 300) throw new Error(`the file of a document was not taken: ${status}`);
}
