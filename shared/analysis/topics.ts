import type { Phrase } from './split.ts';
import { grammarOf, type Place, placeOf, type Token, tokenise } from './words.ts';

/** A category or theme of the company's taxonomy with the words that point to it. */
export type TopicName = { name: string; keywords?: readonly string[] };

const MAX_TOPICS = 20;
const MAX_LENGTH = 100;
const MIN_SCORE = 0.7;
const leading =
  /^(?:the|a|an|this|that|these|those|my|our|your|their|his|her|its|some|any|all|every|der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|mein|meine|unser|unsere|ihr|ihre|el|la|los|las|un|una|unos|unas|mi|mis|su|sus|le|les|l'|une|des|du|mon|ma|mes|votre|vos|o|os|as|um|uma|il|lo|gli|i|uno)(?:\s+|(?<='))/iu;

/** A category or theme that a text touches: the words that point to it, and where one of them stands first. */
export type KnownTopic = Place & { name: string; signs: readonly string[][] };

/** The company's categories and themes whose name or keyword occurs in a text, in the order of the taxonomy. */
export function knownTopicsIn(text: string, language: string, taxonomy: readonly TopicName[]): KnownTopic[] {
  const tokens = tokenise(text, language);
  const stems = stemsOf(tokens);
  return taxonomy.flatMap(({ name, keywords = [] }) => {
    const signs = [name, ...keywords]
      .map((sign) => stemsOf(tokenise(sign, language)))
      .filter((sign) => sign.length > 0);
    const found = signs
      .flatMap((sign) => ({ at: indexOf(stems, sign), length: sign.length }))
      .filter(({ at }) => at >= 0);
    const first = found.toSorted((a, b) => a.at - b.at)[0];
    return first ? [{ name, signs, ...placeOf(tokens, first) }] : [];
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

/** A word without the endings that number and case put on it; rough on purpose, the same on both sides. */
export const stemsOf = (tokens: readonly Token[]): string[] =>
  tokens.map(({ word }) =>
    word.length > 4 ? word.replace(/(?:ies|y)$/, 'i').replace(/(?:es|en|er|e|s|n)$/, '') : word.replace(/s$/, ''),
  );

/** Where words stand beside each other among others; −1 where they do not. */
const indexOf = (stems: readonly string[], sign: readonly string[]): number =>
  stems.findIndex((_, at) => sign.every((stem, offset) => stems[at + offset] === stem));
