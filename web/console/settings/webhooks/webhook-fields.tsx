import { choicesOf, TextArea } from '../../kit/fields.tsx';
import { linesOf, pairsOf, plainValue } from '../../kit/pairs.ts';
import { areaField, jsonField, numberField, pickField, type RecordField, textField } from '../../kit/record-fields.tsx';
import type { Chosen } from './event-choice.ts';
import { EventPicker } from './event-picker.tsx';
import { webhookTexts } from './texts/texts.ts';

const pairsField = (name: string, label: string, help: string, valueOf?: (text: string) => unknown): RecordField => ({
  ...areaField(name, label, { help }),
  read: linesOf,
  write: (text) => pairsOf(text, valueOf),
  control: (to) => <TextArea {...to} rows={2} />,
});

/** What is said of an endpoint. */
export function webhookFields(): RecordField[] {
  const w = webhookTexts();
  return [
    textField('url', w.url, { type: 'url', help: w.urlHelp, maxLength: 2_048, required: true, wide: true }),
    textField('description', w.description, { maxLength: 200, wide: true }),
    jsonField<Chosen>('events', w.events, [], {
      control: (to) => <EventPicker {...to} />,
      say: (events) => events.join(', '),
    }),
    pickField('preset', w.preset, choicesOf(w.presets)),
    numberField('maxPerSecond', w.maxPerSecond, { min: 1, max: 100 }),
    areaField('bodyTemplate', w.bodyTemplate, { help: w.bodyTemplateHelp }),
    pairsField('filter', w.filter, w.filterHelp, plainValue),
    pairsField('headers', w.headers, w.headersHelp),
  ];
}
