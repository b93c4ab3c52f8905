import { labelOf } from '../../follow-ups/labels.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { languageName } from '../../kit/names.ts';
import { pickField, textField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { spoken, texts } from '../../texts/console.ts';
import { languages } from '../../texts/languages.ts';
import { codeFor, type Entries, type Entry, parentsFor } from './codes.ts';
import { followUpSettingsTexts } from './texts/texts.ts';

type Props = {
  title: string;
  entry: Entry | undefined;
  entries: Entries;
  levels: boolean;
  onMade: (entry: Entry) => void;
  onClose: () => void;
};

/** A word of a list in each language; it is saved with all of the list. */
export function CodeDialog({ title, entry, entries, levels, onMade, onClose }: Props) {
  const x = followUpSettingsTexts();
  const record: Entry = entry ?? { code: '', label: {} };
  // The language of whoever writes comes first: in it there must be a word at least when it is made.
  const ordered = [spoken(), ...languages.filter((language) => language !== spoken())];
  return (
    <Dialog title={entry ? <bdi>{labelOf(entry)}</bdi> : title} onClose={onClose}>
      <RecordForm<Entry, Entry>
        draft={`follow-up-settings.${title}.${record.code}`}
        record={record}
        fields={[
          ...ordered.map((language, at) => ({
            ...textField(`label/${language}`, languageName(language), { maxLength: 100 }),
            ...(at === 0 && !entry && { check: (text: string) => (text.trim() === '' ? x.labelNeeded : undefined) }),
          })),
          ...(levels
            ? [
                pickField(
                  'parent',
                  x.parent,
                  parentsFor(entries, record.code).map((one) => ({ value: one.code, name: labelOf(one) })),
                  { none: texts().none },
                ),
              ]
            : []),
        ]}
        save={async ({ whole }) =>
          entry ? whole : { ...whole, code: codeFor(whole.label.en ?? labelOf(whole), entries) }
        }
        submit={entry ? texts().save : x.add}
        onCancel={onClose}
        onSaved={onMade}
      />
    </Dialog>
  );
}
