import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { recordEvent } from '../asking/record-event.ts';
import { noteBought } from '../customer/bought.ts';
import { identify } from '../customer/identity.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact } from '../kernel/json.ts';
import { isThere } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import type { Purchase } from './purchase.schema.ts';
import { purchases } from './purchase.store.ts';

const DAY_MS = 86_400_000;
/** What was bought longer ago triggers nothing: nobody is asked about it, and an import of old purchases is silent. */
const TRIGGERS_MS = 7 * DAY_MS;
/** So long it is known that surveys have decided; no event comes so late. */
const NOTED_MS = 30 * DAY_MS;

/** Offers a purchase to the survey triggers, once: what was decided is noted beside it. */
async function offerToSurveys(ctx: Context, purchase: Purchase): Promise<void> {
  const { purchaseId, customerId, kind, at, total, locationId } = purchase;
  const TableName = tableName();
  const Key = { ...purchases.keyOf(ctx, purchaseId), sk: 'offered' };
  const { Item } = await ctx.db.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const customer = Item ? undefined : await identify(ctx, { customerId });
  if (!customer) return;
  const email = customer.emails?.find(({ primary }) => primary)?.address;
  await recordEvent(
    ctx,
    {
      type: kind === 'service' ? 'service.completed' : 'purchase.completed',
      subject: { orderId: purchaseId },
      customerId,
      contact: compact({ name: customer.displayName.slice(0, 120), email, language: customer.preferences?.language }),
      snapshot: {},
      occurredAt: at,
      data: {
        kind,
        total: total.amountMinor,
        currency: total.currency,
        ...(locationId !== undefined && { locationId }),
      },
    },
    purchaseId,
  );
  const expiresAt = Math.ceil((ctx.now.getTime() + NOTED_MS) / 1_000);
  await ctx.db.send(new PutCommand({ TableName, Item: { ...Key, expiresAt } }));
}

/**
 * What follows from a purchase: its customer is active and has bought then, and the survey triggers hear of it where it is new.
 * Done twice, or at once, a person is asked once. Nothing follows from what is gone by now.
 */
export async function followPurchase(ctx: Context, purchaseId: Id<'purchase'>): Promise<void> {
  const purchase = await purchases.find(ctx, purchaseId);
  if (!isThere(ctx, purchase)) return;
  const { customerId, at } = purchase;
  const isNew = ctx.now.getTime() - Date.parse(at) <= TRIGGERS_MS;
  await noteBought(ctx, { customerId, at, isNew });
  if (isNew) await offerToSurveys(ctx, purchase);
}
