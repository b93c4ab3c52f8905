import type { Phrase } from './split.ts';
import { grammarOf, type Place, placeOf, type Token, tokenise } from './words.ts';

/** A category or theme of the company's taxonomy with the words that point to it. */
export type TopicName = {
  name: string;
  /** Words that count in texts of every language. */
  keywords?: readonly string[];
  /** Words that count in texts of one language. */
  synonyms?: Readonly<Record<string, readonly string[]>>;
  /** A text with one of these is not about it, whatever else it says. */
  exclude?: readonly string[];
};

const MAX_TOPICS = 20;
const MAX_LENGTH = 100;
const MIN_SCORE = 0.7;
const leading =
  /^(?:the|a|an|this|that|these|those|my|our|your|their|his|her|its|some|any|all|every|der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|mein|meine|unser|unsere|ihr|ihre|el|la|los|las|un|una|unos|unas|mi|mis|su|sus|le|les|l'|une|des|du|mon|ma|mes|votre|vos|o|os|as|um|uma|il|lo|gli|i|uno)(?:\s+|(?<='))/iu;

/** A category or theme that a text touches: the words that point to it, and where one of them stands first. */
export type KnownTopic = Place & {
  name: string;
  /** Its position in the taxonomy. */
  topic: number;
  signs: readonly string[][];
};

/** A sign as it is looked for: its words' stems, and which topic it points to or speaks against. */
type Sign = { stems: readonly string[]; topic: number; excludes: boolean };
type Compiled = { byFirst: ReadonlyMap<string, readonly Sign[]>; signs: readonly (readonly string[][])[] };

/** A taxonomy can have 20 000 words: they are stemmed once for each language, not for each text. */
const compiled = new WeakMap<readonly TopicName[], Map<string, Compiled>>();

function compiledFor(taxonomy: readonly TopicName[], language: string): Compiled {
  const known = compiled.get(taxonomy) ?? new Map<string, Compiled>();
  compiled.set(taxonomy, known);
  const found = known.get(language) ?? compile(taxonomy, language);
  known.set(language, found);
  return found;
}

function compile(taxonomy: readonly TopicName[], language: string): Compiled {
  const byFirst = new Map<string, Sign[]>();
  const stemmed = (words: readonly string[]) =>
    words.map((word) => stemsIn(word, language)).filter((stems) => stems.length > 0);
  const signs = taxonomy.map(({ name, keywords = [], synonyms = {}, exclude = [] }, topic) => {
    const own = stemmed([name, ...keywords, ...(Object.hasOwn(synonyms, language) ? (synonyms[language] ?? []) : [])]);
    const all = [
      ...own.map((stems) => ({ stems, topic, excludes: false })),
      ...stemmed(exclude).map((stems) => ({ stems, topic, excludes: true })),
    ];
    for (const sign of all) {
      const [first = ''] = sign.stems;
      const same = byFirst.get(first);
      if (same) same.push(sign);
      else byFirst.set(first, [sign]);
    }
    return own;
  });
  return { byFirst, signs };
}

/**
 * The company's categories and themes of which a sign occurs in a text (their name, a keyword, or a synonym of the text's
 * language) and none that excludes them, in the order of the taxonomy.
 */
export function knownTopicsIn(text: string, language: string, taxonomy: readonly TopicName[]): KnownTopic[] {
  const { byFirst, signs } = compiledFor(taxonomy, language);
  const tokens = tokenise(text, language);
  const stems = stemsOf(tokens);
  const firsts = new Map<number, { at: number; length: number }>();
  const excluded = new Set<number>();
  for (const [at, stem] of stems.entries())
    for (const { stems: sign, topic, excludes } of byFirst.get(stem) ?? []) {
      if (sign.some((one, offset) => stems[at + offset] !== one)) continue;
      if (excludes) excluded.add(topic);
      else if (!firsts.has(topic)) firsts.set(topic, { at, length: sign.length });
    }
  return taxonomy.flatMap(({ name }, topic) => {
    const first = excluded.has(topic) ? undefined : firsts.get(topic);
    return first ? [{ name, topic, signs: signs[topic] ?? [], ...placeOf(tokens, first) }] : [];
  });
}

