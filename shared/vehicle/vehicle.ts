import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { isThereStill } from '../customer/still-there.ts';
import { namesOfCustomers } from '../customer/names.ts';
import { type FilterTests, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { type Reply, reply } from '../http/reply.ts';
import { change, create as createRecord, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { compact } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Steps, Stored } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { idFor, verbsOf } from '../kernel/verbs.ts';
import { activeOwner, holdsAt, refuseUnfit, withOne } from './owners.ts';
import {
  type CreateOwnership,
  type CreateVehicle,
  type EditOwnership,
  MOST_READINGS,
  type Ownership,
  type Transfer,
  type Vehicle,
  type VehicleFilter,
  type VehicleHistory,
  type WriteReading,
} from './vehicle.schema.ts';
import { plainPlate, vehicles, vinKey } from './vehicle.store.ts';
import { checkOf, readVin } from './vin.ts';

type One = { vehicleId: Id<'vehicle'> };
type Row = Stored<Vehicle>;
type CustomerId = Ownership['customerId'];

export const { get, edit } = verbsOf(vehicles);

/** Clocks of other systems may be ahead of ours by so much. */
const AHEAD_MS = 5 * 60_000;

/** An instant that is said, or now; 400 for one ahead. */
function instantOf(ctx: Context, said: string | undefined, pointer: string): string {
  if (said !== undefined && Date.parse(said) > ctx.now.getTime() + AHEAD_MS)
    throw invalid({ pointer, detail: 'must not lie in the future' });
  return said ?? ctx.now.toISOString();
}

/** The vehicle of a VIN; strongly consistent. */
async function ofVin(ctx: Context, vin: string): Promise<Row | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: vinKey(ctx, vin), ConsistentRead: true }),
  );
  return Item && vehicles.find(ctx, Item['vehicleId'] as Id<'vehicle'>);
}

type Reading = Vehicle['odometer'][number];
/** The readings with one more, by their time; 400 where it falls and is no correction. */
function withReading(all: readonly Reading[], one: Reading, pointer = '#'): Reading[] {
  const before = all.filter(({ at }) => at <= one.at);
  const after = all.filter(({ at }) => at > one.at);
  const [last, next] = [before.at(-1), after[0]];
  if (!one.correction && last && one.km < last.km)
    throw invalid({ pointer: `${pointer}/km`, detail: `must be at least ${last.km}, or a correction` });
  if (!one.correction && next && !next.correction && one.km > next.km)
    throw invalid({ pointer: `${pointer}/km`, detail: `must be at most ${next.km}, which was read later` });
  return [...before, one, ...after].slice(-MOST_READINGS);
}

/**
 * Writes a vehicle down, once for each VIN: one that is known is answered with 200, also where both come at once. 400 for a wrong
 * check digit, where the maker uses one. What the VIN says of year and maker fills what is not said.
 */
export const create = (ctx: Context, { body }: { body: CreateVehicle }): Promise<Reply<Vehicle>> =>
  retryOnConflict(ctx, async () => {
    const { odometer: said, ...rest } = body;
    const { vin } = rest;
    const check = vin === undefined ? undefined : checkOf(vin);
    if (check === 'wrong') throw invalid({ pointer: '#/vin', detail: 'has a wrong check digit' });
    const known = vin === undefined ? undefined : await ofVin(ctx, vin);
    if (known) return reply(200, vehicles.publicOf(known));
    const at = instantOf(ctx, said?.at, '#/odometer/at');
    const draft = compact({
      ...(vin !== undefined && readVin(vin, ctx.now.getUTCFullYear())),
      ...compact(rest),
      checkDigit: check,
      vehicleId: idFor(ctx, 'vehicle'),
      odometer: said ? [compact({ ...said, at })] : [],
      ownerships: [],
    });
    return reply(201, await createRecord(ctx, vehicles, draft));
  });

/** Refuses (400) whoever is none of the customers. */
async function refuseNobody(ctx: Context, customerId: CustomerId, pointer: string): Promise<void> {
  if (!(await namesOfCustomers(ctx, [customerId])).has(customerId))
    throw invalid({ pointer, detail: 'must be one of the customers' });
}

const owned = (ctx: Context, { vehicleId }: One, alter: (before: Row) => Promise<Ownership[]>, given?: CustomerId) =>
  change(ctx, vehicles, vehicleId, 'own', async (before) => ({ ...before, ownerships: await alter(before) }), {
    also: async () => (given === undefined ? [] : [isThereStill(ctx, { customerId: given })]),
  });

