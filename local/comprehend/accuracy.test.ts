import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { type Labelled, sentences as all } from '../precision/corpus.ts';
import { sentimentOf } from './sentiment.ts';

// Held out: no lexicon or rule was written or changed after looking at these sentences or at this figure.
const sets = Object.groupBy(all, ({ set }) => set);

type Vader = { default?: Vader; polarity_scores(text: string): { compound: number } };
const module = createRequire(import.meta.url)('vader-sentiment') as { SentimentIntensityAnalyzer: Vader };

/** Signed rating of a text; what lies within ±`band` is undecided. */
type Engine = { rate: (text: string) => number; band: number };
const engines: Record<string, Engine> = {
  'stand-in': {
    rate: (text) => {
      const { Sentiment, SentimentScore } = sentimentOf(text, 'en');
      // Neutral and mixed are no decision; their lean is kept for the forced choice.
      const lean = SentimentScore.Positive - SentimentScore.Negative;
      return Sentiment === 'POSITIVE' || Sentiment === 'NEGATIVE' ? Math.sign(lean) * (1 + Math.abs(lean)) : lean;
    },
    band: 1,
  },
  'vader-sentiment': { rate: (text) => module.SentimentIntensityAnalyzer.polarity_scores(text).compound, band: 0.05 },
  majority: { rate: () => 1, band: 0 },
};

function accuracy({ rate, band }: Engine, texts: readonly Labelled[]) {
  let [strict, forced] = [0, 0];
  for (const { text, label } of texts) {
    const rating = rate(text);
    if (label === 'positive' ? rating >= band && rating > 0 : rating <= -band && rating < 0) strict++;
    if (rating >= 0 === (label === 'positive')) forced++;
  }
  return { strict: strict / texts.length, forced: forced / texts.length };
}

const result = Object.fromEntries(Object.entries(engines).map(([name, engine]) => [name, accuracy(engine, all)]));
const figure = (name: string, kind: 'strict' | 'forced') => result[name]?.[kind] ?? 0;

describe('on 3 000 labelled sentences that nobody tuned on', () => {
  test('the set is what the figure says: whole and balanced', () => {
    expect(all).toHaveLength(3000);
    expect(all.filter((one) => one.label === 'positive')).toHaveLength(1500);
  });

  test('the stand-in beats the majority class and the vader-sentiment package, also when neutral counts as wrong', () => {
    const table = Object.entries(engines).map(([name, engine]) => ({
      engine: name,
      ...result[name],
      ...Object.fromEntries(Object.entries(sets).map(([set, texts]) => [set, accuracy(engine, texts).strict])),
    }));
    process.stdout.write(
      `${JSON.stringify(table, (_, value) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value), 1)}\n`,
    );
    // The figures of README.md; rounded down, so that a worse engine fails here.
    expect(figure('stand-in', 'strict')).toBeGreaterThan(0.725);
    expect(figure('stand-in', 'forced')).toBeGreaterThan(0.81);
    for (const kind of ['strict', 'forced'] as const) {
      expect(figure('stand-in', kind)).toBeGreaterThan(figure('vader-sentiment', kind));
      expect(figure('stand-in', kind)).toBeGreaterThan(figure('majority', kind));
    }
  });
});
