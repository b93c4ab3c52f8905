import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { isOpen, waitingReminders } from './clock.ts';
import { DataRequest, StoredDataRequest } from './data-request.schema.ts';
import { normalised } from './earlier.ts';

/** Says that somebody has asked, so that asking again is told the same. */
export const openKey = ({ companyId }: Context, askedBy: string) => ({
  pk: `${companyPrefix(companyId)}erasure#${askedBy}`,
  sk: 'open',
});

export const dataRequests = defineStore('dataRequest', StoredDataRequest, {
  id: 'requestId',
  // Where requests to be forgotten lay before there were others, so that those are found.
  key: { pk: () => 'erasure', sk: ({ requestId }) => requestId },
  indexes: {},
  due: (request) => (isOpen(request) ? waitingReminders(request)[0]?.at : undefined),
  shown: (request): DataRequest => partOf(DataRequest, normalised(request)),
  // A second row with a person's address would outlive their erasure.
  repeated: ({ requestId }) => ({ requestId }),
  beside: (ctx, { askedBy, requestId }, before) =>
    askedBy === undefined || before
      ? []
      : [
          {
            Put: {
              TableName: tableName(),
              Item: { ...openKey(ctx, askedBy), reference: requestId },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
});
