import { useState } from 'react';
import type { Emotion, Sentiment, Urgency } from '../../../shared/analysis/analysis.schema.ts';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { api } from '../api/client.ts';
import { useChange } from '../api/use.ts';
import { Dialog } from '../kit/dialog.tsx';
import { DialogFoot } from '../kit/dialog-foot.tsx';
import { choicesOf, Pick } from '../kit/fields.tsx';
import { Checks } from '../kit/record-fields.tsx';
import { toast } from '../kit/toast.tsx';
import { feedbackTexts } from './texts/texts.ts';

const feedback = api(feedbackRoutes);

/** A person's judgement in place of the engine's. */
export function CorrectDialog({ record, onClose }: { record: Feedback; onClose: () => void }) {
  const f = feedbackTexts();
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
      <Checks
        label={f.emotions}
        error={undefined}
        choices={choicesOf(f.emotionNames)}
        chosen={emotions}
        onChange={(next) => setEmotions(next as Emotion[])}
      />
      <DialogFoot
        error={correct.error}
        pending={correct.isPending}
        onAct={() =>
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
        onClose={onClose}
      />
    </Dialog>
  );
}
