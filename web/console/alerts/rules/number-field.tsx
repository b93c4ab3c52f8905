import type { Fields } from '../../api/merge.ts';
import type { FieldErrors } from '../../kit/field-errors.ts';
import { TextInput } from '../../kit/fields.tsx';

export type FieldsProps = {
  fields: Fields;
  set: (change: Record<string, string>) => void;
  errors: FieldErrors;
};
/** A number of a rule, with what the API says is wrong with it. */
export const numberField = ({ fields, set, errors }: FieldsProps, name: string, label: string, help?: string) => (
  <TextInput
    label={label}
    {...(help && { help })}
    inputMode="decimal"
    value={fields[name] ?? ''}
    error={errors[name] ?? errors[`test/${name}`]}
    onChange={(value) => set({ [name]: value })}
  />
);
