import { TextInput } from './fields.tsx';
import { type RecordField, textField } from './record-fields.tsx';
import { exact } from './when.tsx';

const two = (number: number): string => String(number).padStart(2, '0');

/** A moment as the browser's own control writes it, by the clock of whoever types. */
function local(at: string): string {
  const date = new Date(at);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A moment of a record, chosen by the clock of whoever types. */
export const momentField = (name: string, label: string, more: { help?: string } = {}): RecordField => ({
  ...textField(name, label, more),
  say: (text) => (text === '' ? '' : exact(text)),
  control: ({ value, onChange, ...to }) => (
    <TextInput
      {...to}
      type="datetime-local"
      value={value === '' ? '' : local(value)}
      onChange={(typed) => onChange(typed === '' ? '' : new Date(typed).toISOString())}
    />
  ),
});
