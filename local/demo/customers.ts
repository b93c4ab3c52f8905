import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import type { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { client, type ClientOptions } from '../../shared/http/client.ts';

const firstNames = [
  'Anna',
  'Bruno',
  'Chiara',
  'David',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Inês',
  'Jonas',
  'Karima',
  'Luis',
];
const lastNames = [
  'Adler',
  'Bauer',
  'Costa',
  'Dubois',
  'Ekström',
  'Ferrari',
  'García',
  'Huber',
  'Ibrahim',
  'Jensen',
  'Kowalski',
  'Lefèvre',
  'Moreau',
];

const places = [
  { lines: ['Herrengasse 5'], city: 'Graz', postalCode: '8010', country: 'AT' },
  { lines: ['Lindenstraße 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
  { lines: ['Bahnhofstrasse 3'], city: 'Zürich', postalCode: '8001', country: 'CH' },
  { lines: ['18 Rue de la République'], city: 'Lyon', postalCode: '69002', country: 'FR' },
  { lines: ['Via Torino 40'], city: 'Milano', postalCode: '20123', country: 'IT' },
  { lines: ['24 High Street'], city: 'Oxford', postalCode: 'OX1 4AH', country: 'GB' },
  { lines: ['1200 Main Street'], city: 'Springfield', state: 'IL', postalCode: '62701', country: 'US' },
];

/** What a customer of the demo company is called; the two lists have no common divisor, so that 156 in a row differ. */
export const nameOfCustomer = (number: number) => ({
  firstName: firstNames[number % firstNames.length] as string,
  lastName: lastNames[number % lastNames.length] as string,
});

/** Those who have said something: with the ids and addresses under which they have. */
export function demoCustomers(records: readonly SubmitFeedback[]) {
  const byId = new Map(records.flatMap((record) => (record.customerId ? [[record.customerId, record] as const] : [])));
  return [...byId].map(([id, { contact, snapshot }]) => ({
    type: 'individual' as const,
    status: 'active' as const,
    ...nameOfCustomer(Number(id.replace(/\D/g, ''))),
    emails: contact?.email === undefined ? [] : [{ address: contact.email }],
    externalIds: [{ source: 'default', id }],
    addresses: [
      { type: 'home' as const, ...(places[Number(id.replace(/\D/g, '')) % places.length] as (typeof places)[number]) },
    ],
    tags: snapshot?.tier === undefined ? [] : [snapshot.tier],
  })) satisfies Partial<CreateCustomer>[];
}

/** Few: each is a write of its own, with a row for each word that leads to it. */
const BATCH = 25;

/** Writes them down; who is there already stays as they are. */
export async function writeDownCustomers(
  access: ClientOptions,
  records: readonly SubmitFeedback[],
  signal: AbortSignal,
): Promise<void> {
  const all = demoCustomers(records);
  const customers = client(customerRoutes, access);
  for (let from = 0; from < all.length; from += BATCH) {
    signal.throwIfAborted();
    const items = all.slice(from, from + BATCH);
    const { results } = await customers.bulk({ body: { items } });
    // 409: there already, perhaps changed by hand.
    const refused = results.find(({ status }) => status >= 400 && status !== 409);
    if (refused) throw new Error(`refused with ${JSON.stringify(refused)}`);
  }
}
