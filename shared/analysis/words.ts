/** Words, clauses, negation and term lists: what the rules for emotion, urgency and topics share. */

export type Token = {
  /** Lower case, composed form, straight apostrophes. */
  word: string;
  /** First position in the text, in UTF-16 units. */
  start: number;
  /** Position after the last; what stands between may be longer or shorter than `word`. */
  end: number;
  /** Number of the clause; a negation does not reach into the next one. */
  clause: number;
};

type Grammar = { negators: ReadonlySet<string>; contrasts: ReadonlySet<string>; elides: boolean };
const grammar = (negators: string, contrasts: string, elides = false): Grammar => ({
  negators: new Set(negators.split(' ')),
  contrasts: new Set(contrasts.split(' ')),
  elides,
});

const grammars: Record<string, Grammar> = {
  en: grammar(
    "not no never none nobody nothing neither nor without hardly barely scarcely cannot can't cant don't dont doesn't doesnt didn't didnt isn't isnt wasn't wasnt aren't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't ain't aint lacks lacking",
    'but however although though yet except nevertheless nonetheless',
  ),
  de: grammar(
    'nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne kaum weder',
    'aber jedoch allerdings trotzdem dennoch sondern obwohl',
  ),
  es: grammar(
    'no nunca jamás jamas ni sin tampoco nada nadie ningún ningun ninguno ninguna apenas',
    'pero sino aunque embargo',
  ),
  fr: grammar(
    "ne n' pas jamais sans aucun aucune rien personne ni guère",
    'mais cependant pourtant toutefois malgré',
    true,
  ),
  pt: grammar('não nao nunca jamais sem nem nada ninguém nenhum nenhuma', 'mas porém contudo embora'),
  it: grammar('non mai senza né niente nulla nessun nessuno nessuna', 'ma però tuttavia comunque', true),
};
const noGrammar = grammar('', '');
export const grammarOf = (language: string): Grammar => grammars[language] ?? noGrammar;

const pattern = /([\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*['’]?)|([.,;:!?…()\n–—]+)/gu;

export function tokenise(text: string, language: string): Token[] {
  const { contrasts, elides } = grammarOf(language);
  const tokens: Token[] = [];
  let clause = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[1] === undefined) {
      clause++;
      continue;
    }
    // "l'équipe" is two words in French and Italian, "don't" is one in English.
    const parts = elides ? match[1].split(/(?<=['’])/) : [match[1].replace(/['’]$/, '')];
    let start = match.index;
    for (const part of parts) {
      const word = part.normalize('NFC').toLowerCase().replaceAll('’', "'");
      if (contrasts.has(word)) clause++;
      tokens.push({ word, start, end: start + part.length, clause });
      start += part.length;
    }
  }
  return tokens;
}

/** Where something stands in a text, in UTF-16 units: its first position, and the one after its last. */
export type Place = { start: number; end: number };

/** Where so many words stand, from the one at `at` on. */
export const placeOf = (tokens: readonly Token[], { at, length }: { at: number; length: number }): Place => ({
  start: tokens[at]?.start ?? 0,
  end: tokens[at + length - 1]?.end ?? 0,
});

const REACH = 3;

/** Whether one of the three words before, in the same clause, denies the word. "Not only" denies nothing. */
export function isNegated(tokens: readonly Token[], at: number, language: string): boolean {
  const { negators } = grammarOf(language);
  const { clause } = tokens[at] ?? { clause: -1 };
  for (let index = at - 1; index >= Math.max(0, at - REACH); index--) {
    const token = tokens[index];
    if (!token || token.clause !== clause) return false;
    if (negators.has(token.word))
      return !['only', 'just', 'nur', 'solo', 'sólo', 'seulement'].includes(tokens[index + 1]?.word ?? '');
  }
  return false;
}

export type Match<T> = { value: T; at: number; length: number };
/** Finds the terms of a list in a tokenised text, the longest at each place, never overlapping. */
export type Matcher<T> = (tokens: readonly Token[]) => Match<T>[];

/** No term's beginning is longer; a word of 10 000 letters must not cost 10 000 lookups. */
const LONGEST_PREFIX = 24;

type Entry<T> = { words: string[]; value: T };

/**
 * Compiles lists of terms. A term is one or more words; `*` at a word's end stands for any ending
 * ("frustrat*"). Terms are separated by commas or line ends.
 */
export function matcherOf<T>(lists: Iterable<readonly [T, string]>): Matcher<T> {
  const exact = new Map<string, Entry<T>[]>();
  const prefixes = new Map<string, Entry<T>[]>();
  for (const [value, terms] of lists) {
    for (const term of terms.split(/[,\n]/)) {
      const words = term.trim().normalize('NFC').toLowerCase().split(/\s+/);
      const [first] = words;
      if (!first) continue;
      const open = first.endsWith('*');
      const index = open ? prefixes : exact;
      const key = open ? first.slice(0, -1) : first;
      index.set(key, [...(index.get(key) ?? []), { words, value }]);
    }
  }
  return (tokens) => {
    const matches: Match<T>[] = [];
    for (let at = 0; at < tokens.length;) {
      const best = longest(candidates(tokens[at]?.word ?? '', exact, prefixes), tokens, at);
      if (best) matches.push({ value: best.value, at, length: best.words.length });
      at += best?.words.length ?? 1;
    }
    return matches;
  };
}

/** One matcher per language, compiled when it is first asked for; a language without lists matches nothing. */
export function matchersOf<T>(
  lists: Readonly<Record<string, Iterable<readonly [T, string]>>>,
): (language: string) => Matcher<T> {
  const compiled = new Map<string, Matcher<T>>();
  return (language) => {
    let matcher = compiled.get(language);
    if (!matcher)
      compiled.set(language, (matcher = matcherOf(Object.hasOwn(lists, language) ? (lists[language] ?? []) : [])));
    return matcher;
  };
}

function candidates<T>(word: string, exact: Map<string, Entry<T>[]>, prefixes: Map<string, Entry<T>[]>): Entry<T>[] {
  const found = [...(exact.get(word) ?? [])];
  for (let length = Math.min(word.length, LONGEST_PREFIX); length > 1; length--)
    found.push(...(prefixes.get(word.slice(0, length)) ?? []));
  return found;
}

/** More words win, then the more exact first word (candidates come in that order). */
function longest<T>(entries: readonly Entry<T>[], tokens: readonly Token[], at: number): Entry<T> | undefined {
  let best: Entry<T> | undefined;
  for (const entry of entries) {
    const fits = entry.words.every((word, offset) => {
      const token = tokens[at + offset]?.word ?? '';
      return word.endsWith('*') ? token.startsWith(word.slice(0, -1)) : token === word;
    });
    if (fits && entry.words.length > (best?.words.length ?? 0)) best = entry;
  }
  return best;
}
