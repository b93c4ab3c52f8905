import { choicesOf, Pick, TextInput } from '../kit/fields.tsx';
import { type Control, type RecordField, textField } from '../kit/record-fields.tsx';
import { type Every, faultOf, type Repeat, repeatOf, ruleOf, ruleWords } from './repeats.ts';
import { activityTexts } from './texts/texts.ts';

const usual: Omit<Repeat, 'every'> = { end: 'count', count: '10', until: '' };
type Props = Control & { stored: string };

/** A rule that says more than can be chosen here is shown as it is, and stays until another is chosen. */
function Repeats({ stored, label, help, error, value, onChange }: Props) {
  const a = activityTexts();
  const repeat = repeatOf(value);
  const other = [value, stored].find((rule) => rule !== '' && !repeatOf(rule));
  const choose = (every: Every | 'other' | ''): void => {
    if (every === '') onChange('');
    else if (every === 'other') onChange(other ?? '');
    else onChange(ruleOf({ ...usual, ...repeat, every }));
  };
  const set = (change: Partial<Repeat>): void => {
    if (repeat) onChange(ruleOf({ ...repeat, ...change }));
  };
  return (
    <div className="stack">
      <Pick<Every | 'other' | ''>
        label={label}
        {...(help !== undefined && { help })}
        error={repeat ? undefined : error}
        value={repeat ? repeat.every : value && 'other'}
        choices={[
          { value: '', name: a.never },
          ...choicesOf<Every>(a.everies),
          ...(other === undefined ? [] : [{ value: 'other' as const, name: a.otherRule }]),
        ]}
        onChange={choose}
      />
      {value !== '' && !repeat && (
        <p className="note">
          <bdi dir="ltr">{value}</bdi>
        </p>
      )}
      {repeat && (
        <>
          <Pick
            label={a.ends}
            value={repeat.end}
            choices={choicesOf<Repeat['end']>(a.endings)}
            onChange={(end) => set({ count: usual.count, until: usual.until, end })}
          />
          {repeat.end === 'count' ? (
            <TextInput
              label={a.count}
              type="number"
              inputMode="numeric"
              min={2}
              max={9_999}
              error={error}
              value={repeat.count}
              onChange={(count) => set({ count })}
            />
          ) : (
            <TextInput
              label={a.until}
              type="date"
              error={error}
              value={repeat.until}
              onChange={(until) => set({ until })}
            />
          )}
        </>
      )}
    </div>
  );
}

/** How an activity comes again; `stored` is the rule that it has. */
export const repeatsField = (stored = ''): RecordField => ({
  ...textField('recurrence', activityTexts().repeats, { help: activityTexts().repeatsHelp }),
  say: ruleWords,
  check: faultOf,
  control: (to) => <Repeats {...to} stored={stored} />,
});
