import { Button } from '../../kit/button.tsx';
import { Pick, TextInput } from '../../kit/fields.tsx';
import { Icon } from '../../kit/icon.tsx';
import { texts } from '../../texts/console.ts';
import { choicesFor, conditionFields, fieldName, valueWords } from './condition-words.ts';
import { type Condition, EVERYTHING, TOGETHER } from './conditions.ts';
import { ruleTexts } from './texts/texts.ts';

type Props = {
  conditions: readonly Condition[];
  error: string | undefined;
  onChange: (conditions: Condition[]) => void;
};

/** Which feedback is meant, a line for each condition. */
export function ConditionsEditor({ conditions, error, onChange }: Props) {
  const r = ruleTexts();
  const set = (at: number, change: Partial<Condition>): void =>
    onChange(conditions.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset className="conditions">
      <legend className="label">{r.conditions}</legend>
      {conditions.map((condition, at) => (
        // Lines have no name of their own: the place is what they are.
        <div className="condition" key={at}>
          {condition.field !== EVERYTHING && (
            <Pick
              label={r.holds}
              labelHidden
              value={condition.group}
              choices={(['all', 'any', 'none'] as const).map((value) => ({ value, name: r.groups[value] }))}
              onChange={(group) => set(at, { group })}
            />
          )}
          {condition.field === EVERYTHING ? (
            <span>{fieldName(EVERYTHING)}</span>
          ) : condition.field === TOGETHER ? (
            <code className="condition-raw">
              <bdi>{condition.value}</bdi>
            </code>
          ) : (
            <>
              <Pick
                label={r.field}
                labelHidden
                value={condition.field}
                choices={[...new Set([...conditionFields, condition.field])].map((value) => ({
                  value,
                  name: fieldName(value),
                }))}
                onChange={(field) => set(at, { field, value: Object.keys(choicesFor(field) ?? {})[0] ?? '' })}
              />
              <Value condition={condition} onChange={(value) => set(at, { value })} />
            </>
          )}
          <Button
            look="bare"
            small
            aria-label={`${texts().remove}: ${fieldName(condition.field)} ${valueWords(condition)}`.trim()}
            onClick={() => onChange(conditions.filter((_, index) => index !== at))}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <div>
        <Button
          small
          onClick={() => onChange([...conditions, { group: 'all', field: 'sentiment', value: 'negative' }])}
        >
          <Icon name="plus" /> {r.addCondition}
        </Button>
      </div>
    </fieldset>
  );
}

type ValueProps = { condition: Condition; onChange: (value: string) => void };

function Value({ condition: { field, value }, onChange }: ValueProps) {
  const r = ruleTexts();
  const known = choicesFor(field);
  if (known) {
    const choices = Object.entries(known).map(([one, name]) => ({ value: one, name }));
    return <Pick label={fieldName(field)} labelHidden value={value} choices={choices} onChange={onChange} />;
  }
  if (field === 'score') {
    const [metric = '', min = '', max = ''] = value.split('|');
    const bound = (label: string, now: string, change: (words: string) => string) => (
      <span className="narrow">
        <TextInput
          label={label}
          labelHidden
          placeholder={label}
          inputMode="decimal"
          value={now}
          onChange={(words) => onChange(change(words))}
        />
      </span>
    );
    return (
      <>
        <Pick
          label={fieldName(field)}
          labelHidden
          value={metric}
          choices={[
            { value: '', name: r.anyScore },
            ...['csat', 'nps', 'ces', 'rating', 'custom'].map((one) => ({ value: one, name: one.toUpperCase() })),
          ]}
          onChange={(one) => onChange(`${one}|${min}|${max}`)}
        />
        {bound(r.atLeast, min, (words) => `${metric}|${words}|${max}`)}
        {bound(r.atMost, max, (words) => `${metric}|${min}|${words}`)}
      </>
    );
  }
  return <TextInput label={fieldName(field)} labelHidden value={value} maxLength={100} onChange={onChange} />;
}
