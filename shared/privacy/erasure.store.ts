import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { StoredErasure } from './erasure.routes.ts';

/** Says that somebody has asked, so that asking again is told the same. */
export const openKey = ({ companyId }: Context, askedBy: string) => ({
  pk: `${companyPrefix(companyId)}erasure#${askedBy}`,
  sk: 'open',
});

export const erasureRequests = defineStore('erasure', StoredErasure, {
  id: 'reference',
  key: { pk: () => 'erasure', sk: ({ reference }) => reference },
  indexes: {},
  shown: (request) => pick(request, ['reference', 'at', 'status', 'customerId', 'email']),
  beside: (ctx, { askedBy, reference }) => [
    {
      Put: {
        TableName: tableName(),
        Item: { ...openKey(ctx, askedBy), reference },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  ],
});
