import { isVisible } from '../feedback/feedback.change.ts';
import { idsOfSpan, type Span } from '../feedback/feedback.pages.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { findAll } from '../feedback/feedback.walk.ts';
import { FEEDBACK_WORDS } from '../feedback/feedback.words.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { idsUnder, newestUnder } from '../kernel/postings.ts';
import { wordsOf } from '../kernel/words.ts';
import type { Frequencies } from './cosine.ts';
import type { Word } from './terms.ts';

type FeedbackId = Id<'feedback'>;

const RAREST = 5;
/** Stems that are looked up at most, when rarer ones lead nowhere. */
const MOST_LOOKED_UP = 15;
/** From so many records under a beginning on, only the newest of the word itself are read. */
const FREQUENT = 2_000;
export const MOST_CANDIDATES = 500;

/** Stems of a text, the rarest first: those that fewest texts hold, of equal ones the longest. */
export const rarestFirst = (words: readonly Word[], { df }: Frequencies): Word[] =>
  [...new Map(words.map((one) => [one.stem, one])).values()].toSorted(
    (a, b) =>
      (df.get(a.stem) ?? 0) - (df.get(b.stem) ?? 0) || b.stem.length - a.stem.length || (a.stem < b.stem ? -1 : 1),
  );

/** How all words of a stem begin in the index of searches; undefined where that is too short to be in it. */
export function beginningOf({ word, stem }: Pick<Word, 'word' | 'stem'>): string | undefined {
  let length = 0;
  while (length < stem.length && stem[length] === word[length]) length++;
  // The stem of "companies" is that of "company".
  const same = word.slice(0, stem.endsWith('i') && length === stem.length ? length - 1 : length);
  return wordsOf(same)[0];
}

/** Newest first: ids of feedback begin with their time. */
const newestFirst = (ids: Iterable<FeedbackId>): FeedbackId[] => [...ids].toSorted((a, b) => (a < b ? 1 : -1));

/**
 * Ids of records of a span that share a rare word with a text: by the postings of its five rarest stems, without those
 * that lead to no other record; of these the newest, so many at most.
 */
export async function candidateIds(
  ctx: Context,
  rarest: readonly Word[],
  { span, not, most = MOST_CANDIDATES }: { span: Span; not: ReadonlySet<string>; most?: number },
): Promise<FeedbackId[]> {
  const [low, high] = idsOfSpan(span);
  const found = new Set<FeedbackId>();
  let telling = 0;
  for (let at = 0; at < Math.min(rarest.length, MOST_LOOKED_UP) && telling < RAREST; at += RAREST) {
    const looked = await Promise.all(rarest.slice(at, at + RAREST).map((word) => idsOf(ctx, word, [low, high])));
    for (const ids of looked) {
      const others = ids.filter((id) => id >= low && id <= high && !not.has(id));
      if (others.length === 0 || telling >= RAREST) continue;
      telling++;
      for (const id of others) found.add(id);
    }
  }
  return newestFirst(found).slice(0, most);
}

async function idsOf(
  ctx: Context,
  word: Word,
  between: readonly [low: FeedbackId, high: FeedbackId],
): Promise<FeedbackId[]> {
  const beginning = beginningOf(word);
  if (beginning === undefined) return [];
  const all = await idsUnder<FeedbackId>(ctx, FEEDBACK_WORDS, beginning, { limit: FREQUENT });
  if (all) return [...all];
  const [whole = beginning] = wordsOf(word.word);
  return newestUnder(ctx, FEEDBACK_WORDS, whole, { between, limit: MOST_CANDIDATES });
}

/** The records of some ids that this caller may know of and that count, as the table shows them now. */
export const countingRecords = async (ctx: Context, ids: readonly FeedbackId[]): Promise<StoredFeedback[]> =>
  (await findAll(ctx, ids)).filter((record) => isVisible(ctx, record) && !record.excluded);
