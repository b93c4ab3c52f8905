import { me } from '../session/me.ts';
import { Pick, TextInput } from '../kit/fields.tsx';
import { periodName } from './names.ts';
import { offered, spanOf } from './period.ts';
import { reportsTexts } from './texts/texts.ts';

const OWN = 'own';
const today = (): string => new Intl.DateTimeFormat('sv', { timeZone: me().timeZone }).format(new Date());

type Props = {
  label: string;
  /** Empty where the one of the report is meant, which `inherit` then names. */
  value: string;
  inherit?: string;
  error: string | undefined;
  onChange: (period: string) => void;
};

/** A period that moves along with the report's due time, or two days. */
export function PeriodPick({ label, value, inherit, error, onChange }: Props) {
  const r = reportsTexts();
  const span = spanOf(value);
  const isOwn = span.form === 'days';
  const known: readonly string[] = offered;
  const names = isOwn || value === '' || known.includes(value) ? known : [value, ...known];
  const set = (from: string, to: string): void => onChange(`${from}..${to}`);
  return (
    <>
      <Pick
        label={label}
        value={isOwn ? OWN : value}
        error={error}
        choices={[
          ...(inherit === undefined ? [] : [{ value: '', name: inherit }]),
          ...names.map((name) => ({ value: name, name: periodName(name) })),
          { value: OWN, name: r.ownDays },
        ]}
        onChange={(chosen) => (chosen === OWN ? set(today(), today()) : onChange(chosen))}
      />
      {isOwn && (
        <div className="pair">
          <TextInput label={r.from} type="date" value={span.from} onChange={(from) => from && set(from, span.to)} />
          <TextInput label={r.to} type="date" value={span.to} onChange={(to) => to && set(span.from, to)} />
        </div>
      )}
    </>
  );
}
