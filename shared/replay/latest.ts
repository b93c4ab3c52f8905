const MOST_RECORDS = 10_000;

/** The part of an id that tells records apart: the rest is the time, and would only take room. */
export const endOf = (feedbackId: string): string => feedbackId.slice(-12);

/**
 * Notes something about a record in a map of the latest {@link MOST_RECORDS}, by {@link endOf} its id. Tells whether
 * another one was forgotten for it.
 */
export function noteLatest<V>(latest: Map<string, V>, feedbackId: string, value: V): boolean {
  const id = endOf(feedbackId);
  latest.delete(id);
  latest.set(id, value);
  if (latest.size <= MOST_RECORDS) return false;
  for (const oldest of latest.keys()) {
    latest.delete(oldest);
    break;
  }
  return true;
}
