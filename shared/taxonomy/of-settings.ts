import type { Settings } from '../company/settings.schema.ts';
import { ANY_LANGUAGE } from './node-rules.ts';
import type { TaxonomyNode } from './taxonomy.schema.ts';

type InSettings = Settings['taxonomy'];

/** As many as `settings.taxonomy` holds. */
const MOST_ENTRIES = 200;
const MOST_SUBCATEGORIES = 50;
const MOST_KEYWORDS = 50;

/** An id made of a name, that no node has yet: `Late delivery` is `late-delivery`, or `late-delivery-2`. */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const bare = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  const base = bare === '' ? 'node' : bare;
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

/** What settings say as nodes: two levels of categories, then themes. Their words count in every language. */
export function nodesOfSettings({ categories, themes }: InSettings): TaxonomyNode[] {
  const taken = new Set<string>();
  const node = (kind: TaxonomyNode['kind'], name: string, more: Partial<TaxonomyNode> = {}): TaxonomyNode => {
    const id = freeId(name, taken);
    taken.add(id);
    return { id, kind, name, ...more };
  };
  const words = (keywords: readonly string[] = []) =>
    keywords.length > 0 ? { synonyms: { [ANY_LANGUAGE]: [...keywords] } } : {};
  return [
    ...categories.flatMap(({ name, keywords, subcategories = [] }) => {
      const top = node('category', name, words(keywords));
      return [top, ...subcategories.map((below) => node('category', below, { parent: top.id }))];
    }),
    ...themes.map(({ name, keywords, route }) => node('theme', name, { ...words(keywords), ...(route && { route }) })),
  ];
}

/**
 * A taxonomy as settings show it: categories with the names of all nodes below them, and themes. Where settings have no
 * room (200 of each, 50 subcategories, 50 keywords) the first ones are shown.
 */
export function settingsOfNodes(nodes: readonly TaxonomyNode[]): InSettings {
  const live = nodes.filter(({ retiredAt }) => retiredAt === undefined);
  const below = ({ id }: TaxonomyNode): TaxonomyNode[] =>
    live.filter(({ parent }) => parent === id).flatMap((child) => [child, ...below(child)]);
  const keywords = ({ synonyms = {} }: TaxonomyNode) => {
    const all = [...new Set(Object.values(synonyms).flat())].slice(0, MOST_KEYWORDS);
    return all.length > 0 ? { keywords: all } : {};
  };
  const subcategories = (node: TaxonomyNode) => {
    const names = new Map(below(node).map(({ name }) => [name.toLowerCase(), name]));
    return names.size > 0 ? { subcategories: [...names.values()].slice(0, MOST_SUBCATEGORIES) } : {};
  };
  return {
    categories: live
      .filter(({ kind, parent }) => kind === 'category' && parent === undefined)
      .slice(0, MOST_ENTRIES)
      .map((node) => ({ name: node.name, ...subcategories(node), ...keywords(node) })),
    themes: live
      .filter(({ kind }) => kind === 'theme')
      .slice(0, MOST_ENTRIES)
      .map((node) => ({ name: node.name, ...keywords(node), ...(node.route && { route: node.route }) })),
  };
}
