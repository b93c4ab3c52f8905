import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { checkedSingly, ItemProblem } from '../http/items.schema.ts';
import {
  CreatePurchase,
  EditPurchase,
  Purchase,
  PurchaseFilter,
  PurchaseId,
  ReturnPurchase,
} from './purchase.schema.ts';

const params = { purchaseId: PurchaseId };
const write = 'purchases:write';
const path = '/api/crm/purchases' as const;
const { remove: _, ...of } = crud({
  names: ['a purchase', 'purchases'],
  path,
  params,
  read: 'purchases:read',
  write,
  record: Purchase,
  create: CreatePurchase,
  edit: EditPurchase,
  filter: PurchaseFilter,
});

const rules =
  'All amounts are in one currency. The net is the sum of the lines; tax may differ from theirs by 1 for each line that bears tax. With an external id that is known already the answer is 200: an invoice or place that is new is taken over, and 409 names the purchase as `purchaseId` where anything else differs. What was bought more than 7 days ago triggers no survey.';

export const purchaseRoutes = defineRoutes('purchase', {
  ...of,
  list: { ...of.list, description: 'By the time of the purchase, the newest first. All given filters must hold.' },
  create: {
    ...of.create,
    summary: 'Record a purchase or a service',
    description: rules,
    reply: { 201: Purchase, 200: Purchase },
    problems: ['conflict'],
  },
  edit: {
    ...of.edit,
    summary: 'Change the invoice or place of a purchase',
    description: 'What was bought stays as it is; a mistake is given back and recorded anew.',
  },
  bulk: {
    method: 'POST',
    path: `${path}/bulk`,
    summary: 'Record many purchases',
    description: `Up to 500; each has a result of its own. ${rules}`,
    permission: write,
    body: z
      .strictObject({ items: z.array(checkedSingly(CreatePurchase)).min(1).max(500) })
      .meta({ id: 'PurchaseBulk' }),
    reply: {
      200: z
        .object({
          results: z.array(
            z.object({
              index: z.int(),
              status: z.int().meta({ description: '201 recorded, 200 known already.' }),
              purchaseId: PurchaseId.optional(),
              customerId: CustomerId.optional(),
              problem: ItemProblem.optional(),
            }),
          ),
        })
        .meta({ id: 'PurchaseBulkResults' }),
    },
  },
  giveBack: {
    method: 'POST',
    path: `${path}/{purchaseId}/return`,
    summary: 'Record what was given back of a purchase',
    description:
      'Makes a purchase of the kind `return`. Lines are given back in proportion to their quantity, a net amount with its part of the tax; several returns together give back exactly what was bought. 409 for more than what is left, and for the return of a return. With an external id that is known already the answer is 200.',
    permission: write,
    params: z.object(params),
    body: ReturnPurchase,
    reply: { 201: Purchase, 200: Purchase },
    problems: ['conflict'],
  },
});
