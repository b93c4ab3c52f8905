import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { piecesOf, type Place } from './pieces.ts';

type Props = { record: Feedback; field: 'subject' | 'comments' | 'context'; as?: 'h2' | 'h3' | 'p' };

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
