import type { ImportPreview } from '../../../shared/import/import.schema.ts';
import { type Column, DataTable } from '../kit/table.tsx';
import { exact } from '../kit/when.tsx';
import { nameOf } from '../texts/numbers.ts';
import type { Words } from './texts/en.ts';
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
  businessName?: string;
  firstName?: string;
  lastName?: string;
  emails?: { address: string }[];
  phones?: { number: string }[];
  addresses?: { city?: string; country?: string }[];
  externalIds?: { id: string }[];
  doNotContact?: { value: boolean };
  consents?: { purpose: string; channel: string; state: string }[];
};
type Row = ImportPreview['rows'][number];
const of = (row: Row): Stored => row.record ?? {};

/** The first rows of a file as records, with what keeps some of them out. */
export function ImportRows({ preview, resource }: { preview: ImportPreview; resource: 'feedback' | 'customers' }) {
  const j = jobsTexts();
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
          ...(resource === 'customers' ? ofCustomers(j) : ofFeedback(j)),
        ]}
      />
    </>
  );
}

const ofFeedback = (j: Words): Column<Row>[] => [
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
];

const ofCustomers = (j: Words): Column<Row>[] => [
  {
    name: j.targets['contact.name'] ?? '',
    cell: (row) => <bdi>{of(row).businessName ?? [of(row).firstName, of(row).lastName].filter(Boolean).join(' ')}</bdi>,
  },
  {
    name: j.customerTargets['email'] ?? '',
    cell: (row) => <bdi>{listed(of(row).emails?.map((one) => one.address))}</bdi>,
  },
  {
    name: j.customerTargets['phone'] ?? '',
    cell: (row) => <bdi dir="ltr">{listed(of(row).phones?.map((one) => one.number))}</bdi>,
  },
  {
    name: j.customerTargets['address.city'] ?? '',
    cell: (row) => (
      <bdi>{listed(of(row).addresses?.map(({ city, country }) => [city, country].filter(Boolean).join(', ')))}</bdi>
    ),
  },
  {
    name: j.consents,
    cell: (row) => (
      <>
        {of(row).doNotContact?.value === true && <span className="tag warn">{j.customerTargets['doNotContact']}</span>}{' '}
        {of(row).consents?.map(({ purpose, channel, state }) => (
          <span key={purpose + channel} className="note">
            {nameOf(purpose)} · {nameOf(channel)}: {nameOf(state)}{' '}
          </span>
        ))}
      </>
    ),
  },
  {
    name: j.customerTargets['externalId'] ?? '',
    cell: (row) => <bdi>{listed(of(row).externalIds?.map((one) => one.id))}</bdi>,
  },
];

const listed = (all: readonly string[] | undefined): string => all?.join(', ') ?? '';

const at = (instant: string | undefined): string =>
  instant === undefined || Number.isNaN(Date.parse(instant)) ? '' : exact(instant);
