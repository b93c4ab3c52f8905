import { knownTopicsIn } from '../analysis/topics.ts';
import { wilson } from '../metrics/statistics.ts';
import { topicsOfNodes } from './in-force.ts';
import { ANY_LANGUAGE } from './node-rules.ts';
import type { StoredTrial } from './trial.schema.ts';
import type { TaxonomyNode } from './taxonomy.schema.ts';

/** A stored text, as a trial looks at it. */
export type Text = { text: string; language: string };
type Compared = Pick<StoredTrial, 'nodes' | 'overlaps' | 'unused' | 'unusedCount' | 'uncovered'>;

const MOST_EXAMPLES = 5;
const MOST_OVERLAPS = 100;
const MOST_UNUSED = 1_000;
/** Siblings that share more than this part of the smaller one say much the same. */
const OVERLAP = 0.5;

/** The members of a set that another one has not. */
const without = (all: ReadonlySet<number>, some: ReadonlySet<number>): Set<number> =>
  new Set([...all].filter((one) => !some.has(one)));

/** For each node, in which texts its own words are. */
function foundIn(nodes: readonly TaxonomyNode[], texts: readonly Text[]): Map<string, Set<number>> {
  const topics = topicsOfNodes(nodes);
  const found = new Map(topics.map(({ id }) => [id, new Set<number>()]));
  for (const [at, { text, language }] of texts.entries())
    for (const { topic } of knownTopicsIn(text, language, topics)) found.get(topics[topic]?.id ?? '')?.add(at);
  return found;
}

/** What a draft finds in some texts, and what the nodes in force find in them. */
export function compare(
  draft: readonly TaxonomyNode[],
  inForce: readonly TaxonomyNode[],
  texts: readonly Text[],
): Compared {
  const [now, before] = [foundIn(draft, texts), foundIn(inForce, texts)];
  const ids = [...new Set([...draft.map(({ id }) => id), ...before.keys()])];
  const drafted = new Set(draft.map(({ id }) => id));
  const none = new Set<number>();
  const nodes = ids.map((id) => {
    const [is, was] = [now.get(id) ?? none, before.get(id) ?? none];
    const [gained, lost] = [without(is, was), without(was, is)];
    const first = (of: ReadonlySet<number>): number[] => [...of].slice(0, MOST_EXAMPLES);
    return {
      id,
      ...(!drafted.has(id) && { removed: true as const }),
      now: is.size,
      before: was.size,
      gained: gained.size,
      lost: lost.size,
      examples: { now: first(is), gained: first(gained), lost: first(lost) },
    };
  });
  const unused = unusedIn(draft, texts);
  return {
    nodes,
    overlaps: overlapsOf(draft, now),
    unused: unused.slice(0, MOST_UNUSED),
    unusedCount: unused.length,
    uncovered: uncoveredBy(now, texts.length),
  };
}

function overlapsOf(draft: readonly TaxonomyNode[], now: ReadonlyMap<string, ReadonlySet<number>>) {
  const siblings = Map.groupBy(draft, ({ kind, parent }) => `${kind}\n${parent ?? ''}`);
  const found = [...siblings.values()].flatMap((group) =>
    group.flatMap((one, at) =>
      group.slice(at + 1).flatMap((other) => {
        const [a, b] = [now.get(one.id), now.get(other.id)];
        if (!a || !b || a.size === 0 || b.size === 0) return [];
        const both = a.size - without(a, b).size;
        const share = both / Math.min(a.size, b.size);
        return share > OVERLAP ? [{ nodeIds: [one.id, other.id] as [string, string], both, share }] : [];
      }),
    ),
  );
  return found.toSorted((a, b) => b.both - a.both).slice(0, MOST_OVERLAPS);
}

/** Synonyms of live nodes that are in no text of their language; where there is no such text, nothing is known of them. */
function unusedIn(draft: readonly TaxonomyNode[], texts: readonly Text[]): Compared['unused'] {
  const languages = new Set(texts.map(({ language }) => language));
  const all = draft.flatMap(({ id, retiredAt, synonyms = {} }) =>
    retiredAt === undefined
      ? Object.entries(synonyms).flatMap(([language, words]) =>
          languages.has(language) || (language === ANY_LANGUAGE && languages.size > 0)
            ? words.map((synonym) => ({ id, language, synonym }))
            : [],
        )
      : [],
  );
  const alone = all.map(({ language, synonym }) =>
    language === ANY_LANGUAGE ? { name: synonym } : { name: '', synonyms: { [language]: [synonym] } },
  );
  const used = new Set(
    texts.flatMap(({ text, language }) => knownTopicsIn(text, language, alone).map(({ topic }) => topic)),
  );
  return all.filter((_, at) => !used.has(at));
}

function uncoveredBy(now: ReadonlyMap<string, ReadonlySet<number>>, n: number): Compared['uncovered'] {
  if (n === 0) return { value: null, n };
  const covered = new Set([...now.values()].flatMap((texts) => [...texts]));
  const missed = n - covered.size;
  return { value: missed / n, n, interval: wilson(missed, n) };
}
