import type { Counters } from '../metrics/counters.ts';
import { Emotion, Sentiment, Urgency } from './analysis.schema.ts';

/** The rows that say how often the engine was right, one key for each version of the rules. */
export const ENGINE_ROWS = 'engine';

type Judgement = {
  sentiment?: string | undefined;
  urgency?: string | undefined;
  emotions?: readonly string[] | undefined;
};
/** Of an analysis, what says whether the engine was right. */
export type Judged = Judgement & {
  version?: string | undefined;
  correctedBy?: unknown;
  parts?: object | undefined;
  engineSaid?: Judgement | undefined;
};

/**
 * What a judgement that a person has corrected adds to the counters of its version; undefined where there is nothing to
 * compare. Whoever corrects one part has looked at the others, so these count as they stand. What version 1 analysed has
 * no `parts` and is not counted: it was corrected before anybody counted.
 */
export function judgedCounters({ correctedBy, parts, version, engineSaid, ...person }: Judged): Counters | undefined {
  if (correctedBy === undefined || parts === undefined || version === undefined || !engineSaid) return undefined;
  const counters: Counters = { 'judged:all': 1 };
  for (const kind of ['sentiment', 'urgency'] as const) {
    const [said, is] = [engineSaid[kind], person[kind]];
    if (said !== undefined && is !== undefined) counters[`judged:${kind}:${said}:${is}`] = 1;
  }
  const { emotions: is } = person;
  const { emotions: said } = engineSaid;
  if (!is || !said) return counters;
  counters['judged:emotions'] = 1;
  for (const emotion of new Set([...said, ...is])) {
    const what = !said.includes(emotion) ? 'missed' : is.includes(emotion) ? 'hit' : 'false';
    counters[`judged:emotion:${emotion}:${what}`] = 1;
  }
  return counters;
}

/** How often the engine said a label (rows) where a person says a label (columns). */
export type Confusion<L extends string> = Record<L, Record<L, number>>;

const confusionOf = <L extends string>(counters: Counters, kind: string, labels: readonly L[]): Confusion<L> =>
  Object.fromEntries(
    labels.map((said) => [
      said,
      Object.fromEntries(labels.map((is) => [is, counters[`judged:${kind}:${said}:${is}`] ?? 0])),
    ]),
  ) as Confusion<L>;

export const sentimentsIn = (counters: Counters) => confusionOf(counters, 'sentiment', Sentiment.options);
export const urgenciesIn = (counters: Counters) => confusionOf(counters, 'urgency', Urgency.options);

/** Hits, what was said in addition to them, and what was missed. */
export type Tally = { hits: number; wrong: number; missed: number };

export const emotionsIn = (counters: Counters): [Emotion, Tally][] =>
  Emotion.options.map((emotion) => {
    const count = (what: string): number => counters[`judged:emotion:${emotion}:${what}`] ?? 0;
    return [emotion, { hits: count('hit'), wrong: count('false'), missed: count('missed') }];
  });
