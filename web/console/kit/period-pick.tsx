import { type Preset, presets } from '../../../shared/dashboard/preset.ts';
import { me } from '../session/me.ts';
import { texts } from '../texts/console.ts';
import { daysOf, type Period, todayIn } from './days.ts';
import { Pick } from './fields.tsx';

type Props = { period: Period; usual: Preset; onChange: (period: Period) => void };

/** Which days a screen is about: those that have a name, or any others. */
export function PeriodPick({ period, usual, onChange }: Props) {
  const t = texts();
  const { from, to } = daysOf(period, usual, todayIn(me().timeZone));
  const own = period.from !== undefined;
  return (
    <>
      <Pick
        label={t.period}
        labelHidden
        value={own ? 'own' : (period.preset ?? usual)}
        choices={[
          ...presets.map((value) => ({ value, name: t.periods[value] })),
          { value: 'own' as const, name: t.ownDays },
        ]}
        onChange={(chosen) => onChange(chosen === 'own' ? { from, to } : { preset: chosen })}
      />
      {own && (
        <>
          <Day
            key={`from ${from}`}
            label={t.firstDay}
            day={from}
            max={to}
            onChange={(day) => onChange({ from: day, to })}
          />
          <Day key={`to ${to}`} label={t.lastDay} day={to} min={from} onChange={(day) => onChange({ from, to: day })} />
        </>
      )}
    </>
  );
}

type DayProps = { label: string; day: string; min?: string; max?: string; onChange: (day: string) => void };
/** While a year is typed, what stands there is a day of long ago: the day is taken when the field is left. */
export const Day = ({ label, day, min, max, onChange }: DayProps) => (
  <input
    className="input day"
    type="date"
    aria-label={label}
    title={label}
    defaultValue={day}
    min={min}
    max={max}
    onBlur={({ target }) => {
      if (target.value === '' || !target.checkValidity()) target.value = day;
      else if (target.value !== day) onChange(target.value);
    }}
    onKeyDown={(event) => {
      if (event.key === 'Enter') event.currentTarget.blur();
    }}
  />
);
