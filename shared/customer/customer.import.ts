import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import { Problem } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Planned, Undone } from '../kernel/imported.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import { isContention } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { normalEmail } from './customer-key.ts';
import { customerKey } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { create, draftOf, remove, rewrite } from './customer.ts';
import type { ExternalId } from './customer.parts.schema.ts';
import { holdersOf, nameOf } from './external-ids.ts';
import { customersOfEmail } from './identity.ts';
import { checked, writtenOf } from './settle.ts';
import { united, withTypes } from './united.ts';

type Row = Stored<StoredCustomer>;
type Written = Record<string, unknown>;
export type UpsertBy = 'externalId' | 'email';
/** A row that says a customer: the body that would create one, under an id that a new one gets each time that it is tried. */
export type IncomingCustomer = { recordId: Id<'customer'>; body: Written };
/** What a customer said before an import changed it. */
export type CustomerBefore = { version: number; written: Written };
export type PlannedCustomer = Planned<CustomerBefore>;

const PARALLEL = 25;
const SEVERAL = 'several';
type Found = Row | typeof SEVERAL | undefined;

const idOf = ({ externalIds: [id] = [] }: { externalIds?: Partial<ExternalId>[] }): ExternalId | undefined =>
  typeof id?.id === 'string' ? { source: id.source ?? 'default', id: id.id } : undefined;
const emailOf = ({ emails: [email] = [] }: { emails?: { address?: unknown }[] }): string | undefined =>
  typeof email?.address === 'string' ? normalEmail(email.address) : undefined;

/** Whom bodies are about: by their first external id, those without one by their first address, or all by their address. */
async function whoIs(ctx: Context, bodies: readonly Written[], by: UpsertBy): Promise<Found[]> {
  const ids = bodies.map((body) => (by === 'externalId' ? idOf(body) : undefined));
  const holders = await holdersOf(
    ctx,
    ids.filter((id) => id !== undefined),
  );
  const held = ids.map((id) => id && holders.get(nameOf(id)));
  const known = held.filter((id) => id !== undefined);
  const rows = (await batchGet(
    ctx,
    known.map((id) => customerKey(ctx, id)),
    { ConsistentRead: true },
  )) as Row[];
  const rowOf = new Map(rows.map((row) => [row.customerId, row]));
  const found: Found[] = held.map((id) => id && rowOf.get(id));
  const others = bodies.flatMap((body, at) => (ids[at] === undefined ? [[at, emailOf(body)] as const] : []));
  await eachBatch(others, { size: 1, parallel: PARALLEL }, async ([one]) => {
    const [at, email] = one ?? [];
    if (at === undefined || email === undefined) return;
    const [first, second] = await customersOfEmail(ctx, email);
    found[at] = second ? SEVERAL : first;
  });
  return found;
}

/** What a refusal says to whoever reads the list of rows that were not taken. */
const failed = ({ errors: [first] = [], message }: Problem): PlannedCustomer => ({
  outcome: 'failed',
  code: 'value_invalid',
  message: first ? `${first.pointer?.replace('#/', '').replaceAll('/', '.') ?? ''}: ${first.detail}` : message,
});
const several: PlannedCustomer = {
  outcome: 'failed',
  code: 'several_customers',
  message: 'is the address of several customers',
};

async function orFailed(work: () => Promise<PlannedCustomer>): Promise<PlannedCustomer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return failed(error);
    throw error;
  }
}

/** Whether what the row in a place says beside the customer is new for them. */
type Differs = (at: number, customerId: Id<'customer'>) => Promise<boolean>;

/**
 * Says what is to become of rows by who is there now; reads only. A row adds to the lists of a customer (addresses, numbers,
 * ids, tags) and replaces every other field that it says; what it does not say stays.
 */
