import { useContext } from 'react';
import { Check, Pick } from '../kit/fields.tsx';
import { numbers } from '../texts/numbers.ts';
import { EditingContext, useFault } from './editing.tsx';
import { questionName } from './question-list.tsx';
import { type Asked, type Form, stepsOf } from './template-form.ts';
import { templateTexts } from './texts/template/texts.ts';

type ShowIf = NonNullable<Asked['showIf']>;
type Test = 'answered' | 'equals' | 'anyOf' | 'atLeast' | 'atMost';
const testOf = (condition: ShowIf): Test =>
  (['equals', 'anyOf', 'atLeast', 'atMost'] as const).find((one) => condition[one] !== undefined) ?? 'answered';

/** What a question's answer can be compared with. */
function answersOf(target: Asked, ratingScale: Form['ratingScale']) {
  const steps = stepsOf(target, ratingScale);
  if (steps)
    return {
      tests: ['answered', 'equals', 'atLeast', 'atMost'] as const,
      answers: steps.map((value) => ({ value: String(value), as: value as number | string | boolean })),
    };
  if ('choices' in target)
    return {
      tests: ['answered', 'anyOf'] as const,
      answers: target.choices.map(({ id }) => ({ value: id, as: id as number | string | boolean })),
    };
  if (target.type === 'boolean')
    return {
      tests: ['answered', 'equals'] as const,
      answers: [
        { value: 'yes', as: true as number | string | boolean },
        { value: 'no', as: false },
      ],
    };
  return { tests: ['answered'] as const, answers: [] };
}

type Props = {
  question: Asked;
  at: number;
  questions: readonly Asked[];
  ratingScale: Form['ratingScale'];
  onChange: (showIf: ShowIf | undefined) => void;
};

/** Whether a question is shown always, or depending on an earlier one. */
export function ShowIfEditor({ question, at, questions, ratingScale, onChange }: Props) {
  const e = templateTexts();
  const fault = useFault();
  const [language = 'en'] = useContext(EditingContext).languages;
  const { showIf } = question;
  const path = `questions/${at}/showIf`;
  const earlier = questions.slice(0, at);
  const target = questions.find(({ id }) => id === showIf?.question);
  // What it depends on may have been moved behind it, or be gone: it is still named, so that the fault can be seen.
  const stray = showIf && !earlier.includes(target as Asked) ? [showIf.question] : [];
  const { tests, answers } = target ? answersOf(target, ratingScale) : { tests: ['answered'] as const, answers: [] };
  const test = showIf ? testOf(showIf) : 'answered';
  const nameOf = (value: string): string => {
    if (target?.type === 'boolean') return value === 'yes' ? numbers().yes : numbers().no;
    const choice = target && 'choices' in target ? target.choices.find(({ id }) => id === value) : undefined;
    return choice?.text[language] ?? value;
  };
  const withTest = (next: Test): ShowIf => {
    const first = answers[0]?.as ?? '';
    const name = { question: showIf?.question ?? '' };
    if (next === 'answered') return { ...name, answered: true };
    if (next === 'anyOf') return { ...name, anyOf: [String(first)] };
    if (next === 'equals') return { ...name, equals: first };
    return { ...name, [next]: Number(first) };
  };
  return (
    <fieldset className="choices texts">
      <legend className="label">{e.showIf}</legend>
      <Pick
        label={e.showIf}
        labelHidden
        value={showIf?.question ?? ''}
        error={fault(path) ?? fault(`${path}/question`)}
        choices={[
          { value: '', name: e.always },
          ...earlier.map((one) => ({ value: one.id, name: e.ifQuestion(questionName(one, language)) })),
          ...stray.map((id) => ({ value: id, name: e.ifQuestion(id) })),
        ]}
        onChange={(id) => onChange(id === '' ? undefined : { question: id, answered: true })}
      />
      {showIf && target && (
        <Pick
          label={e.condition}
          labelHidden
          value={test}
          error={fault(`${path}/${test}`)}
          choices={[...new Set([...tests, test])].map((value) => ({ value, name: e.conditions[value] }))}
          onChange={(next) => onChange(withTest(next))}
        />
      )}
      {showIf && (test === 'equals' || test === 'atLeast' || test === 'atMost') && (
        <Pick
          label={e.answer}
          labelHidden
          value={answers.find(({ as }) => as === showIf[test])?.value ?? ''}
          choices={[
            ...(answers.some(({ as }) => as === showIf[test]) ? [] : [{ value: '', name: String(showIf[test]) }]),
            ...answers.map(({ value }) => ({ value, name: nameOf(value) })),
          ]}
          onChange={(value) => {
            const chosen = answers.find((one) => one.value === value);
            if (chosen) onChange({ question: showIf.question, [test]: chosen.as });
          }}
        />
      )}
      {showIf?.anyOf &&
        answers.map(({ value }) => (
          <Check
            key={value}
            label={nameOf(value)}
            checked={showIf.anyOf?.includes(value) ?? false}
            onChange={(on) => {
              const rest = (showIf.anyOf ?? []).filter((one) => one !== value);
              onChange({ question: showIf.question, anyOf: on ? [...rest, value] : rest });
            }}
          />
        ))}
    </fieldset>
  );
}
