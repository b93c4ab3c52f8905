import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { expectKnown, type Named } from '../people/known.ts';
import { errorsIn } from './node-rules.ts';
import type { TaxonomyNode } from './taxonomy.schema.ts';

const ownersIn = (nodes: readonly TaxonomyNode[]): Named[] =>
  nodes.flatMap(({ owner }, index) =>
    owner === undefined ? [] : [{ userId: owner, pointer: `#/nodes/${index}/owner` }],
  );

/** Refuses a draft that is no taxonomy, or that names people whom the company does not know and the one before did not name. */
export async function expectSound(
  ctx: Context,
  nodes: readonly TaxonomyNode[],
  before: readonly TaxonomyNode[],
): Promise<void> {
  const errors = errorsIn(nodes);
  if (errors.length > 0) throw invalid(...errors);
  await expectKnown(ctx, ownersIn(nodes), ownersIn(before));
}
