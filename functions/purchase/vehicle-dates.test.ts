import { expect, test } from 'vitest';
import { list } from '../../shared/activity/activity.list.ts';
import { dueVehicles } from '../../shared/activity/vehicle-dates.ts';
import { PutCrmSettings } from '../../shared/crm-settings/crm-settings.schema.ts';
import { putCrmSettings } from '../../shared/crm-settings/crm-settings.ts';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { create as createCustomer } from '../../shared/customer/customer.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { knows } from '../../shared/people/testing/given.ts';
import { aContext } from '../../shared/testing/context.ts';
import {
  CreateOwnership,
  CreateVehicle,
  EditOwnership,
  Transfer,
  type Vehicle,
} from '../../shared/vehicle/vehicle.schema.ts';
import { vehicles } from '../../shared/vehicle/vehicle.store.ts';
import { addOwnership, create, editOwnership, transfer } from '../../shared/vehicle/vehicle.ts';

const DAY = 86_400_000;
const START = Date.parse('2027-01-01T00:00:00.000Z');
/** Noon of a day so many days before the lease ends. */
const END = '2027-12-01';
const before = (days: number): Date => new Date(Date.parse(END) - days * DAY + DAY / 2);
const on = (ctx: Context, now: Date): Context => ({ ...again(ctx), now });

const aCustomer = async (ctx: Context, more: object = {}): Promise<Id<'customer'>> => {
  const body = CreateCustomer.parse({ type: 'individual', lastName: 'Huber', ...more });
  return (await createCustomer(again(ctx), { body })).customerId;
};
async function aLease(ctx: Context, owning: object = { leaseEndDate: END }, owner: object = { ownerId: 'user-7' }) {
  await knows(ctx, 'user-7', 'user-9');
  const customerId = await aCustomer(ctx, owner);
  const made = await create(again(ctx), {
    body: CreateVehicle.parse({ vin: '1HGCM82633A004352', model: 'Accord', plate: 'G 123 AB' }),
  });
  const { vehicleId } = made.body as Vehicle;
  const body = CreateOwnership.parse({ customerId, ...owning });
  const { ownerships } = await addOwnership(again(ctx), { vehicleId, body });
  const ownershipId = ownerships[0]?.ownershipId as Id<'ownership'>;
  return { customerId, vehicleId, ownershipId };
}

