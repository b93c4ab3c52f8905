import { eachBatch } from './batches.ts';
import { replace } from './change.ts';
import type { Context } from './context.ts';
import type { Id } from './id-kinds.ts';
import { compact, jsonEqual } from './json.ts';
import { retryOnConflict } from './retry.ts';
import type { RecordBase, Store, Stored } from './store.ts';

/**
 * One person under all names, as records know them. Made of what a request names and of the customers that this leads to
 * (`privacy/person.ts`).
 */
export type Person = {
  /** Ids of ours: one, unless several customers have the address. */
  customerIds: readonly Id<'customer'>[];
  /** Keys under which records of the person lie (`customerKeyOf`). */
  names: readonly string[];
  emails: readonly string[];
  /** E.164. */
  phones: readonly string[];
  /** What the person is called: whole names and their parts. */
  called: readonly string[];
  /** Texts that name this person and nobody else: whole names, addresses, numbers, ids that are long enough. */
  marks: readonly string[];
  /** What they have said, whichever name it was said under; deleted records among them. */
  feedbackIds: readonly Id<'feedback'>[];
  /** What they were asked. */
  surveyIds: readonly Id<'survey'>[];
};

/** What one kind of record, or of file, holds of persons. Declared beside its store, listed in `privacy/kinds.ts`. */
export type PersonalKind = {
  /** As its rows name it in `__edb_e__`; of files, as the list calls them. */
  kind: string;
  /** All that it holds of a person, as the person may see it: none of the keys and notes of the machinery. */
  heldOf(ctx: Context, person: Person): Promise<readonly object[]>;
  /**
   * Takes the person out of it, so that no number moves; returns of how many records. Done twice it comes to the same, and
   * what it needs to find them again goes last.
   */
  erase(ctx: Context, person: Person): Promise<number>;
};

/** Whether a text names a person, in whichever letter case. */
export const mentions = (text: string, { marks }: Pick<Person, 'marks'>): boolean => {
  const lower = text.toLowerCase();
  return marks.some((mark) => lower.includes(mark.toLowerCase()));
};

/** What stands in the place of words of a person who was erased: whether something was said stays countable. */
export const ERASED = '[erased]';

/** A text that is taken away, where there is one. */
export const erasedText = <T extends string | undefined>(text: T): T => (text === undefined ? text : (ERASED as T));

const AT_A_TIME = 8;

/**
 * Takes a person out of some records, deleted ones too, by what `without` leaves of them: an own finding, so nobody's If-Match goes
 * stale. Returns how many were changed; none the second time.
 */
export async function eraseRecords<R extends RecordBase, I extends keyof R, Q extends string, S>(
  ctx: Context,
  store: Store<R, I, Q, S>,
  ids: readonly R[I][],
  without: (record: Stored<R>) => Stored<R>,
): Promise<number> {
  const keyless = { ...ctx, idempotency: undefined };
  let changed = 0;
  await eachBatch(ids, { size: 1, parallel: AT_A_TIME }, async ([id]) => {
    const isChanged = await retryOnConflict(keyless, async () => {
      const before = await store.find(keyless, id as R[I]);
      const after = before && compact(without(before));
      if (!before || jsonEqual(after, before)) return false;
      await replace(keyless, store, before, after as Stored<R>, { action: 'erase', silent: true });
      return true;
    });
    if (isChanged) changed += 1;
  });
  return changed;
}

/** The records among some ids that are there, as callers see them. */
export async function foundAmong<R extends RecordBase, I extends keyof R, Q extends string, S>(
  ctx: Context,
  store: Store<R, I, Q, S>,
  ids: readonly R[I][],
): Promise<S[]> {
  const found: S[] = [];
  await eachBatch(ids, { size: 1, parallel: AT_A_TIME }, async ([id]) => {
    const record = await store.find(ctx, id as R[I]);
    if (record && record.deletedAt === undefined) found.push(store.publicOf(record));
  });
  return found;
}
