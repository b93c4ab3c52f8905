import type { ImportPreview } from '../../../shared/import/import.schema.ts';
import { DataTable } from '../kit/table.tsx';
import { exact } from '../kit/when.tsx';
import { nameOf } from '../texts/numbers.ts';
import { jobsTexts } from './texts/texts.ts';

/** What a row would be stored as; of it the preview knows no type. */
type Stored = {
  occurredAt?: string;
  subject?: string;
  comments?: string;
  category?: string;
  externalId?: string;
  contact?: { name?: string; email?: string };
  scores?: { metric: string; value: number; scaleMax?: number }[];
};

/** The first rows of a file as records, with what keeps some of them out. */
export function ImportRows({ preview }: { preview: ImportPreview }) {
  const j = jobsTexts();
  const of = (row: ImportPreview['rows'][number]): Stored => row.record ?? {};
  return (
    <>
      {preview.duplicates > 0 && <p className="note">{j.duplicates(preview.duplicates)}</p>}
      <DataTable
        caption={j.preview}
        rows={preview.rows}
        keyOf={({ line }) => String(line)}
        columns={[
          { name: j.line, number: true, cell: ({ line }) => line },
          {
            name: j.problems,
            cell: ({ problems, skipped }) => (
              <>
                {skipped !== undefined && <span className="tag warn">{j.skipped(nameOf(skipped))}</span>}
                {problems.map(({ column, code, message, value }) => (
                  <p key={`${column} ${code}`} className="field-error">
                    <bdi lang="en">
                      {column && `${column}: `}
                      {message}
                      {value !== undefined && ` (${value})`}
                    </bdi>
                  </p>
                ))}
              </>
            ),
          },
          { name: j.targets['occurredAt'] ?? '', cell: (row) => at(of(row).occurredAt) },
          {
            name: j.score,
            cell: (row) =>
              of(row)
                .scores?.map(
                  ({ metric, value, scaleMax }) => `${metric} ${value}${scaleMax === undefined ? '' : `/${scaleMax}`}`,
                )
                .join(', '),
          },
          {
            name: j.text,
            cell: (row) => (
              <span className="clip">
                <bdi>{[of(row).subject, of(row).comments].filter(Boolean).join(' – ')}</bdi>
              </span>
            ),
          },
          { name: j.targets['category'] ?? '', cell: (row) => <bdi>{of(row).category}</bdi> },
          {
            name: j.targets['contact.name'] ?? '',
            cell: (row) => <bdi>{of(row).contact?.name ?? of(row).contact?.email}</bdi>,
          },
          { name: j.targets['externalId'] ?? '', cell: (row) => <bdi>{of(row).externalId}</bdi> },
        ]}
      />
    </>
  );
}

const at = (instant: string | undefined): string =>
  instant === undefined || Number.isNaN(Date.parse(instant)) ? '' : exact(instant);
