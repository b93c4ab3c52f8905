import type { Place } from './words.ts';

/** The texts that are analysed, in the order in which findings are kept. */
export const fields = ['subject', 'comments', 'context'] as const;
export type Field = (typeof fields)[number];
export type Texts = { [F in Field]?: string | undefined };

const JOINT = '\n';

/** What a customer said, as one text: subject, comments and context, a line each. */
export const textOf = (record: Texts): string => fields.flatMap((field) => record[field] ?? []).join(JOINT);

/** Places in the text of {@link textOf}, in its order, become places in its fields. */
export function spansIn<P extends Place>(record: Texts, places: readonly P[]): (P & { field: Field })[] {
  let from = 0;
  return fields.flatMap((field) => {
    const length = record[field]?.length;
    if (length === undefined) return [];
    const inField = places.flatMap((place) => {
      const [start, end] = [Math.max(place.start - from, 0), Math.min(place.end - from, length)];
      return start < end ? [{ ...place, field, start, end }] : [];
    });
    from += length + JOINT.length;
    return inField;
  });
}
