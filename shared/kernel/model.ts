import type { PutCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import type * as z from 'zod';
import { type TableIndex, tableIndexes } from './indexes.ts';
import { tableName } from './table.ts';

/** What is used of an ElectroDB entity whose attributes are known only when it is made. */
export type Model = {
  put(item: object): { params(): PutCommandInput };
  get(key: object): { params(options: { consistent: true }): { TableName: string; Key: { pk: string; sk: string } } };
  query: Readonly<Record<string, Query | undefined>>;
};
export type QueryOptions = { limit: number; order: 'asc' | 'desc'; consistent?: boolean };
type Query = (partition: object) => { params(options: QueryOptions): Omit<QueryCommandInput, 'TableName'> };

/** What is stored beside a record's own fields, and whether it always is. */
const beside = {
  companyId: true,
  revision: true,
  lastActor: true,
  lastAction: true,
  lastRequestId: true,
  deletedAt: false,
  expiresAt: false,
  claimedUntil: false,
};
export const hidden = Object.keys(beside) as (keyof typeof beside)[];

/** The index in which a record lies by its id. */
export const BY_ID = 'byId';

/**
 * The ElectroDB entity of a kind of record: its attributes are the fields of its schema, its indexes those that are
 * declared, under the names of their questions. Keys are attributes of their own, made by the store; a record without the
 * keys of an index is not in it.
 */
export function modelOf(
  kind: string,
  schema: z.ZodObject,
  indexes: Readonly<Record<string, { on: TableIndex }>>,
): Model {
  const taken = hidden.filter((name) => name in schema.shape);
  // What is stored beside would overwrite it, and TTL would read what callers say.
  if (taken.length > 0) throw new Error(`records of kind ${kind} have a field of the machinery: ${taken.join(', ')}`);
  const any = (required: boolean) => ({ type: 'any' as const, required });
  const key = { type: 'string' as const };
  const used = Object.entries(indexes).map(([question, { on }]) => ({ ...tableIndexes[on], question, index: on }));
  const attributes = {
    pk: { ...key, required: true },
    sk: { ...key, required: true },
    ...Object.fromEntries(used.flatMap(({ pk, sk }) => [pk, sk].map((name) => [name, key]))),
    ...Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [
        name,
        any(!(field as z.ZodType).safeParse(undefined).success),
      ]),
    ),
    ...Object.fromEntries(Object.entries(beside).map(([name, required]) => [name, any(required)])),
  };
  const declared = used.map(({ question, index, pk, sk }) => [question, { index, ...partsOf(pk, sk) }]);
  return new Entity(
    {
      model: { entity: kind, version: '1', service: 'heed' },
      attributes,
      indexes: { [BY_ID]: partsOf('pk', 'sk'), ...Object.fromEntries(declared) },
    },
    { table: tableName() },
  ) as unknown as Model;
}

/** ElectroDB writes keys in lower case by default; ours say exactly what they hold. */
const partsOf = (pk: string, sk: string) => ({
  pk: { field: pk, composite: [pk], casing: 'none' as const },
  sk: { field: sk, composite: [sk], casing: 'none' as const },
});
