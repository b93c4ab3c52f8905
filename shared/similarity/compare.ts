import { settingsOf } from '../company/settings.ts';
import type { Settings } from '../company/settings.schema.ts';
import type { Span } from '../feedback/feedback.pages.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import { candidateIds, countingRecords, rarestFirst } from './candidates.ts';
import { cosineOf, type Frequencies, sharedStems, type Vector, vectorOf } from './cosine.ts';
import { snapshotOf } from './snapshot.ts';
import { languageIn, termsOf, type Word, wordsIn } from './terms.ts';

/** A text that is compared with others: its language, its words, and what they weigh. */
export type Text = { language: string; words: Word[]; vector: Vector };
/** A record that is as similar to a text as it says, 0 to 1, and the words of the text whose stems both have. */
export type Match = { record: StoredFeedback; score: number; shared: Word[] };

export function textOf(record: Partial<Feedback>, language: string, frequencies: Frequencies): Text {
  return { language, words: wordsIn(record, language), vector: vectorOf(termsOf(record, language), frequencies) };
}

/** The words of a text whose stems both texts have, those that bring them closest together first; one for each stem. */
export function sharedWords({ words, vector }: Text, other: Vector): Word[] {
  const first = new Map(words.toReversed().map((word) => [word.stem, word]));
  return sharedStems(vector, other).flatMap((stem) => first.get(stem) ?? []);
}

/** Those of some records of a text's language that are at least so similar to it, the most similar first, of equal ones the newest. */
export function compared(
  text: Text,
  records: readonly StoredFeedback[],
  { settings, frequencies, least }: { settings: Settings; frequencies: Frequencies; least: number },
): Match[] {
  return records
    .flatMap((record): Match[] => {
      if (languageIn(record, settings) !== text.language) return [];
      const vector = vectorOf(termsOf(record, text.language), frequencies);
      const score = cosineOf(text.vector, vector);
      return score >= least ? [{ record, score, shared: sharedWords(text, vector) }] : [];
    })
    .toSorted((a, b) => b.score - a.score || (a.record.feedbackId < b.record.feedbackId ? 1 : -1));
}

/** Records of a span that are similar to a record by the words that both hold; the record itself is none of them. */
export async function similarTo(
  ctx: Context,
  record: Feedback,
  { span, least, most }: { span: Span; least: number; most?: number },
): Promise<Match[]> {
  const settings = await settingsOf(ctx);
  const language = languageIn(record, settings);
  const frequencies = await snapshotOf(ctx, language);
  const text = textOf(record, language, frequencies);
  const not = new Set([record.feedbackId]);
  const ids = await candidateIds(ctx, rarestFirst(text.words, frequencies), { span, not, ...(most && { most }) });
  return compared(text, await countingRecords(ctx, ids), { settings, frequencies, least });
}
