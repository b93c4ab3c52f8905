import { useEffect, useRef, useState } from 'react';
import type { Emotion, Sentiment, Urgency } from '../../../shared/analysis/analysis.schema.ts';
import type { JudgeText, SampleProgress } from '../../../shared/review-sample/review-sample.schema.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { Button } from '../kit/button.tsx';
import { choicesOf } from '../kit/fields.tsx';
import { Checks } from '../kit/record-fields.tsx';
import { useSingleKeys } from '../kit/single-keys.ts';
import { Problem } from '../kit/states.tsx';
import { useKeys } from '../kit/use-keys.ts';
import { texts } from '../texts/console.ts';
import { TopicChoice } from './topic-choice.tsx';
import { sampleTexts } from './texts/texts.ts';

/** What a person says of a text; nothing is said beforehand, or it would be said for them. */
export type Said = Partial<Omit<JudgeText, 'feedbackId'>>;
type Props = {
  text: NonNullable<SampleProgress['next']>;
  said: Said | undefined;
  pending: boolean;
  error: unknown;
  onSave: (judgement: JudgeText) => void;
};
const sentiments: readonly Sentiment[] = ['positive', 'neutral', 'negative', 'mixed'];
const urgencies: readonly Urgency[] = ['low', 'normal', 'high', 'critical'];

/** A text, large, and what can be said of it: 1 to 4 its sentiment, 5 to 8 its urgency, S keeps it. */
export function Judgement({ text, said: before = {}, pending, error, onSave }: Props) {
  const s = sampleTexts();
  const f = feedbackTexts();
  const withKeys = useSingleKeys();
  const [said, setSaid] = useState<Said>(before);
  const { sentiment, urgency, emotions = [], topics = [] } = said;
  const set = (change: Said): void => setSaid((now) => ({ ...now, ...change }));
  const whole =
    sentiment && urgency ? { feedbackId: text.feedbackId, sentiment, urgency, emotions, topics } : undefined;
  const save = whole && !pending ? () => onSave(whole) : undefined;
  useKeys({
    ...keysOf(sentiments, 1, (one) => set({ sentiment: one })),
    ...keysOf(urgencies, 5, (one) => set({ urgency: one })),
    s: save,
  });
  return (
    <div className="triage">
      <Words text={text} />
      <section className="panel" aria-label={s.judgement}>
        <OneOf
          label={f.sentiment}
          names={f.sentiments}
          values={sentiments}
          first={1}
          chosen={sentiment}
          onChoose={(one) => set({ sentiment: one })}
        />
        <OneOf
          label={f.urgency}
          names={f.urgencies}
          values={urgencies}
          first={5}
          chosen={urgency}
          onChoose={(one) => set({ urgency: one })}
        />
        <Checks
          label={f.emotions}
          help={s.emotionsHelp}
          error={undefined}
          choices={choicesOf(f.emotionNames)}
          chosen={emotions}
          onChange={(next) => set({ emotions: next as Emotion[] })}
        />
        <TopicChoice chosen={topics} onChange={(next) => set({ topics: next })} />
        {error !== null && <Problem error={error} />}
        <div className="actions">
          {!whole && <span className="note">{s.needed}</span>}
          <Button
            look="main"
            busy={pending}
            disabled={!save}
            aria-keyshortcuts={withKeys ? 's' : undefined}
            onClick={save}
          >
            {texts().save} {withKeys && <kbd>S</kbd>}
          </Button>
        </div>
      </section>
    </div>
  );
}

const keysOf = <T,>(values: readonly T[], first: number, choose: (value: T) => void) =>
  Object.fromEntries(values.map((value, at) => [String(first + at), () => choose(value)]));

/** What is to be judged. The focus goes to it, so that the next one is read, and is seen on a phone. */
function Words({ text: { subject, comments, context } }: Pick<Props, 'text'>) {
  const s = sampleTexts();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section className="panel triage-said" aria-label={s.text} tabIndex={-1} ref={section}>
      {subject && <h2 dir="auto">{subject}</h2>}
      {comments && (
        <p className="verbatim" dir="auto">
          {comments}
        </p>
      )}
      {context && (
        <p className="muted" dir="auto">
          {context}
        </p>
      )}
    </section>
  );
}

type OneOfProps<T extends string> = {
  label: string;
  names: Readonly<Record<string, string>>;
  values: readonly T[];
  /** The key of the first; the others follow. */
  first: number;
  chosen: T | undefined;
  onChoose: (value: T) => void;
};

function OneOf<T extends string>({ label, names, values, first, chosen, onChoose }: OneOfProps<T>) {
  const withKeys = useSingleKeys();
  return (
    <fieldset className="choices judged-as">
      <legend className="label">{label}</legend>
      {values.map((value, at) => (
        <Button
          key={value}
          aria-pressed={chosen === value}
          aria-keyshortcuts={withKeys ? String(first + at) : undefined}
          onClick={() => onChoose(value)}
        >
          {withKeys && <kbd>{first + at}</kbd>} {names[value] ?? value}
        </Button>
      ))}
    </fieldset>
  );
}
