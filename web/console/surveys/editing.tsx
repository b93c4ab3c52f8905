import { createContext, useContext, useId } from 'react';
import type { Localized, SurveyLanguage } from '../../../shared/survey-template/localized.schema.ts';
import { Field, TextInput } from '../kit/fields.tsx';
import { languageName } from '../kit/names.ts';
import type { Faults } from './template-form.ts';

type Editing = { languages: readonly SurveyLanguage[]; faults: Faults };
export const EditingContext = createContext<Editing>({ languages: ['en'], faults: new Map() });

/** What is wrong at a place of the template. */
export function useFault(): (path: string) => string | undefined {
  const { faults } = useContext(EditingContext);
  return (path) => faults.get(path);
}

type TextsProps = {
  label: string;
  path: string;
  texts: Localized | undefined;
  onChange: (texts: Localized) => void;
  long?: boolean;
  help?: string;
};

/** One text in every offered language, side by side. */
export function Texts({ label, path, texts, onChange, long, help }: TextsProps) {
  const { languages, faults } = useContext(EditingContext);
  const whole = faults.get(path);
  const note = useId();
  return (
    <fieldset className="choices texts" aria-describedby={help ? note : undefined}>
      <legend className="label">{label}</legend>
      {help && (
        <p className="note" id={note}>
          {help}
        </p>
      )}
      {languages.map((language, at) => {
        const rest = {
          lang: language,
          dir: 'auto',
          value: texts?.[language] ?? '',
          onChange: (event: { target: { value: string } }) => onChange({ ...texts, [language]: event.target.value }),
        };
        const error = faults.get(`${path}/${language}`) ?? (at === 0 ? whole : undefined);
        return (
          <Field key={language} label={languageName(language)} error={error}>
            {(to) =>
              long ? (
                <textarea className="input" rows={3} {...to} {...rest} />
              ) : (
                <input className="input" {...to} {...rest} />
              )
            }
          </Field>
        );
      })}
    </fieldset>
  );
}

type NumberProps = {
  label: string;
  path: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** What counts where nothing is typed. */
  otherwise?: string;
  help?: string;
  min?: number;
  max?: number;
};

export function NumberInput({ label, path, value, onChange, otherwise, help, min, max }: NumberProps) {
  const fault = useFault();
  return (
    <TextInput
      label={label}
      {...(help && { help })}
      type="number"
      step="any"
      min={min}
      max={max}
      value={value === undefined ? '' : String(value)}
      placeholder={otherwise}
      error={fault(path)}
      onChange={(typed) => onChange(typed === '' ? undefined : Number(typed))}
    />
  );
}
