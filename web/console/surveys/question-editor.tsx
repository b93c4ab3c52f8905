import { Button } from '../kit/button.tsx';
import { Check, Pick, TextInput } from '../kit/fields.tsx';
import { Icon } from '../kit/icon.tsx';
import { NumberInput, Texts, useFault } from './editing.tsx';
import { ShowIfEditor } from './show-if-editor.tsx';
import { ScaleEditor } from './scale-editor.tsx';
import { type Asked, type Form, freeId, moved, type QuestionType, withType } from './template-form.ts';
import { templateTexts } from './texts/template/texts.ts';

type Props = {
  question: Asked;
  at: number;
  questions: readonly Asked[];
  ratingScale: Form['ratingScale'];
  onChange: (question: Asked) => void;
};

/** All of one question; its type decides which fields there are. */
export function QuestionEditor({ question, at, questions, ratingScale, onChange }: Props) {
  const e = templateTexts();
  const fault = useFault();
  const path = `questions/${at}`;
  const set = (change: object): void => onChange({ ...question, ...change });
  const types = Object.keys(e.questionTypes) as QuestionType[];
  return (
    <section className="stack question-editor" aria-label={e.question(at + 1)}>
      <h3>{e.question(at + 1)}</h3>
      <Texts label={e.text} path={`${path}/text`} texts={question.text} onChange={(text) => set({ text })} />
      <div className="choices texts">
        <Pick
          label={e.kindOfQuestion}
          value={question.type}
          error={fault(`${path}/type`)}
          choices={types.map((value) => ({ value, name: e.questionTypes[value] }))}
          onChange={(type) => onChange(withType(question, type))}
        />
        <TextInput
          label={e.questionId}
          help={e.idHelp}
          value={question.id}
          maxLength={40}
          error={fault(`${path}/id`)}
          onChange={(id) => set({ id })}
        />
        {question.type === 'csat' && (
          <Pick
            label={e.style}
            value={question.style ?? 'numbers'}
            error={fault(`${path}/style`)}
            choices={(['numbers', 'stars', 'smileys'] as const).map((value) => ({ value, name: e.styles[value] }))}
            onChange={(style) => set({ style })}
          />
        )}
        {(question.type === 'text' || question.type === 'long_text') && (
          <NumberInput
            label={e.maxLength}
            path={`${path}/maxLength`}
            value={question.maxLength}
            otherwise={question.type === 'text' ? '300' : '4000'}
            min={1}
            onChange={(maxLength) => set({ maxLength })}
          />
        )}
      </div>
      <Check label={e.required} checked={question.required ?? false} onChange={(required) => set({ required })} />
      {question.type === 'rating' && (
        <>
          <Check
            label={e.ownScale}
            checked={question.scale !== undefined}
            onChange={(on) => set({ scale: on ? (ratingScale ?? { min: 1, max: 5 }) : undefined })}
          />
          {question.scale && (
            <ScaleEditor scale={question.scale} path={`${path}/scale`} onChange={(scale) => set({ scale })} />
          )}
        </>
      )}
      {(question.type === 'nps' || question.type === 'csat' || question.type === 'ces') && (
        <>
          <Texts
            label={e.leastText}
            path={`${path}/minLabel`}
            texts={question.minLabel}
            onChange={(minLabel) => set({ minLabel })}
          />
          <Texts
            label={e.mostText}
            path={`${path}/maxLabel`}
            texts={question.maxLabel}
            onChange={(maxLabel) => set({ maxLabel })}
          />
        </>
      )}
      {'choices' in question && <Choices question={question} path={path} onChange={onChange} />}
      <ShowIfEditor
        question={question}
        at={at}
        questions={questions}
        ratingScale={ratingScale}
        onChange={(showIf) => set({ showIf })}
      />
      <Texts label={e.help} path={`${path}/help`} texts={question.help} onChange={(help) => set({ help })} />
    </section>
  );
}

type WithChoices = Extract<Asked, { choices: unknown }>;
type ChoicesProps = { question: WithChoices; path: string; onChange: (question: Asked) => void };

function Choices({ question, path, onChange }: ChoicesProps) {
  const e = templateTexts();
  const fault = useFault();
  const { choices } = question;
  const set = (next: typeof choices): void => onChange({ ...question, choices: next });
  return (
    <fieldset className="choices stack">
      <legend className="label">{e.choices}</legend>
      {fault(`${path}/choices`) && <p className="field-error">{fault(`${path}/choices`)}</p>}
      {choices.map((choice, at) => {
        const name = e.choice(at + 1);
        return (
          // A choice has no key of its own but its place: its id is typed here.
          <div key={at} className="stack tight">
            <Texts
              label={name}
              path={`${path}/choices/${at}/text`}
              texts={choice.text}
              onChange={(text) => set(choices.with(at, { ...choice, text }))}
            />
            <div className="wrap">
              <TextInput
                label={e.questionId}
                value={choice.id}
                maxLength={40}
                error={fault(`${path}/choices/${at}/id`)}
                onChange={(id) => set(choices.with(at, { ...choice, id }))}
              />
              <Button small aria-label={e.up(name)} disabled={at === 0} onClick={() => set(moved(choices, at, at - 1))}>
                <Icon name="up" />
              </Button>
              <Button
                small
                aria-label={e.down(name)}
                disabled={at === choices.length - 1}
                onClick={() => set(moved(choices, at, at + 1))}
              >
                <Icon name="down" />
              </Button>
              <Button
                small
                aria-label={e.remove(name)}
                disabled={choices.length <= 2}
                onClick={() => set(choices.toSpliced(at, 1))}
              >
                <Icon name="close" />
              </Button>
            </div>
          </div>
        );
      })}
      <div>
        <Button
          small
          disabled={choices.length >= 30}
          onClick={() => {
            const ids = choices.map(({ id }) => id);
            set([...choices, { id: freeId(`choice_${choices.length + 1}`, ids), text: {} }]);
          }}
        >
          {e.addChoice}
        </Button>
      </div>
      {question.type === 'multi_choice' && (
        <NumberInput
          label={e.maxChosen}
          path={`${path}/maxChosen`}
          value={question.maxChosen}
          min={1}
          max={choices.length}
          onChange={(maxChosen) => onChange({ ...question, maxChosen })}
        />
      )}
    </fieldset>
  );
}
