import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import { StoredTaxonomy, Taxonomy } from './taxonomy.schema.ts';

/** The id of the one record that says what is in force. */
export const CURRENT = 'current' as const;

/** Every version that was ever in force; versions never change. */
const versionKey = ({ companyId }: Context, version: number) => ({
  pk: `${companyPrefix(companyId)}tax`,
  sk: String(version).padStart(10, '0'),
});

const shown = (stored: StoredTaxonomy): Taxonomy => Taxonomy.parse(stored);

const versionPut = (ctx: Context, taxonomy: StoredTaxonomy): TransactItem => ({
  Put: { TableName: tableName(), Item: { ...versionKey(ctx, taxonomy.version), ...shown(taxonomy) } },
});

export const taxonomies = defineStore('taxonomy', StoredTaxonomy, {
  id: 'taxonomyId',
  key: { pk: () => 'tax', sk: ({ taxonomyId }) => taxonomyId },
  indexes: {},
  shown,
  beside: (ctx, after) => [versionPut(ctx, after)],
});

/** A taxonomy as it was in a version; undefined where there was none. */
export async function readVersion(ctx: Context, version: number): Promise<Taxonomy | undefined> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: versionKey(ctx, version), ConsistentRead: true }),
  );
  return Item && Taxonomy.parse(Item);
}
