export type Place = { start: number; end: number; mark: 'evidence' | 'pii' };

/** Pieces of a text, in order: what is marked in it, and what lies between. Of marks that overlap the first one counts. */
export function piecesOf(text: string, places: readonly Place[]): { at: number; text: string; mark?: Place['mark'] }[] {
  const pieces: { at: number; text: string; mark?: Place['mark'] }[] = [];
  let at = 0;
  for (const { start, end, mark } of places.toSorted((one, other) => one.start - other.start)) {
    if (start < at || end > text.length || end <= start) continue;
    if (start > at) pieces.push({ at, text: text.slice(at, start) });
    pieces.push({ at: start, text: text.slice(start, end), mark });
    at = end;
  }
  if (at < text.length) pieces.push({ at, text: text.slice(at) });
  return pieces;
}
