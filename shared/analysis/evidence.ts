import { type Emotion, type Evidence, MAX_EVIDENCE } from './analysis.schema.ts';
import type { EmotionSign } from './emotion.ts';
import { spansIn, type Texts } from './texts.ts';
import type { KnownTopic } from './topics.ts';
import type { UrgencyFound } from './urgency.ts';
import type { Place } from './words.ts';

/** What an analysis has found, with where in the joined text it found it. */
type Found = {
  emotions: readonly Emotion[];
  signs: readonly EmotionSign[];
  urgency: UrgencyFound | undefined;
  topics: readonly KnownTopic[];
};

type Claim = Pick<Evidence, 'kind' | 'value' | 'negated'>;

/** Why an analysis says what it says: places in the fields of the record, and rules where no word decided. */
export function evidenceOf(record: Texts, { emotions, signs, urgency, topics }: Found): Evidence[] {
  const urgent = urgency?.urgency === 'high' || urgency?.urgency === 'critical' ? urgency : undefined;
  const claims: (Claim & Place)[] = [
    ...signs
      .filter(({ emotion }) => emotions.includes(emotion))
      .map(({ emotion, ...place }) => ({ kind: 'emotion' as const, value: emotion, ...place })),
    ...(urgent?.places.map((place) => ({ kind: 'urgency' as const, value: urgent.urgency, ...place })) ?? []),
    ...topics.map(({ name, start, end }) => ({ kind: 'topic' as const, value: name, start, end })),
  ];
  const byRule: Evidence[] = urgent?.rule ? [{ kind: 'urgency', value: urgent.urgency, rule: urgent.rule }] : [];
  return mostTelling([...byRule, ...spansIn(record, claims)]);
}

/** Where there is more evidence than is kept, each value keeps its first places. */
export function mostTelling(evidence: readonly Evidence[]): Evidence[] {
  const times = new Map<string, number>();
  const ranked = evidence.map((one) => {
    const key = `${one.kind} ${one.value}`;
    const rank = times.get(key) ?? 0;
    times.set(key, rank + 1);
    return { one, rank };
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MAX_EVIDENCE)
    .map(({ one }) => one);
}

/** Evidence as it is shown: with what stands at each place of the texts, which a change of them would have removed. */
export const withTerms = (record: Texts, evidence: readonly Evidence[]): Evidence[] =>
  evidence.map((one) => {
    const text = one.field && record[one.field];
    return text === undefined ? one : { ...one, term: text.slice(one.start, one.end) };
  });
