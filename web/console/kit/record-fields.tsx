import { type ReactNode, useId } from 'react';
import { texts } from '../texts/console.ts';
import { type Choice, Pick, TextArea, TextInput } from './fields.tsx';
import type { Bound } from './record.ts';

export type Control = {
  label: string;
  help?: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
};
/** A field of a record: how it is written, how it is typed in, and how it is said to who may only read it. */
export type RecordField = Bound & {
  label: string;
  help?: string | undefined;
  /** Takes the whole width of its form. */
  wide?: boolean;
  /** Draws it; called, not rendered, so it draws a component where it needs state. */
  control: (to: Control) => ReactNode;
  say: (text: string) => string;
  /** What is wrong with it, where that is known before it is sent. */
  check?: (text: string) => string | undefined;
};
type More = { help?: string; wide?: boolean };

const plain = (value: unknown): string => (typeof value === 'string' ? value : '');
const sameWords = (text: string): string => text;

type Typed = More & { type?: string; maxLength?: number; required?: boolean; options?: readonly string[] };
/** A line of text; `options` are offered, and others can be typed. */
export const textField = (name: string, label: string, { options, help, wide, ...input }: Typed = {}): RecordField => ({
  name,
  label,
  help,
  ...(wide && { wide }),
  read: plain,
  write: (text) => text.trim() || undefined,
  say: sameWords,
  control: (to) => <Offered {...to} options={options} input={{ ...input, dir: 'auto' }} />,
});

const Offered = ({ options, input, ...to }: Control & { options?: readonly string[] | undefined; input: object }) => {
  const list = useId();
  return (
    <>
      <TextInput {...to} {...input} list={options && list} />
      {options && (
        <datalist id={list}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </>
  );
};

export const areaField = (name: string, label: string, more: More & { maxLength?: number } = {}): RecordField => ({
  ...textField(name, label, { ...more, wide: true }),
  control: (to) => <TextArea {...to} maxLength={more.maxLength} rows={3} />,
});

type Range = More & { min?: number; max?: number; step?: number | 'any'; required?: boolean };
export const numberField = (name: string, label: string, { help, ...range }: Range = {}): RecordField => ({
  name,
  label,
  help,
  read: (value) => (typeof value === 'number' ? String(value) : ''),
  write: (text) => (text === '' ? undefined : Number(text)),
  say: sameWords,
  control: (to) => <TextInput {...to} {...range} type="number" inputMode="decimal" />,
});

export const flagField = (name: string, label: string, more: More = {}): RecordField => ({
  name,
  label,
  ...more,
  read: (value) => String(value === true),
  write: (text) => text === 'true',
  say: (text) => (text === 'true' ? texts().yes : texts().no),
  control: (to) => <Flag {...to} />,
});

const Flag = ({ label, help, error, value, onChange }: Control) => {
  const id = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={value === 'true'}
          aria-describedby={help || error ? id : undefined}
          aria-invalid={error ? true : undefined}
          onChange={({ target }) => onChange(String(target.checked))}
        />{' '}
        <span>{label}</span>
      </label>
      {(help || error) && (
        <span id={id} className={error ? 'field-error' : 'note'}>
          {error ?? help}
        </span>
      )}
    </div>
  );
};

/** One of a few; a value that is not among them stays choosable. `none` says that nothing is chosen. */
export const pickField = (
  name: string,
  label: string,
  choices: readonly Choice[],
  { none, ...more }: More & { none?: string } = {},
): RecordField => {
  const nameOf = (value: string): string =>
    choices.find((choice) => choice.value === value)?.name ?? (value || none || '');
  return {
    name,
    label,
    ...more,
    read: plain,
    write: (text) => text || undefined,
    say: nameOf,
    control: ({ value, ...to }) => (
      <Pick
        {...to}
        value={value}
        choices={[
          ...(none === undefined ? [] : [{ value: '', name: none }]),
          ...choices,
          ...(value === '' || choices.some((choice) => choice.value === value) ? [] : [{ value, name: value }]),
        ]}
      />
    ),
  };
};

const split = (text: string): string[] => [...new Set(text.split(/[,\n،]/).map((word) => word.trim()))].filter(Boolean);
/** Words with commas or line breaks between. */
export const listField = (name: string, label: string, more: More = {}): RecordField => ({
  name,
  label,
  ...more,
  wide: true,
  read: (value) => (Array.isArray(value) ? value.join(', ') : ''),
  write: split,
  say: sameWords,
  control: (to) => <TextArea {...to} rows={2} />,
});

/** Some of a few; in the order in which they are offered, so that the order of clicks is no change. */
export const checksField = (
  name: string,
  label: string,
  choices: readonly Choice[],
  { toValue = sameWords, ...more }: More & { toValue?: (text: string) => unknown } = {},
): RecordField => {
  const ordered = (chosen: readonly string[]): string =>
    [...choices.map(({ value }) => value).filter((value) => chosen.includes(value)), ...beyond(chosen)].join(',');
  const beyond = (chosen: readonly string[]): string[] =>
    chosen.filter((value) => choices.every((choice) => choice.value !== value));
  return {
    name,
    label,
    ...more,
    wide: true,
    read: (value) => (Array.isArray(value) ? ordered(value.map(String)) : ''),
    write: (text) => split(text).map(toValue),
    say: (text) =>
      split(text)
        .map((value) => choices.find((choice) => choice.value === value)?.name ?? value)
        .join(', '),
    control: ({ value, onChange, ...to }) => (
      <Checks {...to} choices={choices} chosen={split(value)} onChange={(chosen) => onChange(ordered(chosen))} />
    ),
  };
};

type ChecksProps = Omit<Control, 'value' | 'onChange'> & {
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};
export const Checks = ({ label, help, error, choices, chosen, onChange }: ChecksProps) => {
  const id = useId();
  return (
    <fieldset className="choices" aria-describedby={help || error ? id : undefined}>
      <legend className="label">{label}</legend>
      {choices.map(({ value, name }) => (
        <label key={value} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            aria-invalid={error ? true : undefined}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />{' '}
          <bdi>{name}</bdi>
        </label>
      ))}
      {(help || error) && (
        <span id={id} className={`wide-line ${error ? 'field-error' : 'note'}`}>
          {error ?? help}
        </span>
      )}
    </fieldset>
  );
};

/** What has a control of its own: its value is kept as JSON, so that it can be compared and drafted as text. */
export const jsonField = <T,>(
  name: string,
  label: string,
  empty: T,
  of: {
    control: (to: Omit<Control, 'value' | 'onChange'> & { value: T; onChange: (value: T) => void }) => ReactNode;
    say?: (value: T) => string;
    help?: string;
  },
): RecordField => ({
  name,
  label,
  help: of.help,
  wide: true,
  read: (value) => JSON.stringify(value ?? empty) ?? '',
  write: (text) => (text === '' ? undefined : (JSON.parse(text) as T)) ?? undefined,
  say: (text) => of.say?.((text === '' ? empty : JSON.parse(text)) as T) ?? text,
  control: ({ value, onChange, ...to }) =>
    of.control({
      ...to,
      value: (value === '' ? empty : JSON.parse(value)) as T,
      onChange: (next) => onChange(JSON.stringify(next) ?? ''),
    }),
});
