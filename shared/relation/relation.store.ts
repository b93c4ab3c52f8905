import { type BesideRow, besideRows } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore, type From, isThere, type Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { queryPages, type Step } from '../kernel/walk.ts';
import { type PersonRef, StoredRelation } from './relation.schema.ts';

type Row = Stored<StoredRelation>;
export type Side = PersonRef['id'];

/** The id of a relation's record, which says with whom it lies. */
export const entryIdOf = (side: Side, relationId: string): string => `${side}:${relationId}`;
const placeOf = (entryId: string): [side: string, relationId: string] => {
  const [side = '', relationId = ''] = entryId.split(':');
  return [`rel#${side}`, relationId];
};

/** The row that shows a relation with its other side; none of a deleted one. */
const mirrorOf = ({ companyId }: Pick<Context, 'companyId'>, relation: Row | undefined): BesideRow[] => {
  if (!relation || relation.deletedAt !== undefined) return [];
  const says = partOf(StoredRelation, relation);
  return [{ ...says, pk: `${companyPrefix(companyId)}rel#${relation.to.id}`, sk: relation.relationId }];
};

export const relations = defineStore('relation', StoredRelation, {
  id: 'entryId',
  key: { pk: ({ entryId }) => placeOf(entryId)[0], sk: ({ entryId }) => placeOf(entryId)[1] },
  indexes: {},
  // What is said of people is kept once.
  repeated: ({ entryId }) => ({ entryId }),
  beside: (ctx, after, before) => besideRows(mirrorOf(ctx, after), mirrorOf(ctx, before)),
});

/** The relations of a customer or contact, whichever side they were written down for, the newest first; strongly consistent. */
export async function* relationsOf(
  ctx: Context,
  side: Side,
  { from, size }: From,
): AsyncGenerator<Step<StoredRelation>[]> {
  const { pk } = relations.keyOf(ctx, entryIdOf(side, ''));
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: size,
  };
  for await (const steps of queryPages<Row>(ctx, query, from))
    yield steps.map(({ item, after }) => ({ item: isThere(ctx, item) ? item : undefined, after }));
}
