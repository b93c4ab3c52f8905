import { expect } from 'vitest';
import { contactRoutes } from '../../../shared/contact/contact.routes.ts';
import { customerRoutes } from '../../../shared/customer/customer.routes.ts';
import { householdRoutes } from '../../../shared/household/household.routes.ts';
import { get as getJob } from '../../../shared/job/job.ts';
import { work } from '../../../shared/job/run.ts';
import { jobDefinitions } from '../../../shared/jobs.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { mergeRoutes } from '../../../shared/merge/merge.routes.ts';
import { relationRoutes } from '../../../shared/relation/relation.routes.ts';
import { send } from '../../../shared/testing/call.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { handler } from '../handler.ts';

export type Body = Record<string, unknown>;
const { routes } = mergeRoutes;
const of = customerRoutes.routes;

export const made = async (companyId: string, body: object): Promise<string> =>
  String((await send(handler, of.create, { companyId, body: { type: 'individual', ...body } })).body['customerId']);
export const read = async (companyId: string, customerId: string): Promise<Body> =>
  (await send(handler, of.get, { companyId, params: { customerId } })).body;
export const merge = (companyId: string, customerId: string, customerIds: readonly string[], more: object = {}) =>
  send(handler, routes.merge, { companyId, params: { customerId }, body: { customerIds, ...more } });
export const receiptOf = async (companyId: string, mergeId: unknown): Promise<Body> =>
  (await send(handler, routes.get, { companyId, params: { mergeId: String(mergeId) } })).body;
export const undo = (companyId: string, mergeId: unknown) =>
  send(handler, routes.undo, { companyId, params: { mergeId: String(mergeId) }, body: {} });

/** Works on a job until it ends. */
export async function worked(companyId: string, jobId: unknown): Promise<Body> {
  const ctx = aContext({ companyId, now: new Date() });
  await work(ctx, jobId as Id<'job'>, { now: () => new Date(), definitions: jobDefinitions });
  const job = await getJob(ctx, { jobId: jobId as Id<'job'> });
  expect(job).toMatchObject({ status: 'done' });
  return job as unknown as Body;
}
/** A merge with all that follows from it; its id. */
export async function merged(companyId: string, survivor: string, others: readonly string[], more: object = {}) {
  const { status, body } = await merge(companyId, survivor, others, more);
  expect({ status, body }).toMatchObject({ status: 202 });
  await worked(companyId, (body['job'] as Body)['jobId']);
  return String(body['mergeId']);
}
export async function undone(companyId: string, mergeId: unknown): Promise<void> {
  const { status, body } = await undo(companyId, mergeId);
  expect({ status, body }).toMatchObject({ status: 202 });
  await worked(companyId, body['jobId']);
}

export const annaBody = {
  firstName: 'Anna',
  lastName: 'Huber',
  emails: [{ address: 'anna@example.com' }],
  phones: [{ number: '+436641234567' }],
  addresses: [{ lines: ['Herrengasse 5'], city: 'Graz', postalCode: '8010', country: 'AT' }],
  tags: ['vip'],
  notes: 'Calls on Mondays',
  externalIds: [{ source: 'default', id: 'C-1' }],
  preferences: { frequency: 'weekly', topics: { news: true } },
};
export const otherBody = {
  firstName: 'A.',
  lastName: 'Huber',
  salutation: 'Dr.',
  emails: [{ address: 'ANNA@example.com' }, { address: 'a.huber@firm.example' }],
  phones: [{ number: '+436649999999', consentToCall: false }],
  addresses: [
    { lines: ['Herrengasse 5'], city: 'Graz', postalCode: '8010', country: 'AT' },
    { postalCode: '1010', country: 'AT' },
  ],
  tags: ['vip', 'fleet'],
  notes: 'Likes red',
  externalIds: [
    { source: 'default', id: 'C-2' },
    { source: 'dms', id: '77' },
  ],
  preferences: { frequency: 'monthly', topics: { news: false }, language: 'de' },
  demographics: { birthDate: '1980-02-29' },
};
export const pair = async (companyId: string): Promise<[string, string]> => [
  await made(companyId, annaBody),
  await made(companyId, otherBody),
];

/** Somebody with a contact, positions, relations on both sides and a household. */
export async function family(companyId: string) {
  const [one, other] = await pair(companyId);
  const spouse = await made(companyId, { lastName: 'Bernd' });
  const create = { companyId, body: { lastName: 'Maier', customerId: other } };
  const contactId = String((await send(handler, contactRoutes.routes.create, create)).body['contactId']);
  const relate = (customerId: string, type: string, id: string, note?: string) =>
    send(handler, relationRoutes.routes.create, {
      companyId,
      params: { customerId },
      body: { type, to: { type: 'customer', id }, ...(note && { note }) },
    });
  await relate(other, 'spouse', spouse, 'since 1999');
  await relate(spouse, 'referred_by', other);
  await relate(other, 'sibling', one, 'they thought');
  const home = { companyId, body: { headId: other, members: [spouse] } };
  const householdId = String((await send(handler, householdRoutes.routes.create, home)).body['householdId']);
  return { one, other, spouse, contactId, householdId };
}
/** Who names them, as callers see it. */
export const childrenOf = async (
  companyId: string,
  { one, other, spouse, contactId, householdId }: Awaited<ReturnType<typeof family>>,
) => {
  const relations = (customerId: string) =>
    send(handler, relationRoutes.routes.list, { companyId, params: { customerId } });
  const said = async (id: string) =>
    ((await relations(id)).body['items'] as Body[] | undefined)?.map((relation) =>
      Object.fromEntries(Object.entries(relation).filter(([name]) => name !== 'version' && name !== 'updatedAt')),
    );
  const contact = await send(handler, contactRoutes.routes.get, { companyId, params: { contactId } });
  const household = await send(handler, householdRoutes.routes.get, { companyId, params: { householdId } });
  return {
    relations: [await said(one), await said(other), await said(spouse)],
    person: contact.body['customerId'],
    household: [household.body['headId'], household.body['members']],
  };
};
