import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { grammarOf, type Match, matchersOf, type Token, tokenise } from '../../shared/analysis/words.ts';
import { german } from './lexicons/de.ts';
import { emoji } from './lexicons/emoji.ts';
import { english } from './lexicons/en.ts';
import { spanish } from './lexicons/es.ts';
import { french } from './lexicons/fr.ts';
import { italian } from './lexicons/it.ts';
import { portuguese } from './lexicons/pt.ts';

type SentimentScore = { Positive: number; Negative: number; Neutral: number; Mixed: number };
export type Sentiment = { Sentiment: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL' | 'MIXED'; SentimentScore: SentimentScore };

const matcherFor = matchersOf({
  en: english,
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
});

/** VADER's words with a rating; its emoticons are covered by our own table. */
const vader: ReadonlyMap<string, number> = new Map(
  readFileSync(
    join(dirname(createRequire(import.meta.url).resolve('vader-sentiment/package.json')), 'vader_lexicon.txt'),
    'utf8',
  )
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([word = '']) => /^[a-z][a-z'-]*$/.test(word))
    .map(([word = '', valence]) => [word, Number(valence)]),
);

const emojiValues = new Map(
  emoji.flatMap(([valence, signs]) => signs.split(' ').map((sign) => [sign, valence] as const)),
);
const emojiPattern = new RegExp(
  [...emojiValues.keys()]
    .sort((a, b) => b.length - a.length)
    .map((sign) => sign.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
    .join('|'),
  'gu',
);

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const boosters = words(
  'very really extremely absolutely so too totally completely highly incredibly super most such truly quite sehr extrem total absolut wirklich richtig echt besonders völlig muy demasiado totalmente realmente tan sumamente très trop vraiment extrêmement tellement complètement muito realmente bastante molto davvero troppo veramente',
);
const dampers = words(
  'slightly somewhat bit little kinda barely partly fairly mildly etwas bisschen leicht ziemlich poco algo ligeramente un-peu peu assez légèrement pouco po',
);
/** What follows one of these says what the writer means; what stands before is conceded. */
const turns = words(
  'but however nevertheless nonetheless aber jedoch allerdings pero mais cependant pourtant mas porém ma però',
);

const BOOST = 0.293;
const NEGATION = -0.74;
const REACH = 3;
/** Where a sum of valences counts as half-way certain; VADER's constant. */
const NORMAL = 15;

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });

/**
 * Rates a text with word valences. Per sentence: negation up to three words back within the clause turns and
 * weakens a word, boosters and capitals strengthen it, what precedes a "but" counts half and what follows one and
 * a half. Confidence comes from the sum; strong praise beside strong blame is mixed.
 */
export function sentimentOf(text: string, language: string): Sentiment {
  let [sum, praise, blame, turned] = [0, 0, 0, false];
  for (const { segment } of sentences.segment(text)) {
    const tokens = tokenise(segment, language);
    const turn = tokens.findLastIndex(({ word }) => turns.has(word));
    turned ||= turn > 0;
    const shouting = Math.min(segment.split('!').length - 1, 3) * 0.292;
    const capitals = /\p{Ll}/u.test(segment);
    for (const rated of valences(tokens, language)) {
      let { valence } = rated;
      const { start, word } = tokens[rated.at] ?? { start: 0, word: '' };
      if (capitals && word.length > 2 && /^\p{Lu}{3,}/u.test(segment.slice(start)))
        valence += Math.sign(valence) * 0.733;
      valence += Math.sign(valence) * shouting * 0.5;
      sum += valence * (turn <= 0 ? 1 : rated.at > turn ? 1.5 : 0.5);
      if (valence > 0) praise += valence;
      else blame -= valence;
    }
  }
  for (const [sign] of text.matchAll(emojiPattern)) {
    const valence = emojiValues.get(sign) ?? 0;
    sum += valence;
    if (valence > 0) praise += valence;
    else blame -= valence;
  }
  return scored(sum / Math.sqrt(sum * sum + NORMAL), praise, blame, turned);
}

type Rated = { at: number; valence: number };

function valences(tokens: readonly Token[], language: string): Rated[] {
  const found: Match<number>[] = matcherFor(language)(tokens);
  const places = (matches: Match<number>[]) =>
    new Set(matches.flatMap(({ at, length }) => Array.from({ length }, (_, offset) => at + offset)));
  const taken = places(found);
  const inTerm = places(found.filter(({ length }) => length > 1));
  if (language === 'en') {
    tokens.forEach(({ word }, at) => {
      const value = taken.has(at) ? undefined : vader.get(word);
      if (value !== undefined) found.push({ value, at, length: 1 });
    });
  }
  return found
    .filter(({ value }) => value !== 0)
    .map(({ value, at }) => ({ at, valence: inContext(value, at, tokens, inTerm, language) }));
}

function inContext(
  valence: number,
  at: number,
  tokens: readonly Token[],
  inTerm: ReadonlySet<number>,
  language: string,
): number {
  const { negators } = grammarOf(language);
  const clause = tokens[at]?.clause;
  let result = valence;
  let denied = false;
  for (let back = 1; back <= REACH; back++) {
    const token = tokens[at - back];
    if (!token || token.clause !== clause) break;
    const strength = BOOST * (1 - (back - 1) * 0.1) * Math.sign(valence);
    if (boosters.has(token.word)) result += strength;
    else if (dampers.has(token.word)) result -= strength;
    // A negation inside another term ("never again") has done its work there.
    else if (negators.has(token.word) && !inTerm.has(at - back) && tokens[at - back + 1]?.word !== 'only')
      denied = true;
  }
  return denied ? result * NEGATION : result;
}

/** Turns a sum of valences, −1..1, into four confidences that add up to 1. */
function scored(compound: number, praise: number, blame: number, turned: boolean): Sentiment {
  const weaker = Math.min(praise, blame);
  const balance = weaker / Math.max(praise, blame, 1);
  const logits = {
    Positive: 6 * compound,
    Negative: -6 * compound,
    Neutral: 1 - 6 * Math.abs(compound),
    Mixed: weaker < 1 ? -4 : 8 * (balance - 0.5) + (turned ? 2 : 0),
  };
  const total = Object.values(logits).reduce((sum, logit) => sum + Math.exp(logit), 0);
  const share = (logit: number) => Math.exp(logit) / total;
  const SentimentScore = {
    Positive: share(logits.Positive),
    Negative: share(logits.Negative),
    Neutral: share(logits.Neutral),
    Mixed: share(logits.Mixed),
  };
  const keys = ['Neutral', 'Mixed', 'Negative', 'Positive'] as const;
  const best = keys.reduce((a, b) => (SentimentScore[b] > SentimentScore[a] ? b : a));
  return { Sentiment: best.toUpperCase() as Sentiment['Sentiment'], SentimentScore };
}
