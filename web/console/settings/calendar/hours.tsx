import type { Calendar } from '../../../../shared/calendar/calendar.schema.ts';
import { Button } from '../../kit/button.tsx';
import { TextInput } from '../../kit/fields.tsx';
import { Icon } from '../../kit/icon.tsx';
import { weekdayName } from '../../kit/names.ts';
import { texts } from '../../texts/console.ts';
import { calendarTexts } from './texts/texts.ts';
import { days, type Hours, hoursOf, type Weekly, withHours } from './week.ts';

const usual: Hours = { start: '09:00', end: '17:00' };

type IntervalsProps = { of: string; hours: readonly Hours[]; onChange: (hours: Hours[]) => void };

function Intervals({ of, hours, onChange }: IntervalsProps) {
  const c = calendarTexts();
  const set = (at: number, change: Partial<Hours>): void =>
    onChange(hours.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <div className="inline">
      {hours.length === 0 && <span className="muted">{c.closed}</span>}
      {hours.map(({ start, end }, at) => (
        // An interval is known by nothing but its place.
        <span key={at} className="inline">
          <TextInput
            label={`${of}: ${c.from}`}
            labelHidden
            type="time"
            value={start}
            onChange={(typed) => set(at, { start: typed })}
          />
          <TextInput
            label={`${of}: ${c.to}`}
            labelHidden
            // 24:00 ends a day, which the browser's own control cannot say.
            placeholder="17:00"
            size={5}
            value={end}
            onChange={(typed) => set(at, { end: typed })}
          />
          <Button
            look="bare"
            small
            aria-label={`${texts().remove}: ${of} ${start}–${end}`}
            onClick={() => onChange(hours.filter((_, index) => index !== at))}
          >
            <Icon name="close" />
          </Button>
        </span>
      ))}
      <Button small aria-label={c.addHoursOn(of)} onClick={() => onChange([...hours, usual])}>
        {c.addHours}
      </Button>
    </div>
  );
}

type WeekProps = { value: Weekly; error: string | undefined; onChange: (weekly: Weekly) => void };

export function Week({ value, error, onChange }: WeekProps) {
  return (
    <fieldset className="rows">
      <legend className="label">{calendarTexts().weekly}</legend>
      {days.map((day, at) => (
        <div key={day} className="row-of">
          <span>{weekdayName(at + 1)}</span>
          <Intervals
            of={weekdayName(at + 1)}
            hours={hoursOf(value, day)}
            onChange={(hours) => onChange(withHours(value, day, hours))}
          />
        </div>
      ))}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type Exceptions = Calendar['exceptions'];
type ExceptionsProps = { value: Exceptions; error: string | undefined; onChange: (days: Exceptions) => void };

/** Days that are not like their weekday. */
export function OtherDays({ value, error, onChange }: ExceptionsProps) {
  const c = calendarTexts();
  const set = (at: number, change: Partial<Exceptions[number]>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset className="rows">
      <legend className="label">{c.exceptions}</legend>
      <p className="note">{c.exceptionsHelp}</p>
      {value.map(({ date, name = '', intervals }, at) => (
        // A day is known by nothing but its place while its date is typed.
        <div key={at} className="stack">
          <div className="inline">
            <TextInput label={c.day} type="date" value={date} onChange={(typed) => set(at, { date: typed })} />
            <TextInput
              label={c.name}
              value={name}
              maxLength={100}
              onChange={(typed) => set(at, { name: typed || undefined })}
            />
            <Button
              look="bare"
              aria-label={`${texts().remove}: ${date} ${name}`}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <Icon name="close" />
            </Button>
          </div>
          <Intervals of={name || date} hours={intervals} onChange={(hours) => set(at, { intervals: hours })} />
        </div>
      ))}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <div>
        <Button small onClick={() => onChange([...value, { date: '', intervals: [] }])}>
          {c.addDay}
        </Button>
      </div>
    </fieldset>
  );
}