export async function planCustomers(
  ctx: Context,
  rows: readonly IncomingCustomer[],
  by: UpsertBy,
  differs: Differs = async () => false,
): Promise<PlannedCustomer[]> {
  const settings = await readCrmSettings(ctx);
  const bodies = rows.map(({ body }) => body);
  const found = await whoIs(ctx, bodies, by);
  const planned: PlannedCustomer[] = [];
  await eachBatch([...rows.entries()], { size: 1, parallel: PARALLEL }, async ([entry]) => {
    if (!entry) return;
    const [at, row] = entry;
    planned[at] = await orFailed(() => plannedFor(ctx, row, found[at], settings, (id) => differs(at, id)));
  });
  return planned;
}

async function plannedFor(
  ctx: Context,
  { recordId, body }: IncomingCustomer,
  found: Found,
  settings: CrmSettings,
  differs: (customerId: Id<'customer'>) => Promise<boolean>,
): Promise<PlannedCustomer> {
  if (found === SEVERAL) return several;
  const said = withTypes(body, settings);
  // One that our own earlier try has made is made again, which changes nothing.
  if (!found || found.customerId === recordId) {
    if (!found) await draftOf(ctx, recordId, checked(said), undefined, { settings });
    return { outcome: 'created' };
  }
  const { customerId, version } = found;
  const after = await draftOf(ctx, customerId, checked(united(found, said, settings)), found, { settings });
  if (jsonEqual(compact(after), found) && !(await differs(customerId))) return { outcome: 'unchanged' };
  return { outcome: 'updated', recordId: customerId, before: { version, written: writtenOf(found) } };
}

/** `settings` are read once for many rows. */
type How = { announce: boolean; upsertBy: UpsertBy; settings: CrmSettings };
const actionOf = ({ announce }: Pick<How, 'announce'>) => (announce ? {} : { action: 'import' });

/**
 * Does what was planned; done twice it comes to the same. Returns what became of the row instead, where somebody else was
 * faster: the customer is there by now, or something forbids it.
 */
export async function importCustomer(
  ctx: Context,
  row: IncomingCustomer,
  planned: PlannedCustomer,
  how: How,
): Promise<PlannedCustomer | undefined> {
  const { settings } = how;
  const say = withTypes(row.body, settings);
  if (planned.outcome === 'updated') {
    const customerId = planned.recordId as Id<'customer'>;
    const outcome = await orFailed(async () => {
      await rewrite(ctx, { customerId }, (now) => checked(united(now, say, settings)), { settings }, actionOf(how));
      return planned;
    });
    return outcome === planned ? undefined : outcome;
  }
  if (planned.outcome !== 'created') return undefined;
  try {
    await create(ctx, { body: checked(say), settings, customerId: row.recordId, ...actionOf(how) });
    return undefined;
  } catch (error) {
    if (await customers.find(ctx, row.recordId)) return undefined;
    if (!isContention(error) && !(error instanceof Problem && error.status < 500)) throw error;
  }
  const [now = planned] = await planCustomers(ctx, [row], how.upsertBy);
  if (now.outcome === 'created') throw new Problem('unavailable', 'A customer could not be made.');
  return (await importCustomer(ctx, row, now, how)) ?? now;
}

type Undo = { force: boolean };

/** Takes back what was done with a row. What somebody has changed since is left, unless `force`. */
export async function undoCustomer(
  ctx: Context,
  { recordId }: Pick<IncomingCustomer, 'recordId'>,
  planned: PlannedCustomer,
  { force }: Undo,
): Promise<Undone> {
  if (planned.outcome === 'created') {
    const row = await customers.find(ctx, recordId);
    if (!row || row.deletedAt !== undefined) return row?.lastRequestId === ctx.requestId ? 'undone' : 'none';
    if (row.version !== 1 && !force) return 'left';
    await remove(ctx, { customerId: recordId });
    return 'undone';
  }
  if (planned.outcome !== 'updated') return 'none';
  const { before } = planned;
  const customerId = planned.recordId as Id<'customer'>;
  const row = await customers.find(ctx, customerId);
  if (!row || row.deletedAt !== undefined) return 'none';
  if (jsonEqual(compact(writtenOf(row)), compact(before.written))) return 'undone';
  if (row.version !== before.version + 1 && !force) return 'left';
  await rewrite(ctx, { customerId }, () => checked(before.written), {}, { action: 'import' });
  return 'undone';
}
