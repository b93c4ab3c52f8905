import { checksField, type RecordField } from '../kit/record-fields.tsx';
import { locale } from '../texts/console.ts';
import { activityTexts } from './texts/texts.ts';

const offered = [0, 10, 60, 1_440];
const units = [
  ['day', 1_440],
  ['hour', 60],
  ['minute', 1],
] as const;

/** So many minutes before, in the largest unit that says them whole. */
export function reminderName(minutes: number): string {
  const a = activityTexts();
  if (minutes === 0) return a.atTheTime;
  const [unit, size] = units.find(([, one]) => minutes % one === 0) ?? (['minute', 1] as const);
  const span = new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' });
  return a.before(span.format(minutes / size));
}

/** When the owner is reminded; beside what is offered, what is stored can be kept. */
export function remindersField(stored: readonly number[] = []): RecordField {
  const a = activityTexts();
  const choices = [...new Set([...offered, ...stored])].toSorted((one, other) => one - other);
  return checksField(
    'reminders',
    a.reminder,
    choices.map((minutes) => ({ value: String(minutes), name: reminderName(minutes) })),
    { toValue: Number, help: a.reminderHelp },
  );
}
