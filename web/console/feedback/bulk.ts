import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';

/** What came of one record among several: done, with how it is taken back where it can be, or refused. */
export type Result = { record: Feedback; error?: unknown; undo?: () => Promise<unknown> };
export type Act = (record: Feedback) => Promise<(() => Promise<unknown>) | undefined>;
/** Does something to records, and says of each what came of it. */
export type Way = (records: readonly Feedback[], onDone: (done: number) => void) => Promise<Result[]>;

const AT_ONCE = 4;

/** Does something to each record for itself: one that is refused spoils no other, and each says what came of it. */
export async function toEach(
  records: readonly Feedback[],
  act: Act,
  onDone: (done: number) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  let done = 0;
  // One iterator for all who work: each record is taken by one of them.
  const waiting = records.entries();
  const work = async (): Promise<void> => {
    for (const [index, record] of waiting) {
      try {
        const undo = await act(record);
        results[index] = { record, ...(undo && { undo }) };
      } catch (error) {
        results[index] = { record, error };
      }
      onDone((done += 1));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

export const each =
  (act: Act): Way =>
  (records, onDone) =>
    toEach(records, act, onDone);

/** Tags with one more, or one less; null where none is left, as the API takes it. */
export function tagsWith({ tags = [] }: Pick<Feedback, 'tags'>, tag: string, add: boolean): string[] | null {
  const others = tags.filter((one) => one !== tag);
  const after = add ? [...others, tag] : others;
  return after.length > 0 ? after : null;
}
