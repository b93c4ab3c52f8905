import type { Notifications } from '../../../../shared/notification/notification.schema.ts';
import { TextInput } from '../../kit/fields.tsx';
import { jsonField, type RecordField } from '../../kit/record-fields.tsx';
import { notificationTexts } from './texts/texts.ts';

type Quiet = NonNullable<Notifications['quietHours']>;
const usual: Quiet = { start: '22:00', end: '07:00' };
type Props = { value: Quiet | null; error: string | undefined; onChange: (quiet: Quiet | null) => void };

function QuietHours({ value, error, onChange }: Props) {
  const n = notificationTexts();
  return (
    <div className="stack">
      <label className="check">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={({ target }) => onChange(target.checked ? usual : null)}
        />{' '}
        <span>{n.quiet}</span>
      </label>
      {value && (
        <div className="inline">
          <TextInput
            label={n.from}
            type="time"
            value={value.start}
            onChange={(start) => onChange({ ...value, start })}
          />
          <TextInput
            label={n.to}
            type="time"
            error={error}
            value={value.end}
            onChange={(end) => onChange({ ...value, end })}
          />
        </div>
      )}
    </div>
  );
}

export const quietHours = (): RecordField =>
  jsonField<Quiet | null>('quietHours', notificationTexts().quiet, null, {
    control: (to) => <QuietHours {...to} />,
    say: (quiet) => (quiet ? `${quiet.start}–${quiet.end}` : notificationTexts().noQuiet),
  });
