import { agreementOf, type Share } from '../../shared/analysis/agreement.ts';
import type { Emotion } from '../../shared/analysis/analysis.schema.ts';
import { emotionsOf, emotionSignsIn } from '../../shared/analysis/emotion.ts';

import type { Labelled } from './corpus.ts';

export const labels = ['positive', 'negative'] as const;
export const answers = ['positive', 'negative', 'both', 'neither'] as const;
type Label = (typeof labels)[number];
type Answer = (typeof answers)[number];

/**
 * Which label an emotion stands for, as GoEmotions groups its own (D. Demszky et al., ACL 2020, figure 2); `trust` is
 * not among them and stands with its kin, approval and caring. Surprise and confusion are ambiguous there.
 */
export const labelOf: Readonly<Record<Emotion, Label | undefined>> = {
  joy: 'positive',
  gratitude: 'positive',
  trust: 'positive',
  surprise: undefined,
  confusion: undefined,
  frustration: 'negative',
  disappointment: 'negative',
  anger: 'negative',
  sadness: 'negative',
  fear: 'negative',
};

export type Measured = {
  labels: { label: Label; precision: Share; recall: Share; f1: Share }[];
  /** How often texts of a label got each answer. */
  confusion: Record<Label, Record<Answer, number>>;
  /** Of the texts in which an emotion was found, how many are of its label. */
  emotions: { emotion: Emotion; label: Label; precision: Share }[];
};

/** How far the emotions that our rules find in labelled texts agree with the labels. */
export function measure(texts: readonly Pick<Labelled, 'text' | 'label'>[]): Measured {
  const none = () => Object.fromEntries(answers.map((answer) => [answer, 0])) as Record<Answer, number>;
  const confusion = { positive: none(), negative: none() };
  const found = new Map<Emotion, { hits: number; n: number }>();
  for (const { text, label } of texts) {
    const emotions = emotionsOf(emotionSignsIn(text, 'en'));
    confusion[label][answerOf(emotions)]++;
    for (const emotion of emotions) {
      const { hits, n } = found.get(emotion) ?? { hits: 0, n: 0 };
      found.set(emotion, { hits: hits + (labelOf[emotion] === label ? 1 : 0), n: n + 1 });
    }
  }
  return {
    labels: labels.map((label) => {
      const other = label === 'positive' ? 'negative' : 'positive';
      const hits = confusion[label][label];
      const all = answers.reduce((sum, answer) => sum + confusion[label][answer], 0);
      return { label, ...agreementOf({ hits, wrong: confusion[other][label], missed: all - hits }) };
    }),
    confusion,
    emotions: (Object.keys(labelOf) as Emotion[]).flatMap((emotion) => {
      const label = labelOf[emotion];
      const { hits, n } = found.get(emotion) ?? { hits: 0, n: 0 };
      const { precision } = agreementOf({ hits, wrong: n - hits, missed: 0 });
      return label ? [{ emotion, label, precision }] : [];
    }),
  };
}

/** One label where all telling emotions agree; surprise and confusion tell nothing. */
function answerOf(emotions: readonly Emotion[]): Answer {
  const said = new Set(emotions.flatMap((emotion) => labelOf[emotion] ?? []));
  if (said.size === 2) return 'both';
  return [...said][0] ?? 'neither';
}
