import type { StoredCustomer } from '../customer/customer.schema.ts';
import { rowsOf } from '../customer/survivor.ts';
import { householdIdOf } from '../household/leave.ts';
import { type FieldError, invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { isAbove } from '../relation/tree.ts';
import { type Choice, mergedOf } from './fields.ts';
import { MOST_MERGED, type MergeCustomers } from './merge.schema.ts';
import { listed, mostOf } from './united.ts';

type CustomerId = Id<'customer'>;
type Row = Stored<StoredCustomer>;

const MOST_NOTES = 10_000;

/** The customers of a merge as they are; throws for who cannot be merged, and names whom they were merged into. */
async function rowsFor(ctx: Context, survivorId: CustomerId, ids: readonly CustomerId[]): Promise<[Row, ...Row[]]> {
  const own = ids.indexOf(survivorId);
  if (own >= 0) throw invalid({ pointer: `#/customerIds/${own}`, detail: 'must be somebody else' });
  const rows = new Map((await rowsOf(ctx, [survivorId, ...ids])).map((row) => [row.customerId, row]));
  for (const id of [survivorId, ...ids]) {
    const { mergedInto } = rows.get(id) ?? {};
    if (mergedInto !== undefined)
      throw new Problem('conflict', `${id} was merged already.`, { about: { customerId: mergedInto } });
  }
  const survivor = rows.get(survivorId);
  if (!isThere(ctx, survivor)) throw new Problem('not-found');
  const errors: FieldError[] = [];
  const others = ids.flatMap((id, at) => {
    const row = rows.get(id);
    if (isThere(ctx, row)) return [row];
    errors.push({ pointer: `#/customerIds/${at}`, detail: 'must be a customer of the company' });
    return [];
  });
  if (errors.length > 0) throw invalid(...errors);
  return [survivor, ...others];
}

/** Refuses (400) a choice of somebody who is not in the merge. */
function refuseStrangers(choose: Choice, ids: readonly CustomerId[]): void {
  const errors = Object.entries(choose).flatMap(([field, id]): FieldError[] =>
    id === undefined || ids.includes(id) ? [] : [{ pointer: `#/choose/${field}`, detail: 'must be in the merge' }],
  );
  if (errors.length > 0) throw invalid(...errors);
}

/** Refuses (409) what is most often a mistake: a person with a business, and two of one household. */
async function refuseUnlike(ctx: Context, rows: readonly Row[]): Promise<void> {
  if (new Set(rows.map(({ type }) => type)).size > 1)
    throw new Problem('conflict', 'A person and a business are not merged without `force`.');
  const households = await Promise.all(rows.map(({ customerId }) => householdIdOf(ctx, customerId)));
  const taken = households.filter((id) => id !== undefined);
  if (new Set(taken).size < taken.length)
    throw new Problem('conflict', 'Two members of one household are not merged without `force`.');
}

/** Refuses (409) a circle: that somebody who is above another one, over a third, becomes that one. */
async function refuseCircles(ctx: Context, ids: readonly CustomerId[]): Promise<void> {
  for (const one of ids)
    for (const other of ids)
      if (one !== other && (await isAbove(ctx, one, other)))
        throw new Problem('conflict', `${one} is above ${other}, with somebody in between: they cannot be one.`);
}

/** Refuses (409) more than one customer may hold. */
function refuseTooMuch(says: Partial<StoredCustomer>): void {
  const lists = listed.flatMap((field): FieldError[] => {
    const { length } = says[field] ?? [];
    return length > mostOf(field)
      ? [{ pointer: '#/customerIds', detail: `have ${length} ${field} together; at most ${mostOf(field)}` }]
      : [];
  });
  const notes = (says.notes ?? '').length > MOST_NOTES;
  const names = (says.mergedFrom ?? []).length > MOST_MERGED;
  const errors = [
    ...lists,
    ...(notes
      ? [{ pointer: '#/customerIds', detail: `have more than ${MOST_NOTES} characters of notes together` }]
      : []),
    ...(names ? [{ pointer: '#/customerIds', detail: `are more than ${MOST_MERGED} customers together` }] : []),
  ];
  if (errors.length > 0) throw new Problem('conflict', 'Together they are more than one customer holds.', { errors });
}

/** What comes of a merge: the customers as they are, and what the survivor says then. */
export type Plan = ReturnType<typeof mergedOf> & { survivor: Row; others: Row[] };

/**
 * Reads all of a merge and says what would come of it. 404 for a survivor who is gone; 400 for others who are, for oneself and
 * for a choice of somebody else; 409 for who was merged already, for a person with a business or two of one household unless
 * forced, and for more than one customer holds.
 */
export async function planned(
  ctx: Context,
  survivorId: CustomerId,
  { customerIds, choose = {}, force }: Pick<MergeCustomers, 'customerIds' | 'choose' | 'force'>,
): Promise<Plan> {
  const rows = await rowsFor(ctx, survivorId, customerIds);
  const [survivor, ...others] = rows;
  const ids = rows.map(({ customerId }) => customerId);
  refuseStrangers(choose, ids);
  if (!force) await refuseUnlike(ctx, rows);
  await refuseCircles(ctx, ids);
  const made = mergedOf(survivor, others, choose);
  if (made.says.displayName === '') throw invalid({ pointer: '#/choose', detail: 'must leave a name' });
  refuseTooMuch(made.says);
  return { survivor, others, ...made };
}
