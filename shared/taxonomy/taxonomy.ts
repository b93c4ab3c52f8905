import { readSettings } from '../company/settings.ts';
import { invalid, Problem } from '../http/problem.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { expectKnown, type Named } from '../people/known.ts';
import { forgetTaxonomy, readTaxonomy, taxonomyOfSettings } from './in-force.ts';
import { errorsIn, warningsIn } from './node-rules.ts';
import type { PutTaxonomy, Taxonomy, TaxonomyNode, TaxonomyQuery } from './taxonomy.schema.ts';
import { CURRENT, readVersion, taxonomies } from './taxonomy.store.ts';

/** A company's taxonomy as it is now, or as it was in a version; 404 where there was none. */
export async function get(ctx: Context, { version }: TaxonomyQuery): Promise<Taxonomy> {
  if (version === undefined) return (await readTaxonomy(ctx)) ?? taxonomyOfSettings(await readSettings(ctx));
  const found = await readVersion(ctx, version);
  if (!found) throw new Problem('not-found');
  return found;
}

const ownersIn = (nodes: readonly TaxonomyNode[]): Named[] =>
  nodes.flatMap(({ owner }, index) =>
    owner === undefined ? [] : [{ userId: owner, pointer: `#/nodes/${index}/owner` }],
  );

/** Refuses a draft that is no taxonomy, or that names people whom the company does not know. */
export async function expectSound(ctx: Context, nodes: readonly TaxonomyNode[], before: Taxonomy): Promise<void> {
  const errors = errorsIn(nodes);
  if (errors.length > 0) throw invalid(...errors);
  await expectKnown(ctx, ownersIn(nodes), ownersIn(before.nodes));
}

const namesIn = (nodes: readonly TaxonomyNode[]): Set<string> =>
  new Set(nodes.filter(({ retiredAt }) => retiredAt === undefined).map(({ name }) => name));

/** Names of the nodes before that no node has now. */
function outdatedBy(before: readonly TaxonomyNode[], after: readonly TaxonomyNode[]): string[] {
  const now = namesIn(after);
  return [...namesIn(before)].filter((name) => !now.has(name));
}

/**
 * Replaces a company's taxonomy by a new version. Throws 400 for a draft that is none or has warnings that nobody has
 * taken on, and `conflict` without `force`.
 */
export async function put(
  ctx: Context,
  { body: { nodes, force, reason }, ifMatch }: { body: PutTaxonomy; ifMatch?: number | undefined },
): Promise<Taxonomy> {
  const before = await get(ctx, {});
  await expectSound(ctx, nodes, before);
  if (!force) {
    const warnings = warningsIn(nodes);
    if (warnings.length > 0) throw invalid(...warnings);
    throw new Problem('conflict', 'Say force and a reason.');
  }
  try {
    return await set(
      ctx,
      taxonomies,
      CURRENT,
      'put',
      (was) => ({
        taxonomyId: CURRENT,
        nodes,
        outdated: outdatedBy((was ?? before).nodes, nodes),
        forced: force,
        reason,
      }),
      { ifMatch, evenIfEqual: true },
    );
  } finally {
    forgetTaxonomy(ctx);
  }
}
