import { useContext, useState } from 'react';
import { Button as AriaButton, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import type { SurveyLanguage } from '../../../shared/survey-template/localized.schema.ts';
import { Button } from '../kit/button.tsx';
import { Pick } from '../kit/fields.tsx';
import { Icon } from '../kit/icon.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { EditingContext } from './editing.tsx';
import { type Asked, dropped, moved, newQuestion, type QuestionType } from './template-form.ts';
import { templateTexts } from './texts/template/texts.ts';

/** A question by its text, as far as it has one. */
export const questionName = (question: Asked, language: SurveyLanguage): string =>
  question.text[language] || question.id;

type Props = {
  questions: readonly Asked[];
  open: string | undefined;
  onOpen: (key: string | undefined) => void;
  /** Given what there is now, so that an undo does not take back what was done after it. */
  onChange: (change: (questions: readonly Asked[]) => Asked[]) => void;
};

/** The questions in their order: dragged by their handle, or moved by buttons. */
export function QuestionList({ questions, open, onOpen, onChange }: Props) {
  const e = templateTexts();
  const { languages, faults } = useContext(EditingContext);
  const [language = 'en'] = languages;
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => onChange((now) => dropped(now, keys, target)),
  });
  const remove = (question: Asked, at: number): void => {
    onChange((now) => now.filter(({ key }) => key !== question.key));
    if (open === question.key) onOpen(undefined);
    toast(e.removed(questionName(question, language)), {
      name: texts().undo,
      act: () => onChange((now) => now.toSpliced(at, 0, question)),
    });
  };
  return (
    <GridList
      aria-label={e.questions}
      className="questions"
      dragAndDropHooks={dragAndDropHooks}
      onAction={(key) => onOpen(String(key))}
    >
      {questions.map((question, at) => {
        const name = questionName(question, language);
        const wrong = [...faults.keys()].some((path) => path.startsWith(`questions/${at}/`));
        const step = (to: number) => onChange((now) => moved(now, at, to));
        return (
          <GridListItem
            key={question.key}
            id={question.key}
            textValue={name}
            className={question.key === open ? 'question open' : 'question'}
          >
            <AriaButton slot="drag" className="button bare small" aria-label={e.drag(name)}>
              <Icon name="drag" />
            </AriaButton>
            <span className="question-name">
              <bdi>{name}</bdi>
              <span className="tags">
                <span className="note">{e.questionTypes[question.type]}</span>
                {question.showIf && <span className="tag">{e.conditional}</span>}
                {wrong && <span className="tag error">{e.wrong}</span>}
              </span>
            </span>
            <AriaButton
              className="button bare small"
              aria-label={e.up(name)}
              isDisabled={at === 0}
              onPress={() => step(at - 1)}
            >
              <Icon name="up" />
            </AriaButton>
            <AriaButton
              className="button bare small"
              aria-label={e.down(name)}
              isDisabled={at === questions.length - 1}
              onPress={() => step(at + 1)}
            >
              <Icon name="down" />
            </AriaButton>
            <AriaButton
              className="button bare small"
              aria-label={e.editQuestion(name)}
              onPress={() => onOpen(question.key)}
            >
              {texts().edit}
            </AriaButton>
            <AriaButton
              className="button bare small"
              aria-label={e.remove(name)}
              isDisabled={questions.length === 1}
              onPress={() => remove(question, at)}
            >
              <Icon name="close" />
            </AriaButton>
          </GridListItem>
        );
      })}
    </GridList>
  );
}

/** Adds a question of some kind, and opens it. */
export function AddQuestion({ questions, onOpen, onChange }: Omit<Props, 'open'>) {
  const e = templateTexts();
  const [type, setType] = useState<QuestionType>('long_text');
  const types = Object.keys(e.questionTypes) as QuestionType[];
  return (
    <div className="wrap">
      <Pick
        label={e.kindOfQuestion}
        labelHidden
        value={type}
        choices={types.map((value) => ({ value, name: e.questionTypes[value] }))}
        onChange={setType}
      />
      <Button
        disabled={questions.length >= 30}
        onClick={() => {
          const key = crypto.randomUUID();
          onChange((now) => [...now, newQuestion(type, key, now)]);
          onOpen(key);
        }}
      >
        <Icon name="plus" />
        {e.addQuestion}
      </Button>
    </div>
  );
}
