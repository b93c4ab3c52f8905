import * as z from 'zod';
import { noteHandedOn } from './backlog.ts';
import { batchesOf } from './batches.ts';
import type { Context } from './context.ts';
import { handOn, type Lane, LaneMessage } from './lanes.ts';
import { refreshPostings } from './postings.ts';
import { SEARCH_QUEUE } from './queue-variable.ts';

/** Records of one kind whose words have changed; `gone` are words that a change took away, by the record's id. */
export const SearchMessage = LaneMessage.extend({
  kind: z.string(),
  gone: z.record(z.string(), z.array(z.string())).optional(),
});
export type SearchMessage = z.infer<typeof SearchMessage>;

/** A stored record, as far as it matters whether it is shown. */
type Shown = { deletedAt?: string };

/** How records of a kind are found by words that are not written with the record itself. */
export type SearchText<R extends Shown = Shown> = {
  /** Name of its postings. */
  postings: string;
  /** Field that holds the record's id. */
  id: string;
  /** Fields whose words lead to the record. */
  texts: readonly string[];
  wordsOf(record: R): ReadonlySet<string>;
  /** Whether a search for what has been changed may wait. */
  laneOf(record: R): Lane;
  /** Records as they are now, strongly consistent. */
  find(ctx: Context, ids: readonly string[]): Promise<readonly R[]>;
};

type Words = ReadonlySet<string>;
type Change = { before?: Shown; after?: Shown };
/** What a change does to the words of a record. */
type TextChange = { id: string; lane: Lane; gone: readonly string[] };

const fieldOf = (record: Shown | undefined, name: string): unknown =>
  (record as Record<string, unknown> | undefined)?.[name];
const wordsIn = (text: SearchText, record: Shown | undefined): Words =>
  record && record.deletedAt === undefined ? text.wordsOf(record) : new Set();

/** Undefined where a change leaves the words as they are. */
function textChangeOf(text: SearchText, { before, after }: Change): TextChange | undefined {
  const record = after ?? before;
  const isHidden = (one: Shown | undefined): boolean => one?.deletedAt !== undefined;
  if (
    !record ||
    (isHidden(before) === isHidden(after) && text.texts.every((name) => fieldOf(before, name) === fieldOf(after, name)))
  )
    return undefined;
  const [old, now] = [wordsIn(text, before), wordsIn(text, after)];
  const gone = [...old].filter((word) => !now.has(word));
  if (gone.length === 0 && now.size === 0) return undefined;
  return { id: String(fieldOf(record, text.id)), lane: text.laneOf(record), gone };
}

/** So few that a message of the backlog is done in seconds also at the slowest rate. */
const IDS_PER_MESSAGE = 50;
/** A word has at most 64 characters: so ten messages, which is one call, are below the queue's 256 KB. */
const WORDS_PER_MESSAGE = 80;

/**
 * A worker that is killed may leave a row of a word that it has read just before the word went. By then (the worker's
 * timeout, and some) no such worker is left, and words that went are taken away a second time.
 */
const AGAIN_SECONDS = 180;

/**
 * Puts records whose words have changed on the lanes of the search queue. A change that takes words away never waits
 * behind an import.
 */
export async function handOnText(ctx: Context, text: SearchText, stored: readonly Change[]): Promise<void> {
  const changes = stored.flatMap((change) => textChangeOf(text, change) ?? []);
  const about = { companyId: ctx.companyId, kind: text.postings, handedOnAt: new Date().toISOString() };
  const messages = [...Map.groupBy(merged(changes), ({ lane }) => lane)].flatMap(([lane, some]) =>
    packed(some).map((content): SearchMessage => ({ ...about, lane, ...content })),
  );
  const imported = messages.filter(({ lane }) => lane === 'backlog').reduce((sum, { ids }) => sum + ids.length, 0);
  if (imported > 0) await noteHandedOn(ctx, SEARCH_QUEUE, about.handedOnAt, imported);
  await handOn(SEARCH_QUEUE, messages);
  await handOn(
    SEARCH_QUEUE,
    messages.filter(({ gone }) => gone !== undefined),
    AGAIN_SECONDS,
  );
}

/** Files the words of records as they are now; `gone` are words that a change took away, by id. */
export const fileText = (ctx: Context, text: SearchText, gone: ReadonlyMap<string, Words>): Promise<void> =>
  refreshPostings(ctx, text.postings, gone, async (ids) => {
    const records = await text.find(ctx, ids);
    return new Map(records.map((record) => [String(fieldOf(record, text.id)), wordsIn(text, record)]));
  });

/** One change per record, with all words that went. */
function merged(changes: readonly TextChange[]): TextChange[] {
  return [...Map.groupBy(changes, ({ id }) => id)].map(([id, some]) => {
    const gone = [...new Set(some.flatMap((change) => change.gone))];
    return { id, gone, lane: gone.length > 0 ? 'new' : (some.at(-1)?.lane ?? 'new') };
  });
}

/** Ids and words in messages of a bounded size; a record that has lost many words is in several. */
function packed(changes: readonly TextChange[]): Pick<SearchMessage, 'ids' | 'gone'>[] {
  const still = changes.filter(({ gone }) => gone.length === 0).map(({ id }) => id);
  const messages: Pick<SearchMessage, 'ids' | 'gone'>[] = batchesOf(still, IDS_PER_MESSAGE).map((ids) => ({ ids }));
  let open: { ids: string[]; gone: Record<string, string[]> } | undefined;
  let words = 0;
  for (const { id, gone } of changes) {
    for (const some of batchesOf(gone, WORDS_PER_MESSAGE)) {
      if (!open || words + some.length > WORDS_PER_MESSAGE) {
        messages.push((open = { ids: [], gone: {} }));
        words = 0;
      }
      open.ids.push(id);
      open.gone[id] = some;
      words += some.length;
    }
  }
  return messages;
}
