import { areaField, numberField, type RecordField, textField } from '../../kit/record-fields.tsx';
import { mappingLines, mappingOf, type Mapped } from './mapping-lines.ts';
import { integrationTexts } from './texts/texts.ts';

export const presets = [
  { value: 'typeform', name: 'Typeform' },
  { value: 'delighted', name: 'Delighted' },
];
export const presetName = (preset: string): string => presets.find(({ value }) => value === preset)?.name ?? preset;

export function hookFields(): RecordField[] {
  const i = integrationTexts();
  return [
    textField('name', i.name, { maxLength: 100 }),
    numberField('perMinute', i.perMinute, { min: 1, max: 6_000 }),
    {
      ...areaField('mapping', i.mapping, { help: i.mappingHelp }),
      read: (value) => mappingLines((value ?? []) as Mapped[]),
      write: mappingOf,
    },
  ];
}

export const secretField = (): RecordField =>
  textField('secret', integrationTexts().secret, { help: integrationTexts().secretHelp, maxLength: 200 });
