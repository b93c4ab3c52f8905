import { jsonEqual } from './json.ts';
import { tableName } from './table.ts';
import type { TransactItem } from './write.ts';

/** A row that says part of a record in another place, such as a contact among those of a business. */
export type BesideRow = { pk: string; sk: string } & Readonly<Record<string, unknown>>;

const nameOf = ({ pk, sk }: BesideRow): string => JSON.stringify([pk, sk]);

/**
 * The writes that make the rows beside a record those of what it says now: in the transaction of its change. Rows that stay as
 * they are cost nothing.
 */
export function besideRows(now: readonly BesideRow[], before: readonly BesideRow[]): TransactItem[] {
  const TableName = tableName();
  const [kept, had] = [new Set(now.map(nameOf)), new Map(before.map((row) => [nameOf(row), row]))];
  return [
    ...now.filter((row) => !jsonEqual(row, had.get(nameOf(row)))).map((Item) => ({ Put: { TableName, Item } })),
    ...before.filter((row) => !kept.has(nameOf(row))).map(({ pk, sk }) => ({ Delete: { TableName, Key: { pk, sk } } })),
  ];
}
