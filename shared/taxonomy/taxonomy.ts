import { readSettings } from '../company/settings.ts';
import { invalid, Problem } from '../http/problem.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { forgetTaxonomy, readTaxonomy, taxonomyOfSettings } from './in-force.ts';
import { warningsIn } from './node-rules.ts';
import { expectSound } from './sound.ts';
import type { PutTaxonomy, Taxonomy, TaxonomyNode, TaxonomyQuery } from './taxonomy.schema.ts';
import { expectTried } from './trial.ts';
import { CURRENT, readVersion, taxonomies } from './taxonomy.store.ts';

/** A company's taxonomy as it is now, or as it was in a version; 404 where there was none. */
export async function get(ctx: Context, { version }: TaxonomyQuery): Promise<Taxonomy> {
  if (version === undefined) return (await readTaxonomy(ctx)) ?? taxonomyOfSettings(await readSettings(ctx));
  const found = await readVersion(ctx, version);
  if (!found) throw new Problem('not-found');
  return found;
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
 * taken on, and `conflict` where it was neither tried nor forced.
 */
export async function put(
  ctx: Context,
  { body: { nodes, trialId, force, reason }, ifMatch }: { body: PutTaxonomy; ifMatch?: number | undefined },
): Promise<Taxonomy> {
  const before = await get(ctx, {});
  await expectSound(ctx, nodes, before.nodes);
  if (!force) {
    const warnings = warningsIn(nodes);
    if (warnings.length > 0) throw invalid(...warnings);
    if (trialId === undefined) throw new Problem('conflict', 'Try the draft first, or say force and a reason.');
    await expectTried(ctx, trialId, nodes);
  }
  const after = { taxonomyId: CURRENT, nodes, trialId, forced: force, reason };
  try {
    return await set(
      ctx,
      taxonomies,
      CURRENT,
      'put',
      (was) => ({ ...after, outdated: outdatedBy((was ?? before).nodes, nodes) }),
      { ifMatch, evenIfEqual: true },
    );
  } finally {
    forgetTaxonomy(ctx);
  }
}
