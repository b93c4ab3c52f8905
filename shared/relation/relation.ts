import { get as contactOf } from '../contact/contact.ts';
import { isThereStill as contactStillThere } from '../contact/still-there.ts';
import { get as customerOf, getByAnyId } from '../customer/customer.ts';
import { isThereStill } from '../customer/still-there.ts';
import { type FieldError, invalid, orNone, Problem } from '../http/problem.ts';
import { listOf } from '../http/list.ts';
import type { Page } from '../http/listing.ts';
import { change, create as createRecord, ended } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact, pick } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { type From, isThere } from '../kernel/store.ts';
import { idFor } from '../kernel/verbs.ts';
import type { Step } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import { namesOf } from './named.ts';
import type { CreateRelation, PersonRef, Relation, RelationType, StoredRelation } from './relation.schema.ts';
import { entryIdOf, relations, relationsOf, type Side } from './relation.store.ts';
import { inverseOf, seenFrom } from './sides.ts';
import { intoTree, isOfTree } from './tree.ts';

type Of = { customerId: Id<'customer'> };

/** So many relations of one customer are written down; those that others have with them do not count. */
const MOST = 100;

const ofPeople: readonly RelationType[] = ['spouse', 'child', 'sibling', 'guardian'];

type Other = { displayName: string; isBusiness: boolean; stillThere: TransactItem };
/** Whom a relation leads to; undefined where there is nobody. */
async function otherOf(ctx: Context, to: PersonRef): Promise<Other | undefined> {
  if (to.type === 'contact') {
    const contact = await orNone(contactOf(ctx, { contactId: to.id }));
    return (
      contact && {
        displayName: contact.displayName,
        isBusiness: false,
        stillThere: contactStillThere(ctx, { contactId: to.id }),
      }
    );
  }
  const customer = await orNone(customerOf(ctx, { customerId: to.id }));
  return (
    customer && {
      displayName: customer.displayName,
      isBusiness: customer.type === 'business',
      stillThere: isThereStill(ctx, { customerId: to.id }),
    }
  );
}

/** What is wrong with a relation between two of these kinds. */
function errorsOf(type: RelationType, isBusiness: boolean, other: Other | undefined): FieldError[] {
  if (!other) return [{ pointer: '#/to/id', detail: 'must be a customer or contact of the company' }];
  const people = !isBusiness && !other.isBusiness;
  const businesses = isBusiness && other.isBusiness;
  if (ofPeople.includes(type) && !people) return [{ pointer: '#/type', detail: 'must be between two people' }];
  if (type === 'subsidiary' && !businesses) return [{ pointer: '#/type', detail: 'must be between two businesses' }];
  if (type === 'parent' && !people && !businesses)
    return [{ pointer: '#/type', detail: 'must be between two people, or two businesses' }];
  return [];
}

/** All relations of somebody; there are at most some hundreds. */
async function allOf(ctx: Context, side: Side): Promise<StoredRelation[]> {
  const all: StoredRelation[] = [];
  for await (const steps of relationsOf(ctx, side, { from: undefined, size: 200 }))
    all.push(...steps.flatMap(({ item }) => item ?? []));
  return all;
}

/** Refuses (409) a relation that is there already, and more than one customer may have. */
async function refuseAgain(ctx: Context, side: Side, { type, to }: CreateRelation): Promise<void> {
  const all = await allOf(ctx, side);
  const same = all.find((one) => {
    const seen = seenFrom(side, one);
    return seen.type === type && seen.to.id === to.id;
  });
  if (same) throw new Problem('conflict', 'They are related so already.', { about: { relationId: same.relationId } });
  if (all.filter(({ of }) => of.id === side).length >= MOST)
    throw new Problem('conflict', `A customer has at most ${MOST} relations.`);
}

type Row = StoredRelation & { displayName: string; seen: ReturnType<typeof seenFrom> };
const shownOf = ({ displayName, seen, ...relation }: Row): Relation => ({
  ...pick(relation, ['relationId', 'from', 'until', 'note', 'version', 'createdAt', 'updatedAt', 'createdBy']),
  ...seen,
  displayName,
});

