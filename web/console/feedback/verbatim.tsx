import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';

type Place = { start: number; end: number; mark: 'evidence' | 'pii' };

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

type Props = { record: Feedback; field: 'subject' | 'comments' | 'context'; as?: 'h3' | 'p' };

/** What somebody said, in their own direction, with the words marked that show what the analysis says. */
export function Verbatim({ record, field, as: As = 'p' }: Props) {
  const { analysis } = record;
  const evidence = [...(analysis?.evidence ?? []), ...(analysis?.early?.evidence ?? [])];
  const places: Place[] = [
    ...evidence.flatMap((one) =>
      one.field === field && one.start !== undefined && one.end !== undefined
        ? [{ start: one.start, end: one.end, mark: 'evidence' as const }]
        : [],
    ),
    ...(analysis?.pii ?? []).flatMap(({ field: where, start, end }) =>
      where === field ? [{ start, end, mark: 'pii' as const }] : [],
    ),
  ];
  return (
    <As className={As === 'p' ? 'verbatim' : undefined} dir="auto" lang={record.language ?? analysis?.language}>
      {piecesOf(record[field] ?? '', places).map(({ at, text, mark }) =>
        mark ? (
          <mark key={at} className={mark}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </As>
  );
}
