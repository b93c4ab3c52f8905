import * as z from 'zod';
import { CustomerId, SourceName } from '../customer/customer.parts.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { Money } from '../fields/money.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { pastInstant } from '../fields/past-instant.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';

export const PurchaseId = idSchema('purchase');

export const MOST_LINES = 200;
const MOST_QUANTITY = 1e6;

/** What somebody can buy. What was given back is a record of its own, of the kind `return`. */
export const boughtKinds = ['sale', 'service', 'subscription'] as const;
export const purchaseKinds = [...boughtKinds, 'return'] as const;
const BoughtKind = z.enum(boughtKinds);
export const PurchaseKind = z.enum(purchaseKinds);

const isInThousandths = (value: number): boolean => Math.abs(value * 1_000 - Math.round(value * 1_000)) < 1e-6;
const Quantity = storableNumber
  .min(0.001)
  .max(MOST_QUANTITY)
  .refine(isInThousandths, 'must have at most 3 digits behind the point')
  .meta({ example: 2 });

const lineSays = {
  sku: line(100).optional().meta({ description: 'The number of the article.', example: 'SRV-10K' }),
  name: line(200).meta({ example: 'Service at 10 000 km' }),
  quantity: Quantity,
  net: Money.meta({ description: 'Of the whole line, without tax; below 0 where it is a discount.' }),
  tax: Money.optional().meta({ description: 'Of the whole line; 0 if not said.' }),
  margin: Money.optional().meta({ description: 'What is left of the net after its costs.' }),
};
const WrittenLine = z.strictObject(lineSays).meta({ id: 'WritePurchaseLine' });
export type WrittenLine = z.output<typeof WrittenLine>;

/** A line as it is stored. */
const Line = z
  .object({
    ...lineSays,
    returned: storableNumber.optional().meta({ description: 'How much of the quantity was given back.', example: 1 }),
  })
  .meta({ id: 'PurchaseLine' });

/** When it was to be paid, and was. */
const Invoice = z
  .strictObject({
    number: line(100).meta({ example: 'R-2026-0815' }),
    issuedAt: pastInstant.optional().meta({ description: 'When it was issued; the time of the purchase if not said.' }),
    dueAt: pastInstant.meta({ description: 'May lie ahead.', example: '2026-12-01T00:00:00.000Z' }),
    paidAt: pastInstant.optional(),
  })
  .meta({ id: 'PurchaseInvoice' });
export type Invoice = z.output<typeof Invoice>;

/** What can be said of a purchase later. */
const later = {
  invoice: Invoice.optional(),
  locationId: OuterId.optional().meta({
    description: 'Where it was bought, as the company calls it.',
    example: 'graz',
  }),
};

const ofSource = { description: 'Which system `externalId` is of.', example: 'default' };
const externalId = OuterId.optional().meta({
  description: 'With `source` it belongs to one purchase.',
  example: 'R-2026-0815',
});
const identity = { source: SourceName.default('default').meta(ofSource), externalId };

/** What was bought, and for how much. */
const facts = {
  at: pastInstant.meta({ description: 'When it was bought or done.', example: '2026-11-01T10:00:00.000Z' }),
  net: Money.meta({ description: 'The sum of the lines, where there are any.' }),
  margin: Money.optional().meta({ description: 'The sum of those of the lines, where each has one.' }),
};

const sums = {
  tax: Money,
  total: Money.meta({ description: 'Net and tax.' }),
};
const Returned = z.object({ net: Money, ...sums }).meta({ id: 'ReturnedAmounts' });

export const Purchase = record('Purchase', {
  purchaseId: PurchaseId,
  source: SourceName.optional().meta(ofSource),
  externalId,
  customerId: CustomerId,
  kind: PurchaseKind,
  ...facts,
  ...sums,
  lines: z.array(Line).max(MOST_LINES).optional(),
  ...later,
  returned: Returned.optional().meta({ description: 'What was given back of it so far.' }),
  returnOf: PurchaseId.optional().meta({ description: 'Of a return: what it was bought with.' }),
});
export type Purchase = z.output<typeof Purchase>;

export const CreatePurchase = z
  .strictObject({
    ...identity,
    customerId: OuterId.meta({ description: 'The id of the customer, or the company’s own id for them.' }),
    kind: BoughtKind.default('sale'),
    ...facts,
    tax: sums.tax.optional().meta({
      description: 'May differ from the sum of the lines by 1 for each line that bears tax; 0 if not said.',
    }),
    total: sums.total.optional(),
    lines: z.array(WrittenLine).max(MOST_LINES).optional(),
    ...later,
  })
  .meta({ id: 'CreatePurchase' });
export type CreatePurchase = z.output<typeof CreatePurchase>;

/** What was bought stays as it is; a mistake is given back and written anew. */
export const EditPurchase = editOf('EditPurchase', later);

/** What is given back: lines, or a part of the net amount. */
export const ReturnPurchase = z
  .strictObject({
    ...identity,
    at: pastInstant.optional().meta({ description: 'Now, if not said.' }),
    lines: z
      .array(
        z
          .strictObject({
            n: z.int().min(1).max(MOST_LINES).meta({ description: 'Which line of the purchase, from 1 on.' }),
            quantity: Quantity,
          })
          .meta({ id: 'ReturnedLine' }),
      )
      .min(1)
      .max(MOST_LINES)
      .optional(),
    net: Money.optional().meta({ description: 'Tax is given back in proportion.' }),
  })
  .refine(({ lines, net }) => (lines === undefined) !== (net === undefined), 'must say either lines or net')
  .meta({ id: 'ReturnPurchase' });
export type ReturnPurchase = z.output<typeof ReturnPurchase>;

/** A purchase as it is shown with a customer. */
export const PurchaseInBrief = z
  .object({
    purchaseId: PurchaseId,
    kind: PurchaseKind,
    at: instant,
    total: Money,
    returned: Money.optional().meta({ description: 'Of the total.' }),
    name: lineSays.name.optional().meta({ description: 'Of its first line.' }),
    lines: z.int().min(0),
  })
  .meta({ id: 'PurchaseInBrief' });
export type PurchaseInBrief = z.output<typeof PurchaseInBrief>;

const count = z.int().min(0);
/** What a customer has bought in all, per currency: amounts in different ones are never added. */
export const PurchaseTotals = z
  .object({
    count: z.object({ sale: count, service: count, subscription: count, return: count }),
    amounts: z.array(
      z
        .object({ net: Money, total: Money, returned: Money.meta({ description: 'Of the total.' }) })
        .meta({ id: 'PurchasedAmounts' }),
    ),
  })
  .meta({ id: 'PurchaseTotals' });
export type PurchaseTotals = z.output<typeof PurchaseTotals>;

export const PurchaseFilter = z.strictObject({
  customerId: OuterId.optional().meta({ description: 'The id of the customer, or the company’s own id for them.' }),
  kind: PurchaseKind.optional(),
  from: z.iso.datetime().optional().meta({ description: 'Nothing bought earlier.' }),
  to: z.iso.datetime().optional().meta({ description: 'Nothing bought at this instant or later.' }),
});
export type PurchaseFilter = z.output<typeof PurchaseFilter>;