/**
 * Relates a customer to another one, or to a contact; both show it. 404 for nobody, 400 for oneself, for who does not exist and
 * for what would make a circle of parents, 409 where they are related so already.
 */
export const create = (ctx: Context, { customerId, body }: Of & { body: CreateRelation }): Promise<Relation> =>
  retryOnConflict(ctx, async () => {
    const { to, type } = body;
    const customer = await customerOf(ctx, { customerId });
    if (to.id === customerId) throw invalid({ pointer: '#/to/id', detail: 'must be somebody else' });
    const other = await otherOf(ctx, to);
    const isBusiness = customer.type === 'business';
    const errors = errorsOf(type, isBusiness, other);
    if (!other || errors.length > 0) throw invalid(...errors);
    await refuseAgain(ctx, customerId, body);
    const [parent, child] = type === 'parent' ? [to.id, customerId] : [customerId, to.id];
    const tree = isOfTree(type) ? await intoTree(ctx, parent, child) : [];
    const relationId = idFor(ctx, 'relation');
    const of = { type: 'customer' as const, id: customerId };
    const inverse = inverseOf(type, isBusiness);
    const draft = compact({ ...body, of, inverse, relationId, entryId: entryIdOf(customerId, relationId) });
    const also = [isThereStill(ctx, { customerId }), other.stillThere, ...tree];
    const made = await createRecord(ctx, relations, draft, { also });
    return shownOf({ ...made, displayName: other.displayName, seen: seenFrom(customerId, made) });
  });

/** Relations with what their other side is called; none with who is gone. */
async function named(ctx: Context, side: Side, some: readonly Step<StoredRelation>[]): Promise<Step<Row>[]> {
  const all = some.map(({ item, after }) => ({ item, after, seen: item && seenFrom(side, item) }));
  const names = await namesOf(
    ctx,
    all.flatMap(({ seen }) => seen?.to ?? []),
  );
  return all.map(({ item, after, seen }) => {
    const name = seen && names.get(seen.to.id);
    return { item: item && name && seen && { ...item, displayName: name.displayName, seen }, after };
  });
}

async function* stepsOf(ctx: Context, side: Side, from: From): AsyncGenerator<Step<Row>[]> {
  for await (const steps of relationsOf(ctx, side, from)) yield await named(ctx, side, steps);
}

type Sided = { side: Side };
const pageOfSide = listOf<Sided, Row, Relation>(
  'relations',
  { side: () => true },
  (ctx, { side }, from) => stepsOf(ctx, side, from),
  shownOf,
);
type Paged = { limit: number; cursor?: string | undefined };

/** The relations of a customer, also those that were written down for the other side; 404 for nobody. */
export async function list(ctx: Context, { customerId: id, limit, cursor }: Of & Paged): Promise<Page<Relation>> {
  const { customerId } = await getByAnyId(ctx, { customerId: id });
  return pageOfSide(ctx, { side: customerId, limit, cursor });
}

/** The relations of a contact; 404 for nobody. */
export async function listOfContact(
  ctx: Context,
  { contactId, limit, cursor }: { contactId: Id<'contact'> } & Paged,
): Promise<Page<Relation>> {
  await contactOf(ctx, { contactId });
  return pageOfSide(ctx, { side: contactId, limit, cursor });
}

/** Deletes a relation, from whichever side. What was noted of it goes at once. */
export async function remove(
  ctx: Context,
  { customerId, relationId }: Of & { relationId: Id<'relation'> },
): Promise<undefined> {
  const found = await relations.find(ctx, entryIdOf(customerId, relationId));
  if (!isThere(ctx, found)) throw new Problem('not-found');
  await change(ctx, relations, entryIdOf(found.of.id, relationId), 'delete', (before) => {
    const { note: _, ...rest } = before;
    return ended(ctx, rest);
  });
}

/** A relation that was made under an Idempotency-Key, of which only the id was kept, as it is now. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const { entryId } = (body ?? {}) as { entryId?: string };
  if (entryId === undefined) return body;
  const found = await relations.find(ctx, entryId);
  if (!isThere(ctx, found)) throw new Problem('not-found');
  const [step] = await named(ctx, found.of.id, [{ item: found, after: undefined }]);
  if (!step?.item) throw new Problem('not-found');
  return shownOf(step.item);
}
