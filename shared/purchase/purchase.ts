import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { identify } from '../customer/identity.ts';
import { isThereStill } from '../customer/still-there.ts';
import { eachItem } from '../http/items.ts';
import { invalid, Problem } from '../http/problem.ts';
import { Reply, reply } from '../http/reply.ts';
import { parsedAs } from '../http/request.ts';
import { create as createRecord } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { compact, jsonEqual, pick } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { tableName } from '../kernel/table.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { identityKey } from './purchase.rows.ts';
import { CreatePurchase, type Purchase } from './purchase.schema.ts';
import { purchases } from './purchase.store.ts';
import { aheadErrors, amountErrors, invoiceErrors, storedMargin, withSums } from './sums.ts';

type Identity = Pick<CreatePurchase, 'source' | 'externalId'>;

/** An id that carries when it was bought. With an Idempotency-Key it follows from that: trying again makes no second one. */
export const purchaseIdAt = (ctx: Context, at: string): Id<'purchase'> =>
  ctx.idempotency ? deterministicId('purchase', new Date(at), ctx.idempotency.seed) : newId('purchase', new Date(at));

/** What is stored of an identity; a source alone names nothing. */
export const identityOf = ({ source, externalId }: Identity): Partial<Identity> =>
  externalId === undefined ? {} : { source, externalId };

/** The purchase that has the id of another system; undefined where none has. Strongly consistent. */
export async function known(ctx: Context, identity: Identity): Promise<Purchase | undefined> {
  const Key = identityKey(ctx, identity);
  if (!Key) return undefined;
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item && get(ctx, { purchaseId: Item['purchaseId'] as Id<'purchase'> });
}

export const taken = ({ purchaseId }: Purchase, errors: readonly string[]): Problem =>
  new Problem('conflict', 'Another purchase has this external id.', {
    errors: errors.map((name) => ({ pointer: `#/${name}`, detail: `differs from ${purchaseId}` })),
    about: { purchaseId },
  });

export const { get, edit } = verbsOf(purchases, {
  settle: (ctx, after) => {
    const errors = invoiceErrors(after.invoice, after.at, ctx.now);
    if (errors.length > 0) throw invalid(...errors);
    return after;
  },
});

/** What a body says, as it is stored; 400 for amounts that do not fit, and for a customer who is none. */
async function drafted(ctx: Context, said: CreatePurchase) {
  const errors = [
    ...aheadErrors('#/at', said.at, ctx.now),
    ...amountErrors(said),
    ...invoiceErrors(said.invoice, said.at, ctx.now),
  ];
  if (errors.length > 0) throw invalid(...errors);
  const customer = await identify(ctx, { customerId: said.customerId });
  if (!customer) throw invalid({ pointer: '#/customerId', detail: 'must be one of the customers' });
  const { source, externalId, ...rest } = withSums(said);
  return compact({
    ...rest,
    ...identityOf({ source, externalId }),
    customerId: customer.customerId,
    margin: storedMargin(said),
  });
}

/** What cannot be said anew of a purchase that is known. */
const fixed = ['customerId', 'kind', 'at', 'net', 'tax', 'total', 'margin', 'lines'] as const;
type Draft = Awaited<ReturnType<typeof drafted>>;

/** A purchase that is sent once more: what may be said later is taken over, and 409 where it is another one. */
async function again(ctx: Context, before: Purchase, draft: Draft): Promise<Purchase> {
  const lines = before.lines?.map((one) => pick(one, ['sku', 'name', 'quantity', 'net', 'tax', 'margin']));
  const was = compact({ ...before, lines });
  const differing = fixed.filter((name) => !jsonEqual(was[name], draft[name]));
  if (differing.length > 0) throw taken(before, differing);
  const { invoice = before.invoice, locationId = before.locationId } = draft;
  const body = compact({ invoice, locationId });
  return edit(ctx, { purchaseId: before.purchaseId, body });
}

/**
 * Records what a customer has bought, once for each external id: sent again it is answered with 200, also where both come at
 * once. 400 for amounts that do not fit, 409 where something else has the external id.
 */
export const create = (ctx: Context, { body }: { body: CreatePurchase }): Promise<Reply<Purchase>> =>
  retryOnConflict(ctx, async () => {
    const draft = await drafted(ctx, body);
    const before = await known(ctx, body);
    if (before) return reply(200, await again({ ...ctx, idempotency: undefined }, before, draft));
    const purchaseId = purchaseIdAt(ctx, draft.at);
    const action = draft.kind === 'service' ? 'serve' : 'record';
    const also = [isThereStill(ctx, draft)];
    return reply(201, await createRecord(ctx, purchases, { ...draft, purchaseId }, { action, also }));
  });

const fieldOf = (item: unknown, name: string): unknown =>
  typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[name] : undefined;

/** Records many; those of one customer one after the other, because each adds to what that has bought in all. */
export async function bulk(ctx: Context, { body: { items } }: { body: { items: readonly unknown[] } }) {
  const write = async (one: Context, item: unknown) => {
    const { status, body } = await create(one, { body: parsedAs(CreatePurchase, item) });
    return { status, purchaseId: body.purchaseId, customerId: body.customerId };
  };
  return eachItem(ctx, 'items', items, write, {
    meetingAt: (item) => JSON.stringify(fieldOf(item, 'customerId') ?? ''),
  });
}
