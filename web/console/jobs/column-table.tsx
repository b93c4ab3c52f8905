import type { ImportPreview } from '../../../shared/import/import.schema.ts';
import { Pick, TextInput } from '../kit/fields.tsx';
import { DataTable } from '../kit/table.tsx';
import { type Said, suggestedFor } from './mapping.ts';
import { jobsTexts } from './texts/texts.ts';

type Column = ImportPreview['columns'][number];
type Props = {
  columns: readonly Column[];
  /** Fields that a column may become, with their names. */
  targets: Readonly<Record<string, string>>;
  said: Readonly<Record<string, Said>>;
  onChange: (header: string, said: Said) => void;
};

/** Each column of a file with what is in it, and what it becomes. */
export function ColumnTable({ columns, targets, said, onChange }: Props) {
  const j = jobsTexts();
  return (
    <DataTable
      caption={j.steps.columns}
      rows={columns}
      keyOf={({ index }) => String(index)}
      columns={[
        { name: j.column, cell: ({ header }) => <bdi>{header}</bdi> },
        {
          name: j.sample,
          cell: ({ sample }) => (
            <span className="note clip">
              <bdi>{sample.join(' · ')}</bdi>
            </span>
          ),
        },
        {
          name: j.becomes,
          cell: (column) => (
            <Becomes
              column={column}
              targets={targets}
              value={said[column.header] ?? suggestedFor(column)}
              onChange={(next) => onChange(column.header, next)}
            />
          ),
        },
      ]}
    />
  );
}

type OneProps = { targets: Props['targets']; column: Column; value: Said; onChange: (said: Said) => void };
function Becomes({ column, targets: all, value, onChange }: OneProps) {
  const j = jobsTexts();
  const { header, suggestion } = column;
  const own =
    suggestion?.confidence === 'known' ? `${j.asKnown}: ${all[suggestion.field] ?? suggestion.field}` : j.asData;
  const targets = Object.entries(all).filter(([target]) => target !== 'data' || suggestion !== undefined);
  const name = (field: string): string => `${header}: ${field}`;
  return (
    <div className="becomes">
      <Pick
        label={name(j.becomes)}
        labelHidden
        value={value.to}
        choices={[
          { value: '' as const, name: own },
          ...targets.map(([target, words]) => ({ value: target as Exclude<Said['to'], ''>, name: words })),
        ]}
        onChange={(to) => onChange({ ...value, to })}
      />
      {value.to === 'score' && (
        <>
          <Pick
            label={name(j.metric)}
            labelHidden
            value={value.metric}
            choices={Object.entries(j.metricNames).map(([metric, words]) => ({
              value: metric as Said['metric'],
              name: words,
            }))}
            onChange={(metric) => onChange({ ...value, metric })}
          />
          <TextInput
            label={name(j.scaleMin)}
            labelHidden
            type="number"
            placeholder={j.scaleMin}
            value={value.min}
            onChange={(min) => onChange({ ...value, min })}
          />
          <TextInput
            label={name(j.scaleMax)}
            labelHidden
            type="number"
            placeholder={j.scaleMax}
            value={value.max}
            onChange={(max) => onChange({ ...value, max })}
          />
        </>
      )}
    </div>
  );
}
