import type { Context } from '../kernel/context.ts';
import { companyPrefix } from '../kernel/table.ts';
import { deleteAll } from '../kernel/write-all.ts';
import { relationsOf, type Side } from './relation.store.ts';

const PER_READ = 200;

/**
 * Removes the relations of somebody who is erased, on both sides. The audit keeps that there were some, and nothing that names
 * anybody.
 */
export async function forgetRelations(ctx: Context, side: Side): Promise<void> {
  for await (const steps of relationsOf(ctx, side, { from: undefined, size: PER_READ })) {
    const keys = steps.flatMap(({ item }) =>
      item
        ? [item.of, item.to].map(({ id }) => ({ pk: `${companyPrefix(ctx.companyId)}rel#${id}`, sk: item.relationId }))
        : [],
    );
    await deleteAll(ctx, keys);
  }
}
