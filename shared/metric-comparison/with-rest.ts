import type { Context } from '../kernel/context.ts';
import { compareAll } from '../metrics/comparison/compare-all.ts';
import { restOf } from '../metrics/comparison/rest.ts';
import type { Figure } from '../metrics/figure.schema.ts';
import { figureOf } from '../metrics/figure.ts';
import type { Asked } from './asked.ts';
import type { MetricComparison } from './metric-comparison.schema.ts';

/** Each group against all others; of the total nothing, since nothing is outside of it. */
export function withRest(_: Context, { said, range, settings, by, parts: [whole, ...groups] }: Asked) {
  if (!whole) throw new Error('a metric without its total');
  const rests = groups.map(({ side }) => restOf(whole.side, side));
  const answers = compareAll(
    groups.map(({ side }, at) => ({ metric: said.metric, before: rests[at] ?? whole.side, now: side })),
    settings.comparison.margins,
  );
  const figures = rests.map(({ counters }): Figure => {
    // No filter says "all but": what is behind the rest cannot be listed by one call.
    const { partRecords: _parts, ...figure } = figureOf(said, { ...range, by }, said.metric.read(counters));
    return { ...figure, records: null, reason: 'of_rest' };
  });
  const compared = answers.map((answer, at): MetricComparison => ({
    with: 'rest',
    before: figures[at] ?? null,
    ...answer,
  }));
  return [null, ...compared];
}