/**
 * What a text is about: first the company's categories and themes that were found in it, then key phrases that no such
 * word covers, without articles, lower case. At most 20.
 */
export function topicsOf(language: string, known: readonly KnownTopic[], phrases: readonly Phrase[]): string[] {
  const topics = new Set(known.map(({ name }) => name));
  for (const { text: phrase, score } of phrases) {
    const bare = phrase
      .normalize('NFC')
      .replaceAll('’', "'")
      .replace(leading, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
    if (score < MIN_SCORE || !isTelling(bare, language)) continue;
    const covered = stemsOf(tokenise(bare, language));
    if (!known.some(({ signs }) => signs.some((sign) => indexOf(covered, sign) >= 0))) topics.add(bare);
  }
  return [...topics].map((topic) => topic.slice(0, MAX_LENGTH).toWellFormed()).slice(0, MAX_TOPICS);
}

/**
 * The same where phrases were found before: known topics first, then those phrases that no word of theirs covers. Phrases are
 * taken as they are, so that doing it again changes nothing.
 */
export function topicsAmong(language: string, known: readonly KnownTopic[], phrases: readonly string[]): string[] {
  const isCovered = (phrase: string): boolean => {
    const stems = stemsOf(tokenise(phrase, language));
    return known.some(({ signs }) => signs.some((sign) => indexOf(stems, sign) >= 0));
  };
  const names = known.map(({ name }) => name.slice(0, MAX_LENGTH).toWellFormed());
  return [...new Set([...names, ...phrases.filter((phrase) => !isCovered(phrase))])].slice(0, MAX_TOPICS);
}

/** Words that name no topic when they stand alone. */
const vague = new Set(
  (
    'time times day days week weeks month months year years hour hours minute minutes today yesterday tomorrow morning thing things something anything nothing everything way lot bit people someone anyone everyone nobody one part end start case fact thanks thank you ' +
    'zeit tag tage woche wochen monat monate jahr jahre stunde stunden minute minuten heute gestern morgen ding sache sachen etwas nichts alles leute jemand niemand mal dank ' +
    'tiempo día días semana semanas mes meses año años hora horas minuto minutos hoy ayer mañana cosa cosas algo nada todo gente alguien nadie vez veces gracias ' +
    'temps jour jours semaine semaines mois an ans année années heure heures minute minutes hier demain chose choses rien tout gens quelque personne fois merci'
  ).split(' '),
);

/** At least three letters, not only numbers, not a mail address or link, and not a vague word or a negation alone. */
function isTelling(phrase: string, language: string): boolean {
  return (
    phrase.length <= MAX_LENGTH &&
    !/[@\d]{1,}.*\d{3}|@|:\/\//u.test(phrase) &&
    (/\p{L}{3}/u.test(phrase) || /\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}/u.test(phrase)) &&
    !vague.has(phrase) &&
    !grammarOf(language).negators.has(phrase)
  );
}

/** The stems of a text's words, by which words of the taxonomy are compared. */
export const stemsIn = (text: string, language: string): string[] => stemsOf(tokenise(text, language));

/** A word without the endings that number and case put on it; rough on purpose, the same on both sides. */
export const stemsOf = (tokens: readonly Token[]): string[] =>
  tokens.map(({ word }) =>
    word.length > 4 ? word.replace(/(?:ies|y)$/, 'i').replace(/(?:es|en|er|e|s|n)$/, '') : word.replace(/s$/, ''),
  );

/** Where words stand beside each other among others; −1 where they do not. */
const indexOf = (stems: readonly string[], sign: readonly string[]): number =>
  stems.findIndex((_, at) => sign.every((stem, offset) => stems[at + offset] === stem));
