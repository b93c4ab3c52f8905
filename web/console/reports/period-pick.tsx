import { me } from '../session/me.ts';
import { todayIn } from '../kit/days.ts';
import { Pick } from '../kit/fields.tsx';
import { Day } from '../kit/period-pick.tsx';
import { periodName } from './names.ts';
import { offered, spanOf } from './period.ts';
import { reportsTexts } from './texts/texts.ts';

const OWN = 'own';
const today = (): string => todayIn(me().timeZone);

type Props = {
  label: string;
  labelHidden?: boolean;
  /** Empty where the one of the report is meant, which `inherit` then names. */
  value: string;
  inherit?: string;
  error: string | undefined;
  onChange: (period: string) => void;
};

/** A period that moves along with the report's due time, or two days. */
export function PeriodPick({ label, labelHidden = false, value, inherit, error, onChange }: Props) {
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
        labelHidden={labelHidden}
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
          <Day
            key={`from ${span.from}`}
            label={r.from}
            day={span.from}
            max={span.to}
            onChange={(from) => set(from, span.to)}
          />
          <Day key={`to ${span.to}`} label={r.to} day={span.to} min={span.from} onChange={(to) => set(span.from, to)} />
        </div>
      )}
    </>
  );
}
