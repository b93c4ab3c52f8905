import type { SurveySettings } from '../../../../shared/survey/survey-settings.schema.ts';
import { TextInput } from '../../kit/fields.tsx';
import { weekdayName } from '../../kit/names.ts';
import { Checks, jsonField, type RecordField } from '../../kit/record-fields.tsx';
import { companyTexts } from './texts/texts.ts';

type Window = NonNullable<SurveySettings['sendingWindow']>;
const usual: Window = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const days = [1, 2, 3, 4, 5, 6, 7];

type Props = { value: Window | null; error: string | undefined; onChange: (window: Window | null) => void };

/** When mails may go out, or that they may at any time. */
function SendingWindow({ value, error, onChange }: Props) {
  const c = companyTexts();
  return (
    <div className="stack">
      <label className="check">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={({ target }) => onChange(target.checked ? usual : null)}
        />{' '}
        <span>{c.sendingWindow}</span>
      </label>
      {value && (
        <>
          <Checks
            label={c.weekdays}
            error={error}
            choices={days.map((day) => ({ value: String(day), name: weekdayName(day) }))}
            chosen={value.weekdays.map(String)}
            onChange={(chosen) => onChange({ ...value, weekdays: chosen.map(Number).toSorted((a, b) => a - b) })}
          />
          <div className="inline">
            <TextInput
              label={c.from}
              type="time"
              value={value.from}
              onChange={(from) => onChange({ ...value, from })}
            />
            <TextInput label={c.to} type="time" value={value.to} onChange={(to) => onChange({ ...value, to })} />
          </div>
        </>
      )}
    </div>
  );
}

export const sendingWindow = (name: string): RecordField =>
  jsonField<Window | null>(name, companyTexts().sendingWindow, null, {
    control: (to) => <SendingWindow {...to} />,
    say: (window) =>
      window
        ? `${window.weekdays.map((day) => weekdayName(day)).join(', ')}, ${window.from}–${window.to}`
        : companyTexts().anyTime,
  });
