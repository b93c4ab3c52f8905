import { tableName } from './table.ts';
import type { TransactItem } from './write.ts';

type Key = { pk: string; sk: string };
const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

/**
 * The writes by which a record takes rows that one record alone may have, such as those of its name or of its ids elsewhere,
 * and gives back those that it had before: beside its change, in one transaction. Who comes second fails on the condition.
 * `holder` stands in the rows and says whose they are.
 */
export function takenRows(holder: object, now: readonly Key[], before: readonly Key[]): TransactItem[] {
  const TableName = tableName();
  const [kept, had] = [new Set(now.map(nameOf)), new Set(before.map(nameOf))];
  return [
    ...now
      .filter((key) => !had.has(nameOf(key)))
      .map((key) => ({
        Put: { TableName, Item: { ...key, ...holder }, ConditionExpression: 'attribute_not_exists(pk)' },
      })),
    ...before.filter((key) => !kept.has(nameOf(key))).map((Key) => ({ Delete: { TableName, Key } })),
  ];
}
