import { tableName } from './table.ts';
import type { TransactItem } from './write.ts';

/** For a transaction that writes something of a record: it fails where that is deleted or erased meanwhile. */
export const stillThere = (Key: { pk: string; sk: string }): TransactItem => ({
  ConditionCheck: {
    TableName: tableName(),
    Key,
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
  },
});
