import type { Match } from '../../../../shared/match/match.schema.ts';
import type { RecordField } from '../../kit/record-fields.tsx';
import '../../style/alert-rules.css';
import { conditionWords, fieldName } from './condition-words.ts';
import { type Condition, conditionsOf, matchOf, repeatedIn } from './conditions.ts';
import { ConditionsEditor } from './conditions-editor.tsx';
import { ruleTexts } from './texts/texts.ts';

const linesIn = (text: string): Condition[] => JSON.parse(text || '[]') as Condition[];

/** Which feedback is meant, as a field of a record: kept as lines, of which one may say nothing yet. */
export const matchField = (name: string): RecordField => ({
  name,
  label: ruleTexts().conditions,
  wide: true,
  read: (match) => JSON.stringify(match ? conditionsOf(match as Match) : []),
  write: (text) => matchOf(linesIn(text)),
  say: (text) => conditionWords(linesIn(text)),
  check: (text) => {
    const twice = repeatedIn(linesIn(text));
    return twice && ruleTexts().twice(fieldName(twice.field));
  },
  control: ({ value, error, onChange }) => (
    <ConditionsEditor
      conditions={linesIn(value)}
      error={error}
      onChange={(conditions) => onChange(JSON.stringify(conditions))}
    />
  ),
});