/** Gives a vehicle somebody who has it; of two owners at once one is refused with 409. */
export const addOwnership = (ctx: Context, { body, ...one }: One & { body: CreateOwnership }): Promise<Vehicle> =>
  owned(
    ctx,
    one,
    async ({ ownerships }) => {
      await refuseNobody(ctx, body.customerId, '#/customerId');
      const from = instantOf(ctx, body.from, '#/from');
      const ownershipId = newId('ownership', ctx.now);
      return withOne(ownerships, compact({ ...body, ownershipId, status: 'active' as const, from }));
    },
    body.customerId,
  );

/** Changes what is said of who has a vehicle, or ends it for a driver or co-owner. 404 where there is none such. */
export const editOwnership = (
  ctx: Context,
  { body, ownershipId, ...one }: One & { ownershipId: Id<'ownership'>; body: EditOwnership },
): Promise<Vehicle> =>
  owned(ctx, one, async ({ ownerships }) => {
    const old = ownerships.find((other) => other.ownershipId === ownershipId);
    if (!old) throw new Problem('not-found');
    if (body.to !== undefined && body.to !== null) instantOf(ctx, body.to, '#/to');
    if (body.to !== undefined && (old.relationship === 'owner' || old.to !== undefined))
      throw new Problem('conflict', 'An owner is followed by a transfer, and what has ended stays so.');
    const now = compact({ ...old, ...body }) as Ownership;
    refuseUnfit(now);
    return ownerships.map((other) => (other === old ? now : other));
  });

/** Hands a vehicle on: the owner ends and the next begins at one instant, in one write. */
export const transfer = (
  ctx: Context,
  { body: { toCustomerId, at: said, kind, ...rest }, ...one }: One & { body: Transfer },
): Promise<Vehicle> =>
  owned(
    ctx,
    one,
    async ({ ownerships }) => {
      await refuseNobody(ctx, toCustomerId, '#/toCustomerId');
      const at = instantOf(ctx, said, '#/at');
      const owner = activeOwner(ownerships);
      if (!owner) throw new Problem('conflict', 'The vehicle has no owner.');
      if (owner.customerId === toCustomerId) throw invalid({ pointer: '#/toCustomerId', detail: 'owns it already' });
      if (at <= owner.from)
        throw new Problem('conflict', 'The owner began later.', { about: { ownershipId: owner.ownershipId } });
      const ended = ownerships.map((other) => (other === owner ? { ...owner, status: kind, to: at } : other));
      const next = { ...rest, customerId: toCustomerId, relationship: 'owner' as const, status: 'active' as const };
      return withOne(ended, compact({ ...next, ownershipId: newId('ownership', ctx.now), from: at }));
    },
    toCustomerId,
  );

/** Records a reading of the odometer. */
export const addReading = (ctx: Context, { vehicleId, body }: One & { body: WriteReading }): Promise<Vehicle> =>
  change(ctx, vehicles, vehicleId, 'edit', (before) => {
    const reading = compact({ ...body, at: instantOf(ctx, body.at, '#/at') });
    return { ...before, odometer: withReading(before.odometer, reading) };
  });

/** Who has had a vehicle and what its odometer said, of all time or at an instant. */
export async function history(
  ctx: Context,
  { vehicleId, at }: One & { at?: string | undefined },
): Promise<VehicleHistory> {
  const { ownerships, odometer } = await visible(ctx, vehicles, vehicleId);
  if (at === undefined) return { vehicleId, ownerships, odometer };
  return {
    vehicleId,
    at,
    ownerships: ownerships.filter((one) => holdsAt(one, at)),
    odometer: odometer.filter((one) => one.at <= at),
  };
}

const tests: FilterTests<Row, VehicleFilter> = {
  vin: ({ vin }, wanted) => vin === wanted,
  plate: ({ plate = '' }, wanted) => plainPlate(plate) === plainPlate(wanted),
};

async function* alone(ctx: Context, vin: string): Steps<Vehicle> {
  yield [{ item: await ofVin(ctx, vin), after: undefined }];
}

/** Vehicles that every given filter lets through, the newest first. */
export const list = listOf<VehicleFilter, Row, Vehicle>(
  'vehicles',
  tests,
  (ctx, { vin, plate }, from) => {
    if (vin !== undefined) return alone(ctx, vin);
    return plate === undefined ? vehicles.all(ctx, from) : vehicles.by(ctx, 'byPlate', { plate }, from);
  },
  (row) => vehicles.publicOf(row),
);

/** An answer about vehicles. Of one that was made under an Idempotency-Key only the id is kept. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const { vehicleId = '', ...rest } = (body ?? {}) as { vehicleId?: string };
  const id = Object.keys(rest).length === 0 ? asId('vehicle', vehicleId) : undefined;
  return id ? vehicles.publicOf(await visible(ctx, vehicles, id)) : body;
}
