import { type Bar, barsOf, type Counters } from '../counters.ts';
import type { MetricName } from '../definitions.ts';
import { countOf, reaching } from '../statistics.ts';

/** So many of `n` answers or records are of a kind. */
export type Proportion = { kind: 'proportion'; x: number; n: number };
/**
 * Answers on a scale from `from` to `to`. Each of `bars` says how many are at which part of the way; `steps` are the
 * equal steps of the scale, in which every answer lies on a step.
 */
export type Scores = { kind: 'scores'; from: number; to: number; bars: readonly Bar[] };
/** A number of records. */
export type Count = { kind: 'count'; n: number };
export type Sample = Proportion | Scores | Count;

const share =
  (family: string, part: number, whole: number) =>
  (counters: Counters): Proportion => {
    const bars = barsOf(counters, family);
    return { kind: 'proportion', x: reaching(bars, part, whole), n: countOf(bars) };
  };
const answers =
  (family: string, points: number) =>
  (counters: Counters): Scores => ({ kind: 'scores', from: 1, to: points, bars: barsOf(counters, family) });
const of = (counters: Counters, name: string): number => counters[name] ?? 0;

/** Three classes as −1, 0 and 1, on the scale from −`unit` to `unit`. */
const classes = (unit: number, [low, middle, high]: readonly [number, number, number]): Scores => ({
  kind: 'scores',
  from: -unit,
  to: unit,
  bars: [low, middle, high].flatMap((count, index) =>
    count === 0 ? [] : [{ value: index - 1, min: -1, max: 1, count }],
  ),
});

const sentimentOf = (counters: Counters, name: string): number => of(counters, `sentiment:${name}`);

/**
 * What a metric's counters are a sample of, which decides how it is tested; absent where it is no sample that could be
 * tested, and of follow-ups and alerts, whose rows no rule is marked by. The value of a metric is that of `definitions.ts`.
 */
export const sampleOf = {
  nps: (counters) => {
    const bars = barsOf(counters, 'nps');
    const [promoters, detractors] = [
      countOf(bars.filter(({ value }) => value >= 9)),
      countOf(bars.filter(({ value }) => value < 7)),
    ];
    return classes(100, [detractors, countOf(bars) - promoters - detractors, promoters]);
  },
  csat_avg: answers('csat', 5),
  csat_pct: share('csat', 3, 4),
  ces_avg: answers('ces', 7),
  ces_pct: share('ces', 2, 3),
  sentiment_share: (counters) => ({
    kind: 'proportion',
    x: sentimentOf(counters, 'positive'),
    n: ['positive', 'neutral', 'negative', 'mixed'].reduce((sum, name) => sum + sentimentOf(counters, name), 0),
  }),
  net_sentiment: (counters) =>
    classes(1, [
      sentimentOf(counters, 'negative'),
      sentimentOf(counters, 'neutral') + sentimentOf(counters, 'mixed'),
      sentimentOf(counters, 'positive'),
    ]),
  response_rate: (counters) => ({ kind: 'proportion', x: of(counters, 'answered'), n: of(counters, 'invited') }),
  comment_rate: (counters) => ({ kind: 'proportion', x: of(counters, 'commented'), n: of(counters, 'answers') }),
  volume: (counters) => ({ kind: 'count', n: of(counters, 'volume') }),
  agent_rating: answers('csat', 5),
  fcr_csat: answers('fcr', 5),
  category_csat: answers('csat', 5),
} as const satisfies Partial<Record<MetricName, (counters: Counters) => Sample>>;

/** How the sample of a metric is read; undefined where rules do not watch it. */
export const sampleReader = (metric: MetricName): ((counters: Counters) => Sample) | undefined =>
  (sampleOf as Partial<Record<MetricName, (counters: Counters) => Sample>>)[metric];