/** Lets the clock come by, twice at once, where something is due; whether it is. */
async function lookedAt(ctx: Context, vehicleId: Id<'vehicle'>, now: Date): Promise<boolean> {
  const row = await vehicles.find(ctx, vehicleId);
  if (!row || (vehicles.dueAt(row) ?? '9') > now.toISOString()) return false;
  const runs = await Promise.allSettled([1, 2].map(() => dueVehicles.run(on(ctx, now), row)));
  expect(runs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  return true;
}
const tasksOf = async (ctx: Context) => (await list(on(ctx, new Date(START)), { limit: 50 })).items;
const aCompany = (): Context => aContext({ now: new Date(START) });
const settled = (ctx: Context, vehicleDates: object) =>
  putCrmSettings(again(ctx), { body: PutCrmSettings.parse({ vehicleDates }), ifMatch: 0 });

test('the end of a lease makes a task 90, 60 and 30 days before, once each, for whoever is in charge of the customer', async () => {
  const ctx = aCompany();
  const { vehicleId, customerId } = await aLease(ctx);
  expect(await lookedAt(ctx, vehicleId, before(366))).toBe(false);
  const counts: number[] = [];
  for (const days of [91, 90, 89, 60, 30, 29, 7, 0, -30]) {
    await lookedAt(ctx, vehicleId, before(days));
    counts.push((await tasksOf(ctx)).length);
  }
  expect(counts).toEqual([0, 1, 1, 2, 3, 3, 3, 3, 3]);
  const [first] = await tasksOf(ctx);
  expect(first).toMatchObject({
    type: 'task',
    status: 'open',
    ownerId: 'user-7',
    subject: 'The lease of Honda Accord 2003 ends on December 1, 2027',
    relatedTo: { type: 'vehicle', id: vehicleId },
    customerIds: [customerId],
    dueAt: new Date(before(90).getTime() + 7 * DAY).toISOString(),
  });
  expect(JSON.stringify(first)).not.toContain('G 123 AB');
});

test('a run that dies behind the task makes no second one', async () => {
  const ctx = aCompany();
  const { vehicleId } = await aLease(ctx);
  const row = await vehicles.find(ctx, vehicleId);
  if (!row) throw new Error('no vehicle');
  const now = before(90);
  const dying = on(ctx, now);
  const send = async (command: { input: object }): Promise<unknown> => {
    // What it writes last is what it has told of.
    if (JSON.stringify(command.input).includes('datesTold')) throw new Error('killed');
    return ctx.db.send(command as Parameters<Context['db']['send']>[0]);
  };
  await expect(dueVehicles.run({ ...dying, db: { send } as Context['db'] }, row)).rejects.toThrow('killed');
  expect(await tasksOf(ctx)).toHaveLength(1);
  // The claim ends a minute later.
  expect(await lookedAt(ctx, vehicleId, new Date(now.getTime() + 61_000))).toBe(true);
  expect(await tasksOf(ctx)).toHaveLength(1);
});

test('a date that is changed is told of anew; one that is written down late is told of at its next step alone', async () => {
  const ctx = aCompany();
  const { vehicleId, ownershipId } = await aLease(ctx);
  await lookedAt(ctx, vehicleId, before(90));
  const later = new Date(Date.parse(END) + 40 * DAY).toISOString().slice(0, 10);
  await editOwnership(on(ctx, before(85)), {
    vehicleId,
    ownershipId,
    body: EditOwnership.parse({ leaseEndDate: later }),
  });
  // 85 days before the old date are 125 before the new one; 40 days before the old one are 80.
  for (const days of [84, 60, 50]) await lookedAt(ctx, vehicleId, before(days));
  expect(await tasksOf(ctx)).toHaveLength(2);
  const soon = new Date(before(50).getTime() + 45 * DAY).toISOString().slice(0, 10);
  await editOwnership(on(ctx, before(50)), {
    vehicleId,
    ownershipId,
    body: EditOwnership.parse({ leaseEndDate: soon }),
  });
  await lookedAt(ctx, vehicleId, before(50));
  expect(await tasksOf(ctx)).toHaveLength(2);
  await lookedAt(ctx, vehicleId, before(50 - 16));
  expect(await tasksOf(ctx)).toHaveLength(3);
});

test('whoever has handed the vehicle on, or only drives it, is asked nothing', async () => {
  const ctx = aCompany();
  const { vehicleId } = await aLease(ctx);
  const toCustomerId = await aCustomer(ctx, { lastName: 'Bauer' });
  const body = Transfer.parse({ toCustomerId, kind: 'traded', at: new Date(START + DAY).toISOString() });
  await transfer(on(ctx, new Date(START + 2 * DAY)), { vehicleId, body });
  expect(await lookedAt(ctx, vehicleId, before(30))).toBe(false);
  const driver = CreateOwnership.parse({ customerId: toCustomerId, relationship: 'driver', leaseEndDate: END });
  await addOwnership(again(ctx), { vehicleId, body: driver });
  expect(await lookedAt(ctx, vehicleId, before(30))).toBe(false);
});

test('the settings say how many days before, who gets the task of a customer nobody is in charge of, and its language', async () => {
  const ctx = aCompany();
  const wanted = { daysBefore: [14], ownerId: 'user-9', language: 'de' };
  await expect(settled(ctx, wanted)).rejects.toMatchObject({ errors: [{ pointer: '#/vehicleDates/ownerId' }] });
  await knows(ctx, 'user-9');
  await settled(ctx, wanted);
  const { vehicleId } = await aLease(ctx, { estimatedPayoffDate: END }, {});
  for (const days of [90, 60, 30, 14]) await lookedAt(ctx, vehicleId, before(days));
  expect(await tasksOf(ctx)).toMatchObject([
    { ownerId: 'user-9', subject: 'Die Finanzierung ist am 1. Dezember 2027 abbezahlt: Honda Accord 2003' },
  ]);
});

test('where nobody is in charge of the customer, and the settings name nobody, there is no task', async () => {
  const ctx = aCompany();
  const { vehicleId } = await aLease(ctx, { leaseEndDate: END }, {});
  expect(await lookedAt(ctx, vehicleId, before(90))).toBe(true);
  expect(await tasksOf(ctx)).toEqual([]);
});

test.each([
  ['a number of days that is no choice', { daysBefore: [91] }],
  ['one twice', { daysBefore: [90, 90] }],
  ['a language that there is not', { language: 'it' }],
])('settings with %s are refused', (_, vehicleDates) => {
  expect(PutCrmSettings.safeParse({ vehicleDates }).success).toBe(false);
});
