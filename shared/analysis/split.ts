/** Cuts long texts into pieces that Comprehend accepts, and puts the pieces' results together again. */

/** Largest document of a batch call: "5 KB" of UTF-8 in Comprehend's quotas. */
const MAX_BYTES = 5000;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });
const words = new Intl.Segmenter('und', { granularity: 'word' });

export const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * Pieces of at most `maxBytes` UTF-8 bytes (at least 4) whose concatenation is the text. Cuts fall after a sentence,
 * else after a word, else between graphemes; inside a grapheme only where a single one is larger than a piece,
 * and never inside a code point.
 */
export function splitText(text: string, maxBytes = MAX_BYTES): string[] {
  if (bytesOf(text) <= maxBytes) return [text];
  const sentenceEnds = ends(sentences.segment(text));
  const wordEnds = ends(words.segment(text));
  const pieces: string[] = [];
  let start = 0;
  let fitting: number[] = [];
  let bytes = 0;
  const cut = () => {
    const at =
      fitting.findLast((end) => sentenceEnds.has(end)) ??
      fitting.findLast((end) => wordEnds.has(end)) ??
      fitting.at(-1) ??
      start;
    pieces.push(text.slice(start, at));
    fitting = fitting.filter((end) => end > at);
    bytes = bytesOf(text.slice(at, fitting.at(-1) ?? at));
    start = at;
  };
  for (const { index, segment } of graphemes.segment(text)) {
    const parts = bytesOf(segment) > maxBytes ? Array.from(segment) : [segment];
    let end = index;
    for (const part of parts) {
      while (bytes + bytesOf(part) > maxBytes) cut();
      end += part.length;
      bytes += bytesOf(part);
      fitting.push(end);
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

const ends = (segments: Intl.Segments): ReadonlySet<number> =>
  new Set(Array.from(segments, ({ index, segment }) => index + segment.length));

/** Words as a reader counts them, also where a language writes no spaces. */
export function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of words.segment(text)) if (isWordLike) count++;
  return count;
}

export type SentimentScores = { positive: number; negative: number; neutral: number; mixed: number };
export type Phrase = { text: string; score: number };

/** From this share on, praise and blame in different pieces make the whole text mixed. */
const MIXED_SHARE = 0.3;

/** The scores of a whole text: the mean of its pieces, weighted by their length. */
export function mergeScores(pieces: readonly { weight: number; scores: SentimentScores }[]): SentimentScores {
  const total = pieces.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (key: keyof SentimentScores) =>
    total === 0 ? 0 : pieces.reduce((sum, { weight, scores }) => sum + weight * scores[key], 0) / total;
  return { positive: mean('positive'), negative: mean('negative'), neutral: mean('neutral'), mixed: mean('mixed') };
}

/** The label of merged scores: the largest, but `mixed` where both praise and blame weigh 30 % or more. */
export function labelOf(scores: SentimentScores): keyof SentimentScores {
  if (scores.positive >= MIXED_SHARE && scores.negative >= MIXED_SHARE) return 'mixed';
  const order = ['neutral', 'mixed', 'negative', 'positive'] as const;
  return order.reduce((best, label) => (scores[label] > scores[best] ? label : best));
}

/** Each phrase once, however often and in whatever letter case it occurs, with its best score; best first. */
export function mergePhrases(phrases: readonly Phrase[]): Phrase[] {
  const best = new Map<string, Phrase & { count: number }>();
  for (const { text, score } of phrases) {
    const key = text.toLowerCase();
    const seen = best.get(key);
    best.set(key, {
      text: seen?.text ?? text,
      score: Math.max(score, seen?.score ?? 0),
      count: (seen?.count ?? 0) + 1,
    });
  }
  return [...best.values()]
    .sort((a, b) => b.count - a.count || b.score - a.score)
    .map(({ text, score }) => ({ text, score }));
}
