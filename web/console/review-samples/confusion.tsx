import { formatCount } from '../../chart/format.ts';
import { DataTable } from '../kit/table.tsx';
import { spoken } from '../texts/console.ts';
import { sampleTexts } from './texts/texts.ts';

type Props = {
  name: string;
  names: Readonly<Record<string, string>>;
  /** How often the engine said the outer label where a person says the inner one. */
  table: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/** What the engine said beside what people say; where both say the same stands out. */
export function Confusion({ name, names, table }: Props) {
  const s = sampleTexts();
  const labels = Object.keys(table);
  const count = (said: string, is: string): string => formatCount(spoken(), table[said]?.[is] ?? 0);
  return (
    <section className="stack">
      <h3>{s.confusion(name)}</h3>
      <DataTable<string>
        caption={s.confusion(name)}
        rows={labels}
        keyOf={(label) => label}
        columns={[
          { name: s.engineSaid, cell: (said) => names[said] ?? said },
          ...labels.map((is) => ({
            name: s.personSays(names[is] ?? is),
            number: true,
            cell: (said: string) => (said === is ? <strong>{count(said, is)}</strong> : count(said, is)),
          })),
        ]}
      />
    </section>
  );
}
