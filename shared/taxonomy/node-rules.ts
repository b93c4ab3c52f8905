import { languagesByPart } from '../analysis/capabilities.ts';
import { stemsIn } from '../analysis/topics.ts';
import type { FieldError } from '../http/problem.ts';
import type { TaxonomyNode } from './taxonomy.schema.ts';

const MOST_LEVELS = 3;
/** BCP 47 for a language that is not said: words that count in every one. */
export const ANY_LANGUAGE = 'und';

/** Texts in other languages are not analysed, so that words of theirs would never be found. */
const readable: readonly string[] = [...languagesByPart.keyPhrases, ANY_LANGUAGE];

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const exists = (language: string): boolean => languageNames.of(language) !== undefined;

/** The chain from a node up to its top, itself first; longer than three where it is too deep or a cycle. */
function chainOf(node: TaxonomyNode, byId: ReadonlyMap<string, TaxonomyNode>): TaxonomyNode[] {
  const chain = [node];
  for (let at = node; at.parent !== undefined && chain.length <= MOST_LEVELS;) {
    const above = byId.get(at.parent);
    if (!above) break;
    chain.push(above);
    at = above;
  }
  return chain;
}

/** On which level a node is, from 1. */
export const levelOf = (node: TaxonomyNode, byId: ReadonlyMap<string, TaxonomyNode>): number =>
  chainOf(node, byId).length;

export const idsOf = (nodes: readonly TaxonomyNode[]): Map<string, TaxonomyNode> =>
  new Map(nodes.map((node) => [node.id, node]));

/** Names are one among siblings; a theme's is one among all themes, since a record names its theme by that alone. */
const placeOfName = ({ kind, parent, name }: TaxonomyNode): string =>
  [kind, kind === 'category' ? (parent ?? '') : '', name.toLowerCase()].join('\n');

/** What makes a draft no taxonomy, each with where it stands. */
export function errorsIn(nodes: readonly TaxonomyNode[]): FieldError[] {
  const byId = idsOf(nodes);
  const [ids, names] = [new Set<string>(), new Set<string>()];
  return nodes.flatMap((node, index) => {
    const at = (field: string, detail: string): FieldError => ({ pointer: `#/nodes/${index}/${field}`, detail });
    const errors = [...parentErrors(node, byId).map((detail) => at('parent', detail)), ...languageErrors(node, at)];
    if (ids.has(node.id)) errors.push(at('id', 'is the id of another node'));
    if (node.retiredAt === undefined && names.has(placeOfName(node)))
      errors.push(at('name', node.kind === 'theme' ? 'is the name of another theme' : 'is the name of a sibling'));
    ids.add(node.id);
    if (node.retiredAt === undefined) names.add(placeOfName(node));
    return errors;
  });
}

function parentErrors(node: TaxonomyNode, byId: ReadonlyMap<string, TaxonomyNode>): string[] {
  if (node.parent === undefined) return [];
  const parent = byId.get(node.parent);
  if (!parent) return ['names no node of the draft'];
  if (parent.kind !== node.kind) return [`is a ${parent.kind}, and the node a ${node.kind}`];
  const above = chainOf(node, byId).slice(1);
  if (above.includes(node)) return ['leads back to the node itself'];
  if (above.length >= MOST_LEVELS) return ['would put the node on a fourth level'];
  if (node.retiredAt === undefined && parent.retiredAt !== undefined) return ['is retired, and the node is not'];
  return [];
}

function languageErrors(
  { labels = {}, synonyms = {} }: TaxonomyNode,
  at: (field: string, detail: string) => FieldError,
): FieldError[] {
  const unknown = Object.keys(labels).filter((language) => !exists(language));
  const unread = Object.keys(synonyms).filter((language) => !readable.includes(language));
  return [
    ...unknown.map((language) => at(`labels/${language}`, 'is no language')),
    ...unread.map((language) => at(`synonyms/${language}`, `must be one of ${readable.join(', ')}`)),
  ];
}

type Word = { node: TaxonomyNode; pointer: string; language: string; isName: boolean };

/** The words of a node as they are looked for, each under its stems. */
function* wordsOf(node: TaxonomyNode, index: number): Generator<[stems: string, word: Word]> {
  const of = (field: string, language: string, text: string): [string, Word] => [
    stemsIn(text, language).join(' '),
    { node, pointer: `#/nodes/${index}/${field}`, language, isName: field === 'name' },
  ];
  yield of('name', ANY_LANGUAGE, node.name);
  for (const [language, words] of Object.entries(node.synonyms ?? {}))
    for (const [position, word] of words.entries()) yield of(`synonyms/${language}/${position}`, language, word);
}

const meet = (one: string, other: string): boolean => one === other || one === ANY_LANGUAGE || other === ANY_LANGUAGE;

/**
 * What a person should look at before a draft is saved: a synonym that another node of the same kind and level has, too,
 * by its stems. Retired nodes are not looked for, so they share nothing.
 */
export function warningsIn(nodes: readonly TaxonomyNode[]): FieldError[] {
  const byId = idsOf(nodes);
  const known = new Map<string, Word[]>();
  return nodes.flatMap((node, index) => {
    if (node.retiredAt !== undefined) return [];
    const level = levelOf(node, byId);
    return [...wordsOf(node, index)].flatMap(([stems, word]) => {
      const key = `${node.kind}\n${level}\n${stems}`;
      const same = known.get(key) ?? [];
      // Two names alone may be alike: each category can have an "other".
      const other = same.find(
        (one) => one.node !== node && meet(one.language, word.language) && !(one.isName && word.isName),
      );
      known.set(key, [...same, word]);
      return other && stems !== ''
        ? [{ pointer: word.pointer, detail: `points to ${other.node.id}, too, on the same level` }]
        : [];
    });
  });
}
