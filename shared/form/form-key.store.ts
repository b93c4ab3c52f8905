import type { Context } from '../kernel/context.ts';
import { pick } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { FormKeyRecord } from './form.schema.ts';

export const MOST_KEYS = 50;

/** Every creation changes the row that counts a company's keys, so that two at once cannot both take the last place. */
const counted = ({ companyId }: Context, by: 1 | -1): TransactItem => ({
  Update: {
    TableName: tableName(),
    Key: { pk: `${companyPrefix(companyId)}set`, sk: 'form-keys' },
    UpdateExpression: 'ADD n :by',
    ...(by > 0 && { ConditionExpression: 'attribute_not_exists(n) OR n < :most' }),
    ExpressionAttributeValues: { ':by': by, ...(by > 0 && { ':most': MOST_KEYS }) },
  },
});

export const formKeys = defineStore('formKey', FormKeyRecord, {
  id: 'formKey',
  key: { pk: () => 'fk', sk: ({ formKey }) => formKey },
  indexes: {},
  order: 'asc',
  shown: (key) => pick(key, ['formKey', 'name', 'perMinute', 'createdAt']),
  beside: (ctx, { deletedAt }) => [counted(ctx, deletedAt === undefined ? 1 : -1)],
});
/** Where the count stands among the writes of a change. */
export const COUNT = 1;
