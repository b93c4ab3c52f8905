import type { TopicName } from '../analysis/topics.ts';
import type { Settings } from '../company/settings.schema.ts';
import { settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import { isThere } from '../kernel/store.ts';
import { ANY_LANGUAGE } from './node-rules.ts';
import { nodesOfSettings } from './of-settings.ts';
import { CURRENT, taxonomies } from './taxonomy.store.ts';
import type { Taxonomy, TaxonomyNode } from './taxonomy.schema.ts';

/** A node as texts are searched for it. */
export type Topic = TopicName & Pick<TaxonomyNode, 'id' | 'kind' | 'route'>;
type InForce = {
  taxonomy: Taxonomy;
  /** All that is looked for, in the order of the nodes. */
  topics: readonly Topic[];
  /** Of them the categories, and the themes. */
  categories: readonly Topic[];
  themes: readonly Topic[];
};

const kept = keptFor<InForce | undefined>(3_000);

const ofSettings = new WeakMap<Settings, InForce>();
function inForce(taxonomy: Taxonomy): InForce {
  const topics = topicsOfNodes(taxonomy.nodes);
  const of = (wanted: TaxonomyNode['kind']) => topics.filter(({ kind }) => kind === wanted);
  return { taxonomy, topics, categories: of('category'), themes: of('theme') };
}

/** Lets this process see at once what it has put. */
export const forgetTaxonomy = ({ companyId }: Pick<Context, 'companyId'>): boolean => kept.forget(companyId);

/** What somebody has put, as it is this moment; undefined where nobody has. */
export async function readTaxonomy(ctx: Context): Promise<Taxonomy | undefined> {
  const stored = await taxonomies.find(ctx, CURRENT);
  return isThere(ctx, stored) ? taxonomies.publicOf(stored) : undefined;
}

/** What the settings say as a taxonomy, for companies that never put one. */
export const taxonomyOfSettings = ({ taxonomy }: Pick<Settings, 'taxonomy'>): Taxonomy => ({
  nodes: nodesOfSettings(taxonomy),
  outdated: [],
  version: 0,
});

/**
 * The taxonomy by which texts are judged, at most three seconds old: what somebody has put, else what the settings say.
 * The lists are the same objects while they are kept, so that their words are stemmed once.
 */
export async function taxonomyInForce(ctx: Context): Promise<InForce> {
  const put = await kept.get(ctx.companyId, Date.now(), async () => {
    const taxonomy = await readTaxonomy(ctx);
    return taxonomy && inForce(taxonomy);
  });
  if (put) return put;
  const settings = await settingsOf(ctx);
  const known = ofSettings.get(settings) ?? inForce(taxonomyOfSettings(settings));
  ofSettings.set(settings, known);
  return known;
}

/** Nodes that are looked for, with all words that point to them, in their order. */
export const topicsOfNodes = (nodes: readonly TaxonomyNode[]): Topic[] =>
  nodes
    .filter(({ retiredAt }) => retiredAt === undefined)
    .map(({ id, kind, name, route, exclude, labels = {}, synonyms = {} }) => {
      const languages = new Set([...Object.keys(labels), ...Object.keys(synonyms)]);
      languages.delete(ANY_LANGUAGE);
      return {
        id,
        kind,
        name,
        ...(route && { route }),
        ...(exclude && { exclude }),
        keywords: synonyms[ANY_LANGUAGE] ?? [],
        synonyms: Object.fromEntries(
          [...languages].map((language) => [language, [labels[language] ?? [], synonyms[language] ?? []].flat()]),
        ),
      };
    });
