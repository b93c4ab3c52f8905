import { settingsOf } from '../company/settings.ts';
import type { Settings } from '../company/settings.schema.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import { everLinked, linked } from '../initiative/initiative.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { candidateIds, countingRecords, MOST_CANDIDATES } from './candidates.ts';
import { sharedWords, type Text, textOf } from './compare.ts';
import { cosineOf, type Frequencies, LEAST } from './cosine.ts';
import { lastYear, measuresOf } from './similar.ts';
import type { InitiativeSuggestion } from './similarity.schema.ts';
import { snapshotOf } from './snapshot.ts';
import { languageIn, type Word } from './terms.ts';

type FeedbackId = Id<'feedback'>;
type Suggested = { feedbackId: FeedbackId; score: number; shared: Word[] };
type Position = Pick<Suggested, 'feedbackId' | 'score'>;

const MOST_LINKED = 50;

/**
 * Feedback of the last 12 months that is similar to a record that is linked to an initiative, and was linked to nothing
 * within the last 30 days; the most similar first. It is compared anew for each page. 404 for an unknown initiative.
 */
export async function suggestions(
  ctx: Context,
  { initiativeId, limit, cursor }: { initiativeId: Id<'initiative'>; limit: number; cursor?: string | undefined },
): Promise<Page<InitiativeSuggestion>> {
  const { items } = await linked(ctx, { initiativeId, limit: MOST_LINKED });
  const asked = { name: 'initiative-suggestions', filter: initiativeId, limit, cursor };
  return pageFrom(ctx, asked, async function* (from: Position | undefined) {
    const all = await suggestedBy(ctx, items);
    const rest = from ? all.filter((one) => inOrder(from, one) < 0) : all;
    yield rest.map(({ feedbackId, ...one }, at) => ({
      item: { feedbackId, ...measuresOf(one) },
      after: at + 1 < rest.length ? { feedbackId, score: one.score } : undefined,
    }));
  });
}

/** The most similar first, of equal ones the newest. */
const inOrder = (a: Position, b: Position): number =>
  b.score - a.score || Number(a.feedbackId < b.feedbackId) - Number(a.feedbackId > b.feedbackId);

async function suggestedBy(ctx: Context, records: readonly Feedback[]): Promise<Suggested[]> {
  const settings = await settingsOf(ctx);
  const languages = Map.groupBy(records, (record) => languageIn(record, settings));
  const most = Math.ceil(MOST_CANDIDATES / Math.max(1, languages.size));
  const found: Suggested[] = [];
  for (const [language, same] of languages) {
    const frequencies = await snapshotOf(ctx, language);
    const texts = same.map((record) => textOf(record, language, frequencies));
    const not = new Set(records.map(({ feedbackId }) => feedbackId));
    const ids = await candidateIds(ctx, typicalOf(texts), { span: lastYear(ctx), not, most });
    const free = await unlinked(ctx, await countingRecords(ctx, ids));
    found.push(...free.flatMap((record) => closest(record, texts, { settings, language, frequencies }) ?? []));
  }
  return found.toSorted(inOrder);
}

/** Words of some texts by what their stems weigh in all of them together: what many say, and others seldom, comes first. */
function typicalOf(texts: readonly Text[]): Word[] {
  const sums = new Map<string, number>();
  for (const { vector } of texts)
    for (const [term, weight] of vector.weights) sums.set(term, (sums.get(term) ?? 0) + weight);
  const words = new Map(texts.flatMap((text) => text.words).map((word) => [word.stem, word]));
  const weightOf = ({ stem }: Word): number => sums.get(stem) ?? 0;
  return [...words.values()].toSorted((a, b) => weightOf(b) - weightOf(a) || (a.stem < b.stem ? -1 : 1));
}

async function unlinked(ctx: Context, records: readonly StoredFeedback[]): Promise<StoredFeedback[]> {
  const known = await everLinked(
    ctx,
    records.map(({ feedbackId }) => feedbackId as FeedbackId),
  );
  return records.filter(({ feedbackId }) => !known.has(feedbackId as FeedbackId));
}

/** A record beside the text that it is most similar to; undefined where it is similar to none. */
function closest(
  record: StoredFeedback,
  texts: readonly Text[],
  { settings, language, frequencies }: { settings: Settings; language: string; frequencies: Frequencies },
): Suggested | undefined {
  if (languageIn(record, settings) !== language) return undefined;
  const own = textOf(record, language, frequencies);
  const [best] = texts
    .map(({ vector }) => ({ vector, score: cosineOf(own.vector, vector) }))
    .toSorted((a, b) => b.score - a.score);
  if (!best || best.score < LEAST.initiative) return undefined;
  return { feedbackId: record.feedbackId as FeedbackId, score: best.score, shared: sharedWords(own, best.vector) };
}
