import { useState } from 'react';
import type { Emotion, Sentiment, Urgency } from '../../../shared/analysis/analysis.schema.ts';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Check, Pick } from '../kit/fields.tsx';
import { Problem } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { texts } from '../texts/console.ts';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);
const choicesOf = <T extends string>(names: Record<string, string>) =>
  Object.entries(names).map(([value, name]) => ({ value: value as T, name }));

/** A person's judgement in place of the engine's. */
export function CorrectDialog({ record, onClose }: { record: Feedback; onClose: () => void }) {
  const f = feedbackTexts();
  const t = texts();
  const { analysis } = record;
  const [sentiment, setSentiment] = useState<Sentiment>(analysis?.sentiment ?? 'neutral');
  const [urgency, setUrgency] = useState<Urgency>(analysis?.urgency ?? 'normal');
  const [emotions, setEmotions] = useState<readonly Emotion[]>(analysis?.emotions ?? []);
  const correct = useChange(feedback.correct, 'metrics', 'dashboard');
  return (
    <Dialog title={f.correctTitle} onClose={onClose}>
      <p className="muted">{f.correctHelp}</p>
      <Pick
        label={f.sentiment}
        value={sentiment}
        choices={choicesOf<Sentiment>(f.sentiments)}
        onChange={setSentiment}
      />
      <Pick label={f.urgency} value={urgency} choices={choicesOf<Urgency>(f.urgencies)} onChange={setUrgency} />
      <fieldset className="choices">
        <legend className="label">{f.emotions}</legend>
        {choicesOf<Emotion>(f.emotionNames).map(({ value, name }) => (
          <Check
            key={value}
            label={name}
            checked={emotions.includes(value)}
            onChange={(on) => setEmotions(on ? [...emotions, value] : emotions.filter((one) => one !== value))}
          />
        ))}
      </fieldset>
      {correct.error && <Problem error={correct.error} />}
      <div className="actions">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button
          look="main"
          disabled={correct.isPending}
          onClick={() =>
            correct.mutate(
              {
                params: { feedbackId: record.feedbackId },
                body: { sentiment, urgency, emotions: [...emotions] },
                ifMatch: record.version,
              },
              {
                onSuccess: () => {
                  onClose();
                  toast(f.corrected);
                },
              },
            )
          }
        >
          {t.save}
        </Button>
      </div>
    </Dialog>
  );
}
