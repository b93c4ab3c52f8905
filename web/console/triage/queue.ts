/** What was decided here and what of it was taken back, while the list of the API still says what was before. */
export type Queue<T> = {
  /** Decided here, or about to be. */
  done: ReadonlySet<string>;
  /** Taken back, or refused: they come first, as they are now. */
  back: readonly T[];
  /** What can be undone, the last one last. */
  made: readonly Made<T>[];
};
export type Made<T> = { item: T; choice: string; batchId?: string };

export type Step<T> =
  | { step: 'decide'; item: T; choice: string }
  | { step: 'accepted'; item: T; batchId: string }
  /** It is being undone; what is undone next is the one before. */
  | { step: 'undoing'; item: T }
  /** It could not be undone for now. */
  | { step: 'stays'; made: Made<T>; item: T }
  /** Refused or undone: the item waits again. */
  | { step: 'back'; item: T };

export const emptyQueue = { done: new Set<string>(), back: [], made: [] };

export const queueOf =
  <T>(idOf: (item: T) => string) =>
  (queue: Queue<T>, step: Step<T>): Queue<T> => {
    const id = idOf(step.item);
    const others = queue.back.filter((one) => idOf(one) !== id);
    switch (step.step) {
      case 'decide':
        return {
          done: new Set([...queue.done, id]),
          back: others,
          made: [...queue.made, { item: step.item, choice: step.choice }],
        };
      case 'accepted':
        return {
          ...queue,
          made: queue.made.map((one) => (idOf(one.item) === id ? { ...one, batchId: step.batchId } : one)),
        };
      case 'undoing':
        return { ...queue, made: queue.made.filter((one) => idOf(one.item) !== id) };
      case 'stays':
        return { ...queue, made: [...queue.made, step.made] };
      case 'back':
        return {
          done: new Set([...queue.done].filter((one) => one !== id)),
          back: [step.item, ...others],
          made: queue.made.filter((one) => idOf(one.item) !== id),
        };
    }
  };

/** What waits, in order: what came back first, then the list without what was decided meanwhile. */
export function waitingOf<T>(queue: Queue<T>, listed: readonly T[], idOf: (item: T) => string): T[] {
  const back = new Set(queue.back.map(idOf));
  return [...queue.back, ...listed.filter((item) => !queue.done.has(idOf(item)) && !back.has(idOf(item)))];
}
