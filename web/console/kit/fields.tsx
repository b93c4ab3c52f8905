import { type ComponentProps, type ReactNode, useId } from 'react';
import { texts } from '../texts/console.ts';
import { Icon } from './icon.tsx';

type FieldProps = {
  label: string;
  /** Read out, not shown: where what stands around says what it is. */
  labelHidden?: boolean;
  help?: string;
  error?: string | undefined;
};
type Described = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };

/** A label, what is typed in, a word of help and what is wrong with it. */
export function Field({
  label,
  labelHidden,
  help,
  error,
  children,
}: FieldProps & { children: (to: Described) => ReactNode }) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id} className={labelHidden ? 'hidden' : undefined}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {help && (
        <span className="note" id={`${id}-help`}>
          {help}
        </span>
      )}
      {error && (
        <span className="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

type Changed = { value: string; onChange: (value: string) => void };
type Input = Omit<ComponentProps<'input'>, 'value' | 'onChange'>;

export const TextInput = ({ label, labelHidden, help, error, onChange, ...rest }: FieldProps & Changed & Input) => (
  <Field label={label} labelHidden={labelHidden} help={help} error={error}>
    {(to) => <input className="input" {...to} {...rest} onChange={(event) => onChange(event.target.value)} />}
  </Field>
);

type Area = Omit<ComponentProps<'textarea'>, 'value' | 'onChange'>;
export const TextArea = ({ label, labelHidden, help, error, onChange, ...rest }: FieldProps & Changed & Area) => (
  <Field label={label} labelHidden={labelHidden} help={help} error={error}>
    {(to) => (
      <textarea className="input" dir="auto" {...to} {...rest} onChange={(event) => onChange(event.target.value)} />
    )}
  </Field>
);

export type Choice<T extends string = string> = { value: T; name: string };

/** What can be chosen, of the names of the values. */
export const choicesOf = <T extends string = string>(names: Readonly<Record<string, string>>): Choice<T>[] =>
  Object.entries(names).map(([value, name]) => ({ value: value as T, name }));

/** One of a few. The browser's own list: it is at home on phones, and answers at once. */
export function Pick<T extends string>({
  label,
  labelHidden,
  help,
  error,
  value,
  choices,
  disabled,
  onChange,
}: FieldProps & { value: T; choices: readonly Choice<T>[]; disabled?: boolean; onChange: (value: T) => void }) {
  return (
    <Field label={label} labelHidden={labelHidden} help={help} error={error}>
      {(to) => (
        <span className="pick">
          <select
            className="input"
            {...to}
            value={value}
            disabled={disabled}
            onChange={(event) => onChange(event.target.value as T)}
          >
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.name}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      )}
    </Field>
  );
}

/** Limits a list to one of a few, or to none of them, which is `none`; its name stands with what is chosen. */
export const FilterPick = <T extends string>({ label, none, value, choices, onChange }: FilterPickProps<T>) => (
  <Pick<T | ''>
    label={label}
    labelHidden
    value={value ?? ''}
    choices={[{ value: '', name: `${label}: ${none ?? texts().all}` }, ...choices]}
    onChange={(chosen) => onChange(chosen || undefined)}
  />
);
type FilterPickProps<T extends string> = {
  label: string;
  none?: string;
  value: T | undefined;
  choices: readonly Choice<T>[];
  onChange: (value: T | undefined) => void;
};

export const Check = ({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
}) => (
  <label className="check">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />{' '}
    <span>{label}</span>
  </label>
);
