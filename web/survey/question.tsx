import type { ComponentChildren } from 'preact';
import { inLanguage, type Localized, type SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { fieldName, type Question, type Scale, scaleOf } from '../../shared/survey-template/question.schema.ts';
import { stepsOf } from './show-if.ts';
import { say } from './texts/texts.ts';
import type { Texts } from './texts/en.ts';

export type Asking = {
  texts: Texts;
  language: SurveyLanguage;
  standard: SurveyLanguage;
  ratingScale: Scale;
  /** Puts the person's facts into a template's text. */
  fill: (text: string) => string;
};
type Props = { question: Question; value: unknown; error: string | undefined; asking: Asking };

const local = ({ language, standard, fill }: Asking, texts: Localized | undefined): string =>
  fill(inLanguage(texts, language, standard));

/** One question with its label, help, error and input; labels and groups are native, so keyboards just work. */
export function QuestionField({ question, value, error, asking }: Props) {
  const { id, help, type } = question;
  const describedBy = [help && `${id}-h`, error && `${id}-e`].filter(Boolean).join(' ') || undefined;
  const label = (
    <>
      {local(asking, question.text)} {question.required && <span class="m">({asking.texts.required})</span>}
    </>
  );
  const notes = (
    <>
      {help && (
        <p class="m h" id={`${id}-h`}>
          {local(asking, help)}
        </p>
      )}
      {error && (
        <p class="e" id={`${id}-e`}>
          {error}
        </p>
      )}
    </>
  );
  if (type === 'text' || type === 'long_text') {
    const common = {
      id: `${id}-i`,
      name: fieldName(id),
      maxLength: question.maxLength,
      dir: 'auto' as const,
      placeholder: ' ',
      autocomplete: 'off',
      'aria-describedby': describedBy,
      ...(error && { 'aria-invalid': 'true' as const }),
      ...(question.required && { 'aria-required': 'true' as const }),
    };
    const text = typeof value === 'string' ? value : '';
    return (
      <div class="q" id={id}>
        <label class="l" for={common.id}>
          {label}
        </label>
        {notes}
        {type === 'text' ? <input type="text" {...common} value={text} /> : <textarea {...common}>{text}</textarea>}
      </div>
    );
  }
  return (
    <fieldset
      class="q"
      id={id}
      aria-describedby={describedBy}
      {...(type !== 'multi_choice' && {
        role: 'radiogroup',
        ...(question.required && { 'aria-required': 'true' }),
        ...(error && { 'aria-invalid': 'true' }),
      })}
    >
      <legend>{label}</legend>
      {notes}
      {inputsOf(question, value, asking)}
    </fieldset>
  );
}

function inputsOf(question: Exclude<Question, { type: 'text' | 'long_text' }>, value: unknown, asking: Asking) {
  const scale = scaleOf(question, asking.ratingScale);
  const name = fieldName(question.id);
  if (scale) return <ScaleInput name={name} scale={scale} value={value} asking={asking} />;
  if ('choices' in question) {
    const type = question.type === 'multi_choice' ? 'checkbox' : 'radio';
    const chosen: readonly unknown[] = [value].flat();
    const limited =
      question.type === 'multi_choice' && question.maxChosen && question.maxChosen < question.choices.length;
    return (
      <div class="c">
        {limited && <p class="m">{say(asking.texts.atMostChosen, { count: question.maxChosen ?? 0 })}</p>}
        {question.choices.map(({ id, text }) => (
          <label key={id}>
            <input type={type} name={name} value={id} checked={chosen.includes(id)} />
            {local(asking, text)}
          </label>
        ))}
      </div>
    );
  }
  return (
    <div class="s n2">
      <Option name={name} value="yes" checked={value === true}>
        {asking.texts.yes}
      </Option>
      <Option name={name} value="no" checked={value === false}>
        {asking.texts.no}
      </Option>
    </div>
  );
}

function ScaleInput({ name, scale, value, asking }: { name: string; scale: Scale; value: unknown; asking: Asking }) {
  const steps = stepsOf(scale);
  const ends = { [scale.min]: local(asking, scale.minLabel), [scale.max]: local(asking, scale.maxLabel) };
  const named = (step: number): string => {
    const plain = scale.style === 'numbers' ? String(step) : say(asking.texts.scoreOf, { score: step, max: scale.max });
    return ends[step] ? `${plain}, ${ends[step]}` : plain;
  };
  return (
    <div class={`w${steps.length}`}>
      <div class={`s n${steps.length}${scale.style === 'stars' ? ' star' : ''}`}>
        {steps.map((step) => (
          <Option key={step} name={name} value={String(step)} checked={value === step} label={named(step)}>
            {scale.style === 'stars' ? (
              '★'
            ) : scale.style === 'smileys' ? (
              <Smiley step={step} steps={steps.length} />
            ) : (
              step
            )}
          </Option>
        ))}
      </div>
      {(ends[scale.min] || ends[scale.max]) && (
        <div class="ends m" aria-hidden="true">
          <span>{ends[scale.min]}</span>
          <span>{ends[scale.max]}</span>
        </div>
      )}
    </div>
  );
}

type OptionProps = { name: string; value: string; checked: boolean; label?: string; children: ComponentChildren };
const Option = ({ name, value, checked, label, children }: OptionProps) => (
  <label>
    <input type="radio" name={name} value={value} checked={checked} aria-label={label} />
    <span>{children}</span>
  </label>
);

/** A drawn face, because not every device has the same emoji: from a frown (first step) to a smile (last). */
function Smiley({ step, steps }: { step: number; steps: number }) {
  const bend = ((step - 1) / (steps - 1) - 0.5) * 12;
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d={`M16 2a14 14 0 1 0 .1 0M11 11v2M21 11v2M10 ${21 - bend / 3}q6 ${bend} 12 0`} />
    </svg>
  );
}
